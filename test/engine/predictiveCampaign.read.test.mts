import { jsonItems } from '../support/engine.mts';
import { countOf, fillList, forgetRequests } from './campaignRuns.mts';
import {
	callsOf,
	campaign,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const NO_LOOK_UP = 'This tenant may have no look-up of campaigns; see them in CXone instead.';

/** Puts so many campaigns into the shared sandbox. */
async function makeCampaigns(count: number): Promise<void> {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, { items: jsonItems({ listId, segment: 'high' }) });
	const [first] = sandbox.state.campaigns;
	for (let n = 2; n <= count; n++)
		sandbox.state.campaigns.push({ ...first, id: `camp-${n}`, name: `campaign ${n}` });
	forgetRequests(sandbox);
}

describe('Get', () => {
	it.each([
		['by ID', { __rl: true, mode: 'id', value: ' camp-0001 ' }],
		['from the list', { __rl: true, mode: 'list', value: 'camp-0001' }],
		['by an expression', '={{ $json.id }}'],
	])('gives the campaign %s, as CXone gives it', async (_title, campaignId) => {
		const { sandbox } = shared;
		await makeCampaigns(1);
		const run = await campaign(sandbox, {
			items: jsonItems({ id: 'camp-0001' }),
			parameters: { operation: 'get', campaignId },
		});

		expect(run.items).toEqual([{ json: sandbox.state.campaigns[0], pairedItem: { item: 0 } }]);
		expect(callsOf(sandbox)).toEqual(['getCampaign']);
		expect(sandbox.requests[1].path).toBe('/api/v1/campaigns/camp-0001');
	});

	it('fails the item whose campaign is not there', async () => {
		const { sandbox } = shared;
		const parameters = { operation: 'get', campaignId: '={{ $json.id }}' };
		const items = jsonItems({ id: 'camp-404' }, { id: '' });
		const run = await campaign(sandbox, { items, parameters, onError: 'continueErrorOutput' });
		const stopped = await campaign(sandbox, { items, parameters });

		expect(run.items).toEqual([]);
		expect(jsonsOf(run.errorItems)).toMatchObject([
			{ error: "CXone shows no campaign with the ID 'camp-404'" },
			{ error: "'Campaign' is empty" },
		]);
		expect(stopped.error).toMatchObject({
			message: "CXone shows no campaign with the ID 'camp-404'",
			description: `Check 'Campaign'. ${NO_LOOK_UP}`,
			context: { itemIndex: 0 },
		});
	});

	it.each(['../lists', 'a/b?c#d'])('asks for the ID %p and nothing else', async (id) => {
		const { sandbox } = shared;
		await campaign(sandbox, {
			items: jsonItems({ id }),
			parameters: { operation: 'get', campaignId: '={{ $json.id }}' },
		});

		expect(sandbox.requests[1].path).toBe(`/api/v1/campaigns/${encodeURIComponent(id)}`);
	});

	it('refuses an ID that would be another address', async () => {
		const { sandbox } = shared;
		const parameters = { operation: 'get', campaignId: '={{ ".." }}' };
		const run = await campaign(sandbox, { items: jsonItems({}), parameters });

		expect(run.error?.message).toBe("'..' is not an id that CXone gives");
		expect(callsOf(sandbox)).toEqual([]);
	});
});

describe('Get Many', () => {
	it.each([
		['50 by default', {}, 50, 1],
		['as many as the limit', { limit: 3 }, 3, 1],
		['all on many pages', { returnAll: true }, 230, 3],
		['up to a limit above a page', { limit: 101 }, 101, 2],
		['what there is below the limit', { limit: 1000 }, 230, 3],
	])('gives %s', async (_title, change, count, pages) => {
		const { sandbox } = shared;
		await makeCampaigns(230);
		const run = await campaign(sandbox, { parameters: { operation: 'getAll', ...change } });

		expect(jsonsOf(run.items)).toEqual(sandbox.state.campaigns.slice(0, count));
		expect(run.items[count - 1].pairedItem).toEqual({ item: 0 });
		expect(countOf(sandbox, 'findCampaigns')).toBe(pages);
	});

	it('gives them for each input item', async () => {
		const { sandbox } = shared;
		await makeCampaigns(2);
		const run = await campaign(sandbox, {
			items: jsonItems({ n: 1 }, { n: 2 }),
			parameters: { operation: 'getAll', limit: '={{ $json.n }}' },
		});

		expect(run.items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['camp-0001', { item: 0 }],
			['camp-0001', { item: 1 }],
			['camp-2', { item: 1 }],
		]);
	});

	it.each([0, 1.5])('has no limit of %d', async (limit) => {
		const run = await campaign(shared.sandbox, { parameters: { operation: 'getAll', limit } });

		expect(run.error?.message).toBe("'Limit' is not a whole number of 1 or more");
	});

	it('says so where the tenant has no look-up', async () => {
		await withSandbox({ absentCalls: ['findCampaigns'], absentStatus: 501 }, async (sandbox) => {
			const run = await campaign(sandbox, { parameters: { operation: 'getAll' } });

			expect(run.error).toMatchObject({
				message: 'Campaigns cannot be listed',
				description: NO_LOOK_UP,
			});
		});
	});
});
