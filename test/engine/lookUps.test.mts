import type { IncomingMessage, ServerResponse } from 'node:http';

import { jsonItems } from '../support/engine.mts';
import { fillList } from './campaignRuns.mts';
import { withGateway, type PassingRequest } from './gateway.mts';
import {
	campaign,
	contactItems,
	hintsOf,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';
import { giveJson, withRawTenant } from './rawTenant.mts';

shortenWaits();
const shared = shareSandbox({ lookupPageSize: 1, ignoresNameFilter: true });

const launchItems = (listId: string, ...segments: string[]) =>
	jsonItems(...segments.map((segment) => ({ listId, segment })));

/** Answers so many requests that `isMet` takes with the status, and passes the rest on. */
function refuse(
	status: number,
	times: number,
	isMet: (request: PassingRequest) => boolean,
): (request: PassingRequest) => { status: number } | undefined {
	let left = times;
	return (request) => (left > 0 && isMet(request) && left-- > 0 ? { status } : undefined);
}

const isLookUp = (path: string) => path.startsWith('/api/v1/') && path.includes('pageSize=');
const isLaterPage = ({ path }: PassingRequest) => isLookUp(path) && path.includes('pageToken=');

describe.each([404, 405, 501])('%d to a later page of a look-up', (status) => {
	it('is a page token that ran out: what is there is found', async () => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		await campaign(sandbox, { items: launchItems(listId, 'low', 'high') });
		const decide = refuse(status, 1, isLaterPage);
		await withGateway(sandbox, decide, async (gateway) => {
			const run = await campaign(gateway, { items: launchItems(listId, 'high') });

			expect(run.error).toBeUndefined();
			expect(gateway.refusals).toEqual([status]);
		});
		expect(sandbox.state.campaigns).toHaveLength(2);
	});

	it('that stays is a failure, and nothing is made', async () => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'other');
		await fillList(sandbox, 'vip');
		await campaign(sandbox, { items: launchItems(listId, 'low', 'high') });
		await withGateway(sandbox, refuse(status, 99, isLaterPage), async (gateway) => {
			const launched = await campaign(gateway, { items: launchItems(listId, 'high') });
			const upserted = await upsert(gateway, {
				items: contactItems(1),
				parameters: { listBy: 'name', listName: 'vip', attributes: 'none' },
			});

			expect(launched.error?.message).toContain("'Look Up Campaigns'");
			expect(upserted.error?.message).toContain("'Look Up Lists'");
		});
		expect(sandbox.state.campaigns).toHaveLength(2);
		expect(sandbox.state.lists).toHaveLength(2);
	});
});

describe('404 to the look-up of one name while that of another works', () => {
	const isHigh = ({ path }: PassingRequest) => isLookUp(path) && path.includes('campaign_high');

	it.each<[string, string[]]>([
		['before', ['high', 'low']],
		['after', ['low', 'high']],
	])('%s it: once, it is asked again and found', async (_title, segments) => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		await campaign(sandbox, { items: launchItems(listId, 'low', 'high') });
		await withGateway(sandbox, refuse(404, 1, isHigh), async (gateway) => {
			const run = await campaign(gateway, { items: launchItems(listId, ...segments) });

			expect(run.items.map(({ json }) => json.outcome)).not.toContain('created');
			expect(hintsOf(run).join()).not.toContain('no look-up');
		});
		expect(sandbox.state.campaigns).toHaveLength(2);
	});

	it('always: it is looked for among all names', async () => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		await campaign(sandbox, { items: launchItems(listId, 'high') });
		await withGateway(sandbox, refuse(404, 99, isHigh), async (gateway) => {
			const run = await campaign(gateway, { items: launchItems(listId, 'high', 'low') });

			expect(run.items.map(({ json }) => json.outcome)).toEqual(['existing', 'created']);
			expect(hintsOf(run).join()).not.toContain('no look-up');
		});
		expect(sandbox.state.campaigns).toHaveLength(2);
	});

	it('always, and to that of all names too: that item fails, and its campaign is not launched', async () => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		const isHighOrAll = (request: PassingRequest) =>
			isHigh(request) || (isLookUp(request.path) && !request.path.includes('name='));
		await withGateway(sandbox, refuse(404, 99, isHighOrAll), async (gateway) => {
			const run = await campaign(gateway, {
				items: launchItems(listId, 'high', 'low'),
				onError: 'continueErrorOutput',
			});

			expect(run.errorItems).toHaveLength(1);
			expect(run.items).toHaveLength(1);
		});
		expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([
			'dynamic_outbound_campaign_low',
		]);
	});
});

test('a list that is there is used although the look-up of its name is answered 404', async () => {
	const { sandbox } = shared;
	await fillList(sandbox, 'vip');
	const isNamed = ({ path }: PassingRequest) => isLookUp(path) && path.includes('name=');
	await withGateway(sandbox, refuse(404, 1, isNamed), async (gateway) => {
		const run = await upsert(gateway, {
			items: contactItems(2),
			parameters: { listBy: 'name', listName: 'vip', attributes: 'none' },
		});

		expect(run.items[0].json).toMatchObject({ created: false, accepted: 2 });
	});
	expect(sandbox.state.lists).toHaveLength(1);
});

describe('Get Many', () => {
	const read = async (tenant: Parameters<typeof campaign>[0], limit: number) =>
		await campaign(tenant, { parameters: { operation: 'getAll', returnAll: false, limit } });
	const rows = Array.from({ length: 400 }, (_, n) => ({ id: `c${n}`, name: `name ${n}` }));
	/** A tenant whose page tokens are the numbers of pages. */
	const pageOf = ({ url }: IncomingMessage) => {
		const query = new URL(url ?? '/', 'http://localhost').searchParams;
		const [number, size] = [Number(query.get('pageToken') ?? 0), Number(query.get('pageSize'))];
		return { number, data: rows.slice(number * size, (number + 1) * size) };
	};

	it('gives each row once where page tokens are the numbers of pages', async () => {
		const call = (request: IncomingMessage, response: ServerResponse) => {
			const { number, data } = pageOf(request);
			giveJson(response, 200, { data, pagination: { nextPageToken: String(number + 1) } });
		};
		await withRawTenant({ call }, async (tenant) => {
			const run = await read(tenant, 150);
			const ids = run.items.map(({ json }) => json.id);

			expect(ids).toEqual(rows.slice(0, 150).map(({ id }) => id));
		});
	});

	it('starts again after a page token that is answered with 500', async () => {
		let failures = 0;
		const call = (request: IncomingMessage, response: ServerResponse) => {
			const { number, data } = pageOf(request);
			if (number === 1 && failures++ < 4) giveJson(response, 500, {});
			else giveJson(response, 200, { data, pagination: { nextPageToken: String(number + 1) } });
		};
		await withRawTenant({ call }, async (tenant) => {
			const run = await read(tenant, 150);

			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(150);
		});
	});

	it('fails soon where new tokens lead over the same page for ever', async () => {
		let tokens = 0;
		const call = (_request: IncomingMessage, response: ServerResponse) =>
			giveJson(response, 200, {
				data: rows.slice(0, 2),
				pagination: { nextPageToken: `t${tokens++}` },
			});
		await withRawTenant({ call }, async (tenant) => {
			const run = await read(tenant, 150);

			expect(run.error?.message).toBe("'Look Up Campaigns' gave the same page twice");
			expect(tokens).toBe(8);
		});
	});
});
