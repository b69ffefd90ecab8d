import type { Sandbox } from '../../sandbox/server.mts';
import { countOf, fillList, forgetRequests, segmentItems } from './campaignRuns.mts';
import { withTenant } from './campaignTenant.mts';
import {
	callsOf,
	campaign,
	hintsOf,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const NAME = 'dynamic_outbound_campaign_high';
const NONE_LAUNCHED = 'No campaign was launched: it was there already.';

/** Launches a campaign for `high`, with a threshold of its own, and forgets the requests. */
async function launchBefore(sandbox: Sandbox): Promise<string> {
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { highThreshold: 1.5, status: 'paused' },
	});
	forgetRequests(sandbox);
	return listId;
}

it('is given out as it is with reuse', async () => {
	const { sandbox } = shared;
	const listId = await launchBefore(sandbox);
	const [{ startTime, endTime }] = sandbox.state.campaigns;
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

	expect(callsOf(sandbox)).toEqual(['findCampaigns']);
	expect(run.items).toEqual([
		{
			json: {
				campaignId: 'camp-0001',
				campaignName: NAME,
				listId,
				segment: 'high',
				abandonThreshold: 1.5,
				status: 'paused',
				startTime,
				endTime,
				created: false,
				outcome: 'existing',
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(hintsOf(run)).toEqual([NONE_LAUNCHED]);
});

it('stops the run with error', async () => {
	const { sandbox } = shared;
	const listId = await launchBefore(sandbox);
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ifExists: 'error' },
	});

	expect(run.error?.message).toBe(`There is a campaign named '${NAME}' already (camp-0001)`);
	expect(run.error?.description).toContain("Choose another 'Campaign Name'");
	expect(sandbox.state.campaigns).toHaveLength(1);
});

it('gets a second one beside it with create', async () => {
	const { sandbox } = shared;
	const listId = await launchBefore(sandbox);
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ifExists: 'create' },
	});

	expect(run.items[0].json).toMatchObject({ campaignId: 'camp-0002', outcome: 'created' });
	expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([NAME, NAME]);
});

it('is found by its exact name on the last page of a tenant that ignores the filter', async () => {
	await withSandbox({ ignoresNameFilter: true, lookupPageSize: 1 }, async (sandbox) => {
		const listId = await launchBefore(sandbox);
		const { state } = sandbox;
		state.campaigns.unshift(
			...['x', NAME.toUpperCase()].map((name) => ({ ...state.campaigns[0], name, id: name })),
		);
		const run = await campaign(sandbox, { items: segmentItems(listId, 'high', 'low') });

		expect(jsonsOf(run.items).map(({ campaignId, outcome }) => [campaignId, outcome])).toEqual([
			['camp-0001', 'existing'],
			[expect.stringMatching(/^camp-/), 'created'],
		]);
		// Three pages for each name, and four for the look after the create.
		expect(countOf(sandbox, 'findCampaigns')).toBe(10);
	});
});

it('that points at another list is told in a hint', async () => {
	const { sandbox } = shared;
	await launchBefore(sandbox);
	const otherId = await fillList(sandbox, 'other');
	const run = await campaign(sandbox, { items: segmentItems(otherId, 'high') });

	expect(run.items[0].json).toMatchObject({ listId: 'list-0001', outcome: 'existing' });
	expect(hintsOf(run)).toEqual([
		`The campaign '${NAME}' was there already and dials another list (list-0001).`,
		NONE_LAUNCHED,
	]);
});

it('that has ended is told in a hint', async () => {
	const { sandbox } = shared;
	const listId = await launchBefore(sandbox);
	sandbox.state.campaigns[0].endTime = '2020-01-01T08:00:00Z';
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

	expect(run.items[0].json).toMatchObject({ outcome: 'existing', endTime: '2020-01-01T08:00:00Z' });
	expect(hintsOf(run)).toEqual([
		`The campaign '${NAME}' was there already and has ended, so it dials nobody. Add the date to 'Campaign Name' to launch a new one.`,
		NONE_LAUNCHED,
	]);
});

it.each([404, 405, 501] as const)(
	'is not looked for, with a hint, where the look-up answers %d',
	async (absentStatus) => {
		await withSandbox({ absentCalls: ['findCampaigns'], absentStatus }, async (sandbox) => {
			const listId = await fillList(sandbox, 'vip');
			const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

			expect(run.items[0].json).toMatchObject({ outcome: 'created' });
			expect(hintsOf(run)).toEqual([
				`This tenant has no look-up of campaigns, so '${NAME}' was launched without looking for one of that name; a second run launches a second campaign.`,
			]);
		});
	},
);

describe.each([
	['with the look-up', []],
	['without the look-up', ['findCampaigns' as const]],
])('twice in one input, %s', (_title, absentCalls) => {
	it('is launched once', async () => {
		await withSandbox({ absentCalls }, async (sandbox) => {
			const listId = await fillList(sandbox, 'vip');
			const run = await campaign(sandbox, { items: segmentItems(listId, 'high', 'high') });

			expect(sandbox.state.campaigns).toHaveLength(1);
			expect(jsonsOf(run.items)).toMatchObject([
				{ campaignId: 'camp-0001', created: true, outcome: 'created' },
				{ campaignId: 'camp-0001', created: false, outcome: 'existing', abandonThreshold: 3 },
			]);
			// Where there is a look-up there is one more after the create, else one of all names before it.
			expect(countOf(sandbox, 'findCampaigns')).toBe(2);
		});
	});

	it('is launched twice with create', async () => {
		await withSandbox({ absentCalls }, async (sandbox) => {
			const listId = await fillList(sandbox, 'vip');
			await campaign(sandbox, {
				items: segmentItems(listId, 'high', 'high'),
				parameters: { ifExists: 'create' },
			});

			expect(sandbox.state.campaigns).toHaveLength(2);
		});
	});
});

/** Campaigns of one name, as a look-up shows them. */
const ended = { id: 'ended', name: NAME, listId: 'list-1', endTime: '2020-01-01T08:00:00Z' };
const elsewhere = {
	id: 'elsewhere',
	name: NAME,
	listId: 'list-2',
	endTime: '2099-01-01T08:00:00Z',
};
const running = { id: 'running', name: NAME, listId: 'list-1', endTime: '2099-01-01T08:00:00Z' };

it.each([
	[[ended, running], 'running'],
	[[running, ended], 'running'],
	[[ended, elsewhere, running], 'running'],
	[[ended, elsewhere], 'elsewhere'],
])('of several the one that dials the list is given out: %#', async (campaigns, campaignId) => {
	await withTenant({ rows: () => JSON.stringify(campaigns) }, async (tenant) => {
		const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });

		expect(jsonsOf(run.items)).toMatchObject([{ campaignId, outcome: 'existing' }]);
		expect(hintsOf(run).join(' ')).not.toContain('dials nobody');
		expect(tenant.countOf('create')).toBe(0);
	});
});

it('that ended at a time given as a number is told in a hint', async () => {
	const rows = () => JSON.stringify([{ ...ended, endTime: Date.parse(ended.endTime) }]);
	await withTenant({ rows }, async (tenant) => {
		const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });

		expect(jsonsOf(run.items)).toMatchObject([{ endTime: '2020-01-01T08:00:00.000Z' }]);
		expect(hintsOf(run)[0]).toContain('has ended');
	});
});
