import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { CallInput, CallRule } from './call';
import { InputFailure } from '../core/inputFailure';
import type { Session } from './session';
import { readThrown, type ThrownFacts } from './thrown';

/** How one attempt ended. */
export type Outcome =
	| { kind: 'answered'; status: number; body: unknown; headers: Record<string, unknown> }
	| { kind: 'thrown'; facts: ThrownFacts };

/** The path with its values filled in, encoded. Throws an `InputFailure` for a value that would lead elsewhere. */
export function fillPath(path: string, values: Record<string, string> = {}): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = (values[name] ?? '').replace(/\p{Surrogate}/gu, '\uFFFD');
		// A web address takes these for a step to another folder, even when they are encoded.
		if (value === '' || value === '.' || value === '..')
			throw new InputFailure(`'${value}' is not an id that CXone gives`, 'Check the id.');
		return encodeURIComponent(value);
	});
}

/** Makes the options anew for each attempt, because n8n writes the token and the cancel signal into them. */
function toRequestOptions(
	session: Session,
	rule: CallRule,
	call: CallInput,
	renewsToken: boolean,
): IHttpRequestOptions {
	return {
		method: rule.method,
		url: session.baseUrl + fillPath(rule.path, call.path),
		qs: call.qs,
		body: call.body as IHttpRequestOptions['body'],
		json: true,
		timeout: session.timeoutMs,
		returnFullResponse: true,
		// All statuses come back with their headers, for Retry-After; n8n renews a token only when it sees the 401 thrown.
		ignoreHttpStatusErrors: !renewsToken,
		// The token must not follow a redirect to another host.
		disableFollowRedirect: true,
	};
}

/** The context with another signal: n8n's helper takes the signal that ends a request from nowhere else. */
function stoppedBy(context: IExecuteFunctions, stop: AbortSignal): IExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => stop },
	}) as IExecuteFunctions;
}

/** Sends a call once through n8n's HTTP helper; with `renewsToken` n8n renews the token on 401 and sends it again. `stop` ends it. */
export async function attempt(
	session: Session,
	rule: CallRule,
	call: CallInput,
	stop: AbortSignal,
	renewsToken: boolean,
): Promise<Outcome> {
	const options = toRequestOptions(session, rule, call, renewsToken);
	const context = stoppedBy(session.context as IExecuteFunctions, stop);
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			session.access.credentialType,
			options,
			// Else n8n puts a token of any other type into the address, where proxies and logs keep it.
			{ oauth2: { tokenType: 'Bearer' } },
		)) as IN8nHttpFullResponse;
		return {
			kind: 'answered',
			status: response.statusCode,
			body: response.body,
			headers: response.headers,
		};
	} catch (error) {
		return { kind: 'thrown', facts: readThrown(error) };
	}
}
