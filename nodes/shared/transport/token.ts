import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A token is renewed this long before it expires (contract 1.1). */
const RENEW_AHEAD_MS = 300_000;
/** Share of its life after which a short-lived token is renewed instead: else it would be renewed for every call. */
const RENEW_AHEAD_SHARE = 0.1;

/** What n8n offers for the token of one credential. */
export interface TokenHost {
	/** Reads the stored credential anew. */
	read: () => Promise<ICredentialDataDecryptedObject>;
	/** Fetches and stores a new token, once for all that ask at a time; absent in n8n before 2.3x. */
	refresh: (() => Promise<unknown>) | undefined;
}

/** When a stored token should be renewed, in milliseconds since 1970, or undefined where n8n does not store its expiry. */
export function renewalTimeMs(credential: ICredentialDataDecryptedObject): number | undefined {
	const stored = credential.oauthTokenData;
	if (typeof stored !== 'object' || stored === null || !('access_token' in stored))
		return undefined;
	const { n8n_expires_at: expiresAt, expires_in: expiresIn } = stored as Record<string, unknown>;
	const expiresAtMs = Number(expiresAt ?? Number.NaN);
	const lifeMs = Number(expiresIn ?? Number.NaN) * 1_000;
	if (!Number.isFinite(expiresAtMs) || !Number.isFinite(lifeMs)) return undefined;
	return expiresAtMs - Math.min(RENEW_AHEAD_MS, lifeMs * RENEW_AHEAD_SHARE);
}

/**
 * Watches the token of a run: renews it ahead of expiry where n8n can, and lets one call renew it after a 401 while
 * the others wait (contract 3.4). n8n fetches and stores the token; this only decides when.
 */
export class TokenWatch {
	private renewAtMs: number | undefined;
	private isExpiryRead: boolean;
	private renewing: Promise<unknown> | undefined;
	/** Counts the renewals, so that a call that began before one is sent again without another. */
	generation = 0;

	constructor(
		private readonly host: TokenHost,
		credential: ICredentialDataDecryptedObject,
		private readonly now: () => number,
	) {
		this.renewAtMs = renewalTimeMs(credential);
		this.isExpiryRead = this.renewAtMs !== undefined;
	}

	/** Whether a stored token is known to be good: then calls need not wait for a first one to fetch it. */
	get isKnownGood(): boolean {
		return this.renewAtMs !== undefined && this.now() < this.renewAtMs;
	}

	/** After a call that was not refused: the first one may have fetched the token, so its expiry is read once. */
	async noteAccepted(): Promise<void> {
		if (this.isExpiryRead) return;
		this.isExpiryRead = true;
		await this.readExpiry();
	}

	private async readExpiry(): Promise<void> {
		if (this.host.refresh !== undefined) this.renewAtMs = renewalTimeMs(await this.host.read());
	}

	/** Before a call: waits for a running renewal, and begins one when the token is about to expire. */
	async beReady(): Promise<void> {
		if (this.renewing !== undefined) await this.renewing;
		const { refresh } = this.host;
		if (refresh === undefined || this.renewAtMs === undefined || this.isKnownGood) return;
		await this.renewOnce(this.generation, async () => {
			// Another worker may have renewed it meanwhile: the stored one counts.
			await this.readExpiry();
			if (!this.isKnownGood) await refresh();
		});
	}

	/**
	 * After a 401 to a call that began at `generation`: renews once. Where n8n has no call for it, `sendWithRenewal` is
	 * run, a request that makes n8n renew; its result is returned to the one caller whose request it was.
	 */
	async renewAfter401<Result>(
		generation: number,
		sendWithRenewal: () => Promise<Result>,
	): Promise<Result | undefined> {
		const { refresh } = this.host;
		if (refresh !== undefined) {
			await this.renewOnce(generation, refresh);
			return undefined;
		}
		let result: Result | undefined;
		await this.renewOnce(generation, async () => {
			result = await sendWithRenewal();
		});
		return result;
	}

	private async renewOnce(generation: number, renew: () => Promise<unknown>): Promise<void> {
		if (generation < this.generation) return;
		this.renewing ??= renew()
			.then(async () => await this.readExpiry())
			.finally(() => {
				this.generation += 1;
				this.renewing = undefined;
			});
		await this.renewing;
	}
}
