import type { IDataObject } from 'n8n-workflow';
import { notCxone, type LoginWords } from './askLogin';
import type { Login } from './singleLogin';

/** A token is renewed this long before it expires (contract 1.1). */
const RENEW_AHEAD_MS = 300_000;
/** Share of its life after which a short-lived token is renewed instead: else it would be renewed for every call. */
const RENEW_AHEAD_SHARE = 0.1;

/** When a token that was given at `nowMs` is to be renewed, as text; '' where `expiresIn` (seconds) tells no end. */
export function renewalTime(expiresIn: unknown, nowMs: number): string {
	const isTold = typeof expiresIn === 'number' || typeof expiresIn === 'string';
	const lifeMs = isTold ? Number(expiresIn) * 1_000 : Number.NaN;
	if (!Number.isFinite(lifeMs) || lifeMs <= 0) return '';
	return String(nowMs + lifeMs - Math.min(RENEW_AHEAD_MS, lifeMs * RENEW_AHEAD_SHARE));
}

/** The token in the answer to a login. Throws a `LoginFailure` for an answer without one that can be used. */
export function readToken(
	answer: IDataObject,
	words: LoginWords,
): Pick<Login, 'accessToken' | 'renewAt'> {
	const { access_token: accessToken, token_type: kind = 'Bearer', expires_in: expiresIn } = answer;
	// Only what can stand in a header.
	if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken))
		throw notCxone(words, 'it answers, but gives no token', 200);
	if (typeof kind !== 'string' || kind.toLowerCase() !== 'bearer')
		throw notCxone(words, 'its token is not one of the type Bearer', 200);
	return { accessToken, renewAt: renewalTime(expiresIn, Date.now()) };
}

function readClaims(token: unknown): Record<string, unknown> {
	if (typeof token !== 'string') return {};
	try {
		const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
		return Object(JSON.parse(text)) as Record<string, unknown>;
	} catch {
		// Not a JWT, so it claims nothing.
		return {};
	}
}

/** The tenant that the tokens of a login are for; undefined where they do not say. */
export function readTenantId({ id_token, access_token }: IDataObject): string | undefined {
	return [id_token, access_token]
		.map(readClaims)
		.flatMap(({ tenantId, tenant }) => [tenantId, tenant])
		.find((id): id is string => typeof id === 'string' && id !== '');
}
