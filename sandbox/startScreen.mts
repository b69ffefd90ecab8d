import type { RequestLogEntry } from './requestLog.mts';
import type { Sandbox } from './sandbox.mts';

/** What a user sees when the sandbox is up: what to type into n8n, what is there, how to ask for faults. */
export function startScreen({ url, credential, acd, state }: Sandbox): string {
	const contacts = new Set(state.history.map((row) => row.contactId)).size;
	const rule = '{"call":"createList","when":"after","effect":{"type":"drop"}}';
	return `CXone sandbox is ready at ${url}

  In n8n: Credentials > Create credential > CXone OAuth2 API
    Tenant URL      ${credential.tenantUrl}
    Client ID       ${credential.clientId}
    Client Secret   ${credential.clientSecret}
    Scope           ${credential.scope}

  For the ACD API: CXone Access Key API
    Access Key ID      ${acd.credential.accessKeyId}
    Access Key Secret  ${acd.credential.accessKeySecret}
    Environment        Custom
    Login URL          ${acd.credential.loginUrl}

  Call history: ${state.history.length} interactions of ${contacts} contacts

  Make something go wrong, for example lose the answer to the next list create:
    curl -X POST ${url}/sandbox/faults -d '${rule}'
  Look at the faults to come, take them back:
    curl ${url}/sandbox/faults
    curl -X DELETE ${url}/sandbox/faults
  Look at the lists and campaigns:
    curl "${url}/sandbox/state?contacts=true"
    curl "${url}/sandbox/acd?records=true"
  Let started skills dial for an hour, see who rang:
    curl -X POST ${url}/sandbox/dial -d '{"minutes":60}'
    curl ${url}/sandbox/rings
  Make every token expire, start over:
    curl -X POST ${url}/sandbox/expire-tokens
    curl -X POST ${url}/sandbox/reset

Stop with Ctrl-C. Requests:
`;
}

/** One request in one line, without its body: clock time (UTC), call, method, path, status, duration. */
export function requestLine(entry: RequestLogEntry): string {
	const status = entry.status === 0 ? 'no answer' : String(entry.status);
	const durationMs = (entry.endedAt - entry.startedAt).toFixed(1);
	const { call, method, path } = entry;
	return `${entry.at.slice(11, 23)}  ${status}  ${method} ${path}  (${call}, ${durationMs} ms)`;
}
