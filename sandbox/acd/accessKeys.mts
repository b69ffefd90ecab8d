import { createHmac, randomUUID } from 'node:crypto';

import type { Answer } from '../answer.mts';

/** The one access key that the sandbox knows. */
export const SANDBOX_ACCESS_KEY = {
	id: 'SANDBOXACCESSKEYID',
	secret: 'sandbox/access+key=secret',
} as const;
/** The tenant and its business unit. */
export const SANDBOX_TENANT = {
	tenantId: '11eb5a4d-0000-4000-8000-0242ac110002',
	businessUnitId: 4_590_001,
	cluster: 'C71',
	area: 'na1',
} as const;

const SIGNING_SECRET = 'sandbox';

function part(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwt(claims: object): string {
	const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${content}.${createHmac('sha256', SIGNING_SECRET).update(content).digest('base64url')}`;
}

function loginError(status: number, error: string, description: string): Answer {
	return { status, body: { error, error_description: description } };
}

/** Gives out bearer tokens for access keys and judges them. */
export class AccessKeyOffice {
	/** When each token ends, monotonic, so that neither a changed clock nor a frozen `now` moves it. */
	readonly #endsAtMs = new Map<string, number>();

	/** @param lifeSeconds life of a token in seconds, fractions allowed */
	constructor(readonly lifeSeconds: number) {}

	/** Answers a login with the id and secret of an access key. */
	login(isJson: boolean, body: unknown): Answer {
		const { accessKeyId, accessKeySecret } = Object(body) as Record<string, unknown>;
		if (!isJson || typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') {
			return loginError(400, 'invalid_request', 'accessKeyId and accessKeySecret are needed.');
		}
		if (accessKeyId !== SANDBOX_ACCESS_KEY.id || accessKeySecret !== SANDBOX_ACCESS_KEY.secret) {
			return loginError(401, 'invalid_grant', 'Bad credentials');
		}
		const issuedAt = Math.floor(Date.now() / 1_000);
		const claims = {
			sub: `user:${randomUUID()}`,
			iss: 'https://auth.niceincontact.com',
			iat: issuedAt,
			exp: issuedAt + Math.ceil(this.lifeSeconds),
			jti: randomUUID(),
			name: 'sandbox@example.test',
			role: { legacyId: 'Employee', id: randomUUID() },
			tenantId: SANDBOX_TENANT.tenantId,
			tenant: 'sandbox',
			icBUId: SANDBOX_TENANT.businessUnitId,
			icClusterId: SANDBOX_TENANT.cluster,
		};
		const token = jwt(claims);
		this.#endsAtMs.set(token, performance.now() + this.lifeSeconds * 1_000);
		return {
			status: 200,
			body: {
				access_token: token,
				token_type: 'Bearer',
				expires_in: this.lifeSeconds,
				refresh_token: randomUUID(),
				id_token: jwt({ ...claims, jti: randomUUID() }),
			},
		};
	}

	/** Whether the `Authorization` header carries a token that is known and not over. */
	isValid(authorization: string | undefined): boolean {
		const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
		const endsAtMs = token === undefined ? undefined : this.#endsAtMs.get(token);
		return endsAtMs !== undefined && performance.now() < endsAtMs;
	}

	/** Makes every token given out so far invalid. */
	expireAll(): void {
		this.#endsAtMs.clear();
	}
}

/** What discovery tells of the tenant; 404 for another one. */
export function tenantConfiguration(
	tenantId: string | undefined,
	authEndpoint: string,
	apiEndpoint: string,
): Answer {
	if (tenantId !== undefined && tenantId !== SANDBOX_TENANT.tenantId) {
		return { status: 404, body: { message: 'Tenant not found' } };
	}
	const { area, cluster } = SANDBOX_TENANT;
	const body = {
		private: false,
		ui_endpoint: authEndpoint,
		auth_endpoint: authEndpoint,
		api_endpoint: apiEndpoint,
		area,
		cluster,
		domain: 'niceincontact.com',
		acdDomain: 'nice-incontact.com',
		uhDomain: 'nice-incontact.com',
		tenantId: SANDBOX_TENANT.tenantId,
		globaldomain: 'niceincontact.com',
	};
	return { status: 200, body };
}
