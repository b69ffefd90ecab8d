import { createHash } from 'node:crypto';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { isSameServer } from './address';
import { hasLoggedIn, REFUSED_TOKEN_HEADER } from './handOver';
import { LoginFailure } from './loginFailure';
import { logInOnce, type Login } from './singleLogin';

/** How one type of credential logs in. */
export interface LoginWay {
	/** All that a login depends on: when one of these changes, the token before does not count any more. */
	madeWith: (credentials: ICredentialDataDecryptedObject) => unknown[];
	/** Throws a `LoginFailure`. */
	logIn: (http: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) => Promise<Login>;
}

/** The fields that keep a login: n8n stores them encrypted and calls `preAuthentication` while the first is empty. */
export const LOGIN_FIELDS: INodeProperties[] = [
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'hidden',
		typeOptions: { expirable: true, password: true },
		default: '',
	},
	{ displayName: 'API Base', name: 'apiBase', type: 'hidden', default: '' },
	{ displayName: 'Renew At', name: 'renewAt', type: 'hidden', default: '' },
	{
		displayName: 'Login Hash',
		name: 'loginHash',
		type: 'hidden',
		typeOptions: { password: true },
		default: '',
	},
];

/** When the stored token is to be renewed, in milliseconds since 1970; undefined where its end is not known. */
function renewalTimeMs(credentials: ICredentialDataDecryptedObject): number | undefined {
	const { renewAt } = credentials;
	return renewAt ? Number(renewAt) : undefined;
}

/** Credentials that were logged in for the call that comes next: another login would not help it. */
const justLoggedIn = new WeakSet<ICredentialDataDecryptedObject>();

function hashOf(way: LoginWay, credentials: ICredentialDataDecryptedObject): string {
	return createHash('sha256')
		.update(JSON.stringify(way.madeWith(credentials)))
		.digest('hex');
}

/** `preAuthentication` of a credential: logs in once for all that ask at a time. */
export function preAuthenticationOf(
	way: LoginWay,
): (this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) => Promise<IDataObject> {
	return async function (this: IHttpRequestHelper, credentials) {
		const loginHash = hashOf(way, credentials);
		const tokenInHand = String(credentials.accessToken ?? '');
		const login = await logInOnce(
			loginHash,
			tokenInHand,
			async () => await way.logIn(this, credentials),
		);
		justLoggedIn.add(credentials);
		return { ...login, loginHash };
	};
}

/** Takes out of the request what only `authenticate` may read, and what it sets itself, however it is spelled. */
function takeHeaders(options: IHttpRequestOptions): {
	refused: string | undefined;
	others: IDataObject;
} {
	const entries = Object.entries(options.headers ?? {});
	const named = (...names: string[]) =>
		entries.filter(([name]) => names.includes(name.toLowerCase()));
	const taken = named(REFUSED_TOKEN_HEADER, 'accept', 'authorization');
	const others = Object.fromEntries(entries.filter((entry) => !taken.includes(entry)));
	const [refused] = named(REFUSED_TOKEN_HEADER);
	return { refused: refused === undefined ? undefined : String(refused[1]), others };
}

/** What n8n takes for an expired token: it logs in, runs `authenticate` again and sends the call. */
function loginNeeded(): Error {
	return Object.assign(new Error('CXone has to be logged in to again'), {
		response: { status: 401 },
	});
}

/**
 * `authenticate` of a credential: adds the token and the base address to a call, in `options` itself. Asks n8n for a
 * login when there is none that was made with what the credential holds now, when it is time to renew, or when the call
 * names the token as refused. Throws a `LoginFailure` for an address of another server.
 */
export function authenticateOf(way: LoginWay): IAuthenticate {
	return async (credentials, options) => {
		const { accessToken, apiBase, loginHash } = credentials;
		const base = String(apiBase);
		const { refused, others } = takeHeaders(options);
		const isDue = Date.now() >= (renewalTimeMs(credentials) ?? Infinity);
		const isOwn = hasLoggedIn(credentials) && loginHash === hashOf(way, credentials);
		// The refused token stays in the options until then: n8n calls this again with them after the login.
		if (!justLoggedIn.has(credentials) && (!isOwn || isDue || refused === accessToken))
			throw loginNeeded();
		// The deprecated helper, which n8n's HTTP Request node uses, calls the address `uri`.
		const { uri } = options as { uri?: unknown };
		for (const target of [options.url, uri])
			if (target !== undefined && !isSameServer(String(target), base))
				throw new LoginFailure(
					'The credential is not sent to another server than that of its tenant',
					'Use an address below that of the tenant, or no credential.',
					{ kind: 'input' },
				);
		options.baseURL = base;
		options.headers = {
			...others,
			Accept: 'application/json',
			Authorization: `Bearer ${String(accessToken)}`,
		};
		options.disableFollowRedirect = true;
		if (uri !== undefined) Object.assign(options, { followRedirect: false });
		return options;
	};
}
