import { jsonItems } from '../support/engine.mts';
import { hintsOf, jsonsOf, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';
import { putList, skillOf, skills, writesOf } from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const items = jsonItems({ skillId: 4001 });
const get = { operation: 'get' };

function counts(agoMs: number, connects: number, abandons: number, handled: number) {
	return { atMs: Date.now() - agoMs, dials: 0, rightPartyConnects: 0, connects, abandons, handled };
}

it('tells how a skill is doing', async () => {
	const { sandbox } = shared;
	await putList(sandbox, { a: {}, b: {} });
	await putList(sandbox, { old: {} }, { listName: 'inactive' });
	sandbox.state.callingLists[1].status = 'Inactive';
	skillOf(sandbox).outcomes.push(counts(2 * DAY_MS, 300, 10, 250), counts(5 * DAY_MS, 100, 0, 100));
	const before = Date.now();
	const run = await skills(sandbox, { items, parameters: { ...get, statisticsDays: 4 } });

	expect(run.error).toBeUndefined();
	const [row] = jsonsOf(run);
	expect(row).toEqual({
		campaignId: '4001',
		campaignName: 'dynamic_outbound_high',
		status: 'stopped',
		running: false,
		active: true,
		agents: 3,
		recordsLeft: 2,
		abandonThreshold: 3,
		maximumRatio: 1,
		abandonment: {
			today: {
				abandoned: 0,
				answered: 0,
				ratePercent: null,
				from: expect.stringMatching(/T00:00:00\.000Z$/),
				to: expect.any(String),
			},
			// 10 of 260, the smaller count of those who answered: 3.846… %, rounded up.
			window: {
				abandoned: 10,
				answered: 260,
				ratePercent: 3.85,
				from: expect.any(String),
				to: expect.any(String),
			},
		},
	});
	const { window } = row.abandonment as { window: { from: string; to: string } };
	expect(Date.parse(window.to)).toBeGreaterThanOrEqual(before);
	expect(Date.parse(window.to) - Date.parse(window.from)).toBe(4 * DAY_MS);
	expect(hintsOf(run)).toEqual([expect.stringContaining('15 minutes late')]);
	expect(writesOf(sandbox)).toEqual([]);
});

it('begins today in the time zone of the workflow', async () => {
	const run = await skills(shared.sandbox, {
		items,
		parameters: get,
		timezone: 'Asia/Kolkata',
	});
	const [{ abandonment }] = jsonsOf(run) as Array<{ abandonment: { today: { from: string } } }>;
	expect(abandonment.today.from).toMatch(/T18:30:00\.000Z$/);
});

it.each([
	['text', { summaryTextUntil: 99 }],
	['capitals', { summaryPascalCaseUntil: 99 }],
	['both', { summaryTextUntil: 99, summaryPascalCaseUntil: 99, areNumbersText: true }],
])('reads figures in %s', async (_, acd) => {
	await withSandbox({ acd }, async (sandbox) => {
		skillOf(sandbox).outcomes.push(counts(2 * DAY_MS, 200, 5, 250));
		const run = await skills(sandbox, { items, parameters: get });
		expect(jsonsOf(run)).toMatchObject([
			{ abandonment: { window: { abandoned: 5, answered: 200, ratePercent: 2.5 } } },
		]);
	});
});

it('gives null for what the role may not see', async () => {
	const acd = {
		forbiddenCalls: [
			'skillAgents',
			'findCallingLists',
			'skillSummary',
			'getGeneralSettings',
			'skillActivity',
		] as const,
	};
	await withSandbox({ acd: { forbiddenCalls: [...acd.forbiddenCalls] } }, async (sandbox) => {
		const run = await skills(sandbox, { items, parameters: get });
		expect(jsonsOf(run)).toMatchObject([
			{
				running: false,
				agents: null,
				recordsLeft: null,
				abandonThreshold: null,
				abandonment: { window: { abandoned: null, answered: null, ratePercent: null } },
			},
		]);
	});
});

it.each([0, 31, 1.5])('takes no %d days', async (statisticsDays) => {
	const run = await skills(shared.sandbox, { items, parameters: { ...get, statisticsDays } });
	expect(run.error?.message).toBe("'Statistics Days' is not a whole number from 1 to 30");
});

it('gives the skills that dial, and no others', async () => {
	const { sandbox } = shared;
	skillOf(sandbox, 4002).isStarted = true;
	const all = await skills(sandbox, {
		items,
		parameters: { operation: 'getAll', returnAll: true },
	});

	expect(jsonsOf(all)).toEqual(
		[
			[4001, 'high', false],
			[4002, 'medium', true],
			[4003, 'low', false],
		].map(([id, segment, running]) => ({
			id: String(id),
			name: `dynamic_outbound_${segment}`,
			campaignId: String(id),
			campaignName: `dynamic_outbound_${segment}`,
			status: running ? 'running' : 'stopped',
			running,
			active: true,
		})),
	);
	const two = await skills(sandbox, { items, parameters: { operation: 'getAll', limit: 2 } });
	expect(two.items).toHaveLength(2);
});
