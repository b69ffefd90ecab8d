import { randomUUID } from 'node:crypto';

import { type Answer, ok } from '../answer.mts';
import { ALL_SCOPES } from './calls.mts';

/** The one client that the sandbox knows. */
export const SANDBOX_CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' } as const;

/** What a call's bearer token is worth. */
export type TokenStanding = 'valid' | 'invalid' | 'insufficientScope';

interface Grant {
	scopes: ReadonlySet<string>;
	/** Monotonic, so that neither a changed clock nor a frozen `now` moves it. */
	expiresAtMs: number;
}

function oauthError(status: number, error: string, description: string): Answer {
	return { status, body: { error, error_description: description } };
}

/** Gives out bearer tokens for the client credentials grant and judges them (contract 1.1). */
export class TokenOffice {
	readonly #grants = new Map<string, Grant>();

	/**
	 * @param lifeSeconds life of a token in seconds, fractions allowed
	 * @param allowedScopes scopes that the client may have; others are left out of its tokens
	 */
	constructor(
		readonly lifeSeconds: number,
		readonly allowedScopes: readonly string[] = ALL_SCOPES,
	) {}

	/** Answers a token request; errors have OAuth's shape, `{error, error_description}`. */
	issue(contentType: string | undefined, form: URLSearchParams): Answer {
		if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')) {
			return oauthError(400, 'invalid_request', 'The token request must be form-encoded.');
		}
		if (form.get('grant_type') !== 'client_credentials') {
			return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
		}
		if (
			form.get('client_id') !== SANDBOX_CLIENT.id ||
			form.get('client_secret') !== SANDBOX_CLIENT.secret
		) {
			return oauthError(401, 'invalid_client', 'Client authentication failed.');
		}
		const asked = form.get('scope')?.split(' ').filter(Boolean) ?? [];
		const scopes = this.allowedScopes.filter(
			(scope) => asked.length === 0 || asked.includes(scope),
		);
		const token = `sandbox-${randomUUID()}`;
		this.#grants.set(token, {
			scopes: new Set(scopes),
			expiresAtMs: performance.now() + this.lifeSeconds * 1_000,
		});
		return ok({
			access_token: token,
			token_type: 'Bearer',
			expires_in: this.lifeSeconds,
			scope: scopes.join(' '),
		});
	}

	/** What the `Authorization` header of a call is worth for the given scope. */
	judge(authorization: string | undefined, scope: string): TokenStanding {
		const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
		const grant = token === undefined ? undefined : this.#grants.get(token);
		if (grant === undefined || performance.now() >= grant.expiresAtMs) return 'invalid';
		return grant.scopes.has(scope) ? 'valid' : 'insufficientScope';
	}

	/** Makes every token given out so far invalid. */
	expireAll(): void {
		this.#grants.clear();
	}
}
