import type {
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { LoginFailure } from './loginFailure';

const TIMEOUT_MS = 30_000;
/** Statuses that say no to who asks; a login answers 400 too, for a client or a key that it does not know. */
const REFUSALS = [400, 401, 403];
const PASSING = [408, 425, 429];
/** The words of a gateway that limits the rate under another status. Never looked for in a 401: it may lock out. */
const RATE_TEXT =
	/rate.?limit|too.?many.?requests|throttl|slow.?down|quota|limit.?exceeded|limit.?reached/i;
/** The same for a server in trouble. */
const TROUBLE_TEXT = /temporarily.?unavailable|overload/i;
/** n8n's words for a request that its own settings forbid. */
const BLOCKED_TEXT = /request was blocked|domain not allowed/i;

/** What a credential says of its login; the last two begin a sentence. */
export interface LoginWords {
	refused: string;
	checkKey: string;
	checkAddress: string;
}

/** A network code such as ECONNREFUSED, and nothing that names a host. */
function codeOf(error: unknown): string {
	const { code, message } = Object(error) as { code?: unknown; message?: unknown };
	const isCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code);
	// n8n's helper has one code for an answer that broke off and for one that did not come in time.
	const isAborted = /aborted$/.test(String(message));
	return (isCode ? ` Code: ${code}` : '') + (isAborted ? ', aborted' : '');
}

function noAnswer(error: unknown, words: LoginWords): LoginFailure {
	if (BLOCKED_TEXT.test(String((Object(error) as { message?: unknown }).message)))
		return new LoginFailure(
			'n8n did not send the login to CXone: the request was blocked',
			'Check the allowed domains of the credential, and the settings of this n8n for requests to internal addresses.',
			{ kind: 'noAnswer' },
		);
	return new LoginFailure(
		"CXone's login could not be reached",
		`${words.checkAddress}, and the network and proxy of this n8n.${codeOf(error)}`,
		{ kind: 'noAnswer' },
	);
}

/** The failure of what answers as no login of CXone does. */
export function notCxone(words: LoginWords, what: string, status?: number): LoginFailure {
	return new LoginFailure(`There is no CXone at this address: ${what}`, `${words.checkAddress}.`, {
		kind: 'notCxone',
		status,
	});
}

function passing(status: number): LoginFailure {
	const isLimited = status === 429;
	return new LoginFailure(
		isLimited
			? 'CXone limits the rate of logins (429)'
			: `CXone cannot log anybody in for now (status ${status})`,
		'Nothing is wrong with the credential: try again later.',
		{ kind: 'passing', status },
	);
}

/** The status that an answer means by its words; undefined for one that says no. */
function passingStatus(body: unknown): number | undefined {
	const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
	if (RATE_TEXT.test(text)) return 429;
	return TROUBLE_TEXT.test(text) ? 503 : undefined;
}

/**
 * Sends one request of a login and gives the object that answers it. No redirect is followed, so that the secret stays
 * with the address that it was meant for. Throws a `LoginFailure`; with `isRefusable` a 400, 401 or 403 is about the key.
 */
export async function askLogin(
	http: IHttpRequestHelper,
	request: Pick<IHttpRequestOptions, 'method' | 'url' | 'qs' | 'body'> & { isForm?: boolean },
	words: LoginWords,
	isRefusable: boolean,
): Promise<IDataObject> {
	const { isForm = false, ...options } = request;
	const headers = {
		Accept: 'application/json',
		...(isForm && { 'Content-Type': 'application/x-www-form-urlencoded' }),
	};
	let answer: IN8nHttpFullResponse;
	try {
		answer = (await http.helpers.httpRequest({
			...options,
			headers,
			json: true,
			timeout: TIMEOUT_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		// A new error: that of the helper holds the request, and so the secret.
		throw noAnswer(error, words);
	}
	const { statusCode: status, body } = answer;
	if (status >= 500 || PASSING.includes(status)) throw passing(status);
	if (isRefusable && REFUSALS.includes(status)) {
		const meant = status === 401 ? undefined : passingStatus(body);
		if (meant !== undefined) throw passing(meant);
		throw new LoginFailure(words.refused, `${words.checkKey}.`, { kind: 'refused', status });
	}
	if (status >= 300 && status < 400)
		throw notCxone(words, 'it answers with a redirect, which is not followed', status);
	if (status !== 200 && status !== 201) throw notCxone(words, 'it does not answer a login', status);
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		throw notCxone(words, 'it answers, but not as CXone does', status);
	return body as IDataObject;
}
