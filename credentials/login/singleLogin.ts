import { LoginFailure } from './loginFailure';

/** What a login gives; n8n stores it with the credential. */
export interface Login {
	accessToken: string;
	/** Address that all calls go to, without a trailing slash. */
	apiBase: string;
	/** When the token is to be renewed, in milliseconds since 1970, as text; '' where its end is not known. */
	renewAt: string;
}

interface Flight {
	promise: Promise<Login>;
	token?: string;
	endedAtMs?: number;
}

/** For so long an ended login serves callers that still hold the token before it: n8n stores the new one meanwhile. */
const SERVES_OLD_TOKEN_MS = 60_000;
/** For so long it serves callers without any token, who read the credential just before it was stored. */
const SERVES_NO_TOKEN_MS = 1_000;
/** For so long a refused key is not tried again, because trying it may lock it. */
const SERVES_REFUSAL_MS = 5_000;

/** Logins of this process by the hash of what they are made with: n8n itself would make one for each call. */
const flights = new Map<string, Flight>();

function forgetEnded(nowMs: number): void {
	for (const [hash, { endedAtMs }] of flights)
		if (endedAtMs !== undefined && nowMs - endedAtMs > SERVES_OLD_TOKEN_MS) flights.delete(hash);
}

/** Forgets ended logins, or only refusals, as a new process would; for tests, whose tenants change from run to run. */
export function forgetLogins({ refusedOnly = false } = {}): void {
	for (const [hash, { endedAtMs, token }] of flights)
		if (endedAtMs !== undefined && !(refusedOnly && token !== undefined)) flights.delete(hash);
}

function serves({ token, endedAtMs }: Flight, tokenInHand: string, nowMs: number): boolean {
	if (endedAtMs === undefined) return true;
	const sinceMs = nowMs - endedAtMs;
	if (token === undefined) return sinceMs < SERVES_REFUSAL_MS;
	if (tokenInHand === '') return sinceMs < SERVES_NO_TOKEN_MS;
	return tokenInHand !== token && sinceMs < SERVES_OLD_TOKEN_MS;
}

/**
 * Logs in once for all that ask at a time with the same `loginHash`, and for those who come a moment late with the token
 * before (`tokenInHand`, '' for none). A refused key is not tried again at once. Throws what `logIn` throws.
 */
export async function logInOnce(
	loginHash: string,
	tokenInHand: string,
	logIn: () => Promise<Login>,
	now: () => number = Date.now,
): Promise<Login> {
	forgetEnded(now());
	const last = flights.get(loginHash);
	if (last !== undefined && serves(last, tokenInHand, now())) return await last.promise;
	const flight: Flight = { promise: logIn() };
	flights.set(loginHash, flight);
	flight.promise.then(
		({ accessToken }) => {
			flight.token = accessToken;
			flight.endedAtMs = now();
		},
		(error: unknown) => {
			const isRefusal = error instanceof LoginFailure && error.trouble.kind === 'refused';
			if (isRefusal) flight.endedAtMs = now();
			else if (flights.get(loginHash) === flight) flights.delete(loginHash);
		},
	);
	return await flight.promise;
}
