// Needs: every n8n
import { setTimeout as wait } from 'node:timers/promises';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { SavedCredential } from '../../tools/n8n/n8nClient.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { jsonOf, runOnce } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

/** A token is renewed when a tenth of its life is left, or when it is refused. */
const RENEWED_AFTER = 0.9;
const SEARCH_CONCURRENCY = 8;
const ALL_DAYS = 400;

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 60 } });

	/** Runs the steps with a tenant of its own that n8n has a credential for. */
	async function withTenant(
		options: SandboxOptions,
		steps: (sandbox: Sandbox, credential: SavedCredential) => Promise<void>,
	) {
		const sandbox = await startSandbox(options);
		try {
			const values = { ...sandbox.credential };
			await steps(sandbox, await whole.client.addCredential('Tenant', values));
		} finally {
			await sandbox.close();
		}
	}

	/** Searches once, and gives the number of token requests that it took. */
	async function tokensOfSearch(sandbox: Sandbox, credential: SavedCredential): Promise<number> {
		const before = sandbox.requestCounts().token ?? 0;
		const search = cxoneNode('InteractionsSearch', 'Search', credential, { contactSource: 'all' });
		const execution = await runOnce(whole.client, chain('Search', [{}], [search]));
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Search').length).toBeGreaterThan(0);
		return (sandbox.requestCounts().token ?? 0) - before;
	}

	test('the next execution uses the stored token', async () => {
		await withTenant({ contacts: 60 }, async (sandbox, credential) => {
			expect(await tokensOfSearch(sandbox, credential)).toBe(1);
			expect(await tokensOfSearch(sandbox, credential)).toBe(0);
		});
	});

	test('a token that expires in between is renewed once', async () => {
		const lifeSeconds = 3;
		const options = { contacts: 60, tokenLifeSeconds: lifeSeconds };
		await withTenant(options, async (sandbox, credential) => {
			expect(await tokensOfSearch(sandbox, credential)).toBe(1);
			await wait(lifeSeconds * 1_000);
			expect(await tokensOfSearch(sandbox, credential)).toBe(1);
		});
	});

	test('a token that the service takes back is renewed once', async () => {
		await withTenant({ contacts: 60 }, async (sandbox, credential) => {
			expect(await tokensOfSearch(sandbox, credential)).toBe(1);
			sandbox.expireTokens();
			expect(await tokensOfSearch(sandbox, credential)).toBe(1);
		});
	});

	test('tokens that live two seconds under a job of more than five: nothing lost, nothing twice', async () => {
		const lifeSeconds = 2;
		const options = { contacts: 60, tokenLifeSeconds: lifeSeconds, latencyMs: 250 };
		await withTenant(options, async (sandbox, credential) => {
			const contactIds = [...new Set(sandbox.state.history.map(({ contactId }) => contactId))];
			const execution = await runOnce(
				whole.client,
				chain(
					'Job',
					contactIds.map((contactId) => ({ contactId })),
					[
						cxoneNode('InteractionsSearch', 'Search', credential, {
							daysBack: ALL_DAYS,
							interactionTypes: [],
							options: {
								contactsPerRequest: 4,
								pageSize: 4,
								maxConcurrency: SEARCH_CONCURRENCY,
							},
						}),
						cxoneNode('RfScore', 'Score', credential),
						cxoneNode('ListUpsert', 'Lists', credential, { options: { batchSize: 1 } }),
					],
				),
			);

			expect(execution.status).toBe('success');
			const found = jsonOf(execution, 'Search').map(({ id }) => String(id));
			expect(found.sort()).toEqual(sandbox.state.history.map(({ id }) => id).sort());
			const listed = sandbox.state.lists.flatMap(({ contacts }) => [...contacts.keys()]);
			expect(listed.sort()).toEqual([...contactIds].sort());
			expect(new Set(sandbox.state.lists.map(({ name }) => name)).size).toBe(
				sandbox.state.lists.length,
			);
			const accepted = sandbox.requests.filter(
				({ call, status }) => call === 'addContacts' && status === 200,
			);
			expect(accepted).toHaveLength(contactIds.length);

			const tokens = sandbox.requests.filter(({ call }) => call === 'token');
			const lastMs = Math.max(...sandbox.requests.map(({ endedAt }) => endedAt));
			const usedMs = lastMs - tokens[0].endedAt;
			const refused = sandbox.requests.filter(({ status }) => status === 401);
			expect(usedMs).toBeGreaterThan(5_000);
			expect(tokens.length).toBeGreaterThanOrEqual(3);
			expect(tokens.length).toBeLessThanOrEqual(
				Math.floor(usedMs / 1_000 / (lifeSeconds * RENEWED_AFTER)) + 1,
			);
			// No request is refused twice for one token; n8n 1.x has one more refused to renew it.
			expect(refused.length).toBeLessThanOrEqual(tokens.length * (SEARCH_CONCURRENCY + 1));
		});
	});
});
