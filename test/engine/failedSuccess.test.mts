import type { IncomingMessage, ServerResponse } from 'node:http';

import { segmentItems } from './campaignRuns.mts';
import { campaign, contactItems, hintsOf, jsonsOf, shortenWaits, upsert } from './outboundRuns.mts';
import { giveJson, withRawTenant } from './rawTenant.mts';
import { search } from './searchRuns.mts';

shortenWaits();
const CANNOT_BE_USED = 'with something that cannot be used';
/** Fields by which services say in a success that they failed. */
const FAILURES: Array<[object]> = [
	[{ success: false }],
	[{ ok: 'false' }],
	[{ status: 'error' }],
	[{ status: 503 }],
	[{ result: { success: false } }],
	[{ code: 'E123', message: 'Try later' }],
	[{ errorCode: 'timeout' }],
	[{ errors: [{ message: 'Try later' }] }],
	[{ fault: { faultstring: 'Try later' } }],
];
const SUCCESSES: Array<[object]> = [
	[{ success: true, errors: [] }],
	[{ status: 'ok', code: 200 }],
	[{ code: '0', errorCode: null, error: '' }],
	[{ result: { success: true } }],
];

/** A tenant that answers every look-up with that, and counts the creates. */
async function withLookUps(
	body: object,
	work: (tenant: Parameters<typeof campaign>[0], creates: () => number) => Promise<void>,
): Promise<void> {
	let creates = 0;
	const call = ({ method, url }: IncomingMessage, response: ServerResponse) => {
		if (method === 'GET' || url?.endsWith('/search')) return giveJson(response, 200, body);
		creates += 1;
		return giveJson(response, 201, { id: 'made' });
	};
	await withRawTenant({ call }, async (tenant) => await work(tenant, () => creates));
}

describe.each(FAILURES)('an empty page that says %j', (said) => {
	const body = { data: [], ...said };

	it('does not show that there is no campaign of the name', async () => {
		await withLookUps(body, async (tenant, creates) => {
			const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });

			expect(creates()).toBe(0);
			expect(run.error?.message).toContain(CANNOT_BE_USED);
		});
	});

	it('does not show that there is no list of the name', async () => {
		await withLookUps(body, async (tenant, creates) => {
			const parameters = { listBy: 'name', listName: 'vip', attributes: 'none' };
			const run = await upsert(tenant, { items: contactItems(1), parameters });

			expect(creates()).toBe(0);
			expect(run.error?.message).toContain(CANNOT_BE_USED);
		});
	});

	it('is no empty history', async () => {
		await withLookUps(body, async (tenant) => {
			const run = await search(tenant, { contactSource: 'ids', contactIds: 'c1' });

			expect(run.error?.message).toContain(CANNOT_BE_USED);
		});
	});
});

it.each(SUCCESSES)('an empty page that says %j is one', async (said) => {
	await withLookUps({ data: [], ...said }, async (tenant, creates) => {
		const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });

		expect(run.error).toBeUndefined();
		expect(hintsOf(run)).toEqual([]);
		expect(creates()).toBe(1);
	});
});

it.each(FAILURES)('a create that gives an id and says %j is looked for', async (said) => {
	const call = ({ method }: IncomingMessage, response: ServerResponse) =>
		method === 'GET'
			? giveJson(response, 200, { data: [] })
			: giveJson(response, 200, { id: 'error-7', ...said });
	await withRawTenant({ call }, async (tenant) => {
		const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });

		expect(jsonsOf(run.items)).toEqual([]);
		expect(run.error?.message).toBe("It is not known whether 'Create Campaign' was carried out");
	});
});
