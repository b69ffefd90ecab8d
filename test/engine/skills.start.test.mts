import type { Sandbox } from '../../sandbox/server.mts';
import { hintsOf, jsonsOf, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';
import {
	acdCallsOf,
	checksOf,
	expectSilence,
	listItem,
	putList,
	setUpSkills,
	skillOf,
	skills,
	whoRings,
	writesOf,
} from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

beforeEach(() => setUpSkills(shared.sandbox));

const start = { operation: 'start' };

function startsOf(sandbox: Sandbox): number {
	return acdCallsOf(sandbox).filter((call) => call === 'startSkill').length;
}

it('checks and starts a skill as it is set, and writes nothing', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const before = structuredClone(skillOf(sandbox).parameters);
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toMatchObject([
		{ outcome: 'started', status: 'running', abandonThreshold: 3, segment: 'high' },
	]);
	expect(checksOf(run)).not.toHaveProperty('settingsAsAsked');
	expect(writesOf(sandbox)).toEqual(['startSkill']);
	expect(skillOf(sandbox).parameters).toEqual(before);
	expect(whoRings(sandbox)).toEqual(['a']);
});

describe('with a list that is named', () => {
	const named = (name: string) => ({
		...start,
		skill: { __rl: true, mode: 'name', value: 'dynamic_outbound_high' },
		listId: { __rl: true, mode: 'name', value: name },
		segment: '',
	});
	const items = [{ json: {} }];

	it('starts what a workflow of the night filled, knowing its name alone', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} }, { listName: 'filled 2026-05-20' });
		const run = await skills(sandbox, { items, parameters: named(' filled 2026-05-20 ') });

		expect(run.error).toBeUndefined();
		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started', listId, segment: null }]);
		expect(checksOf(run)).toMatchObject({ onlyTheseLists: { result: 'pass' } });
		expect(whoRings(sandbox)).toEqual(['a']);
	});

	it('starts nothing where no list has exactly that name, although others wait', async () => {
		const { sandbox } = shared;
		await putList(sandbox, { a: {} }, { listName: 'filled 2026-05-19' });
		const run = await skills(sandbox, { items, parameters: named('filled 2026-05-20') });

		expect(run.error?.message).toBe("CXone has no calling list named 'filled 2026-05-20'");
		expectSilence(sandbox);
	});

	it('starts nothing where the list is not active', async () => {
		const { sandbox } = shared;
		await putList(sandbox, { a: {} }, { listName: 'filled' });
		sandbox.state.callingLists[0].status = 'Inactive';
		const run = await skills(sandbox, { items, parameters: named('filled') });

		expect(run.error?.message).toMatch(/^The calling list 'filled' \(\d+\) is not active$/);
		expectSilence(sandbox);
	});

	it('takes the one of the lowest ID of several, and the others stop the start', async () => {
		const { sandbox } = shared;
		await putList(sandbox, { a: {} }, { listName: 'twice' });
		await putList(sandbox, { b: {} }, { listName: 'twice' });
		const run = await skills(sandbox, { items, parameters: named('twice') });

		expect(run.error?.message).toContain('Preflight failed');
		expect(JSON.stringify(run.error)).toContain("1 other active lists with records left: 'twice'");
		expectSilence(sandbox);
	});

	it('says of a dry run that the list is not there yet', async () => {
		const run = await skills(shared.sandbox, {
			items,
			parameters: { ...named('not yet'), dryRun: true },
		});
		expect(jsonsOf(run)).toMatchObject([{ outcome: 'dryRun', listId: null }]);
	});

	it('refuses the row of a dry run that names the same list', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} }, { listName: 'filled' });
		const row = { listId, listName: 'filled', submitted: 1, accepted: 1, dryRun: true };
		const run = await skills(sandbox, { items: [{ json: row }], parameters: named('filled') });

		expect(run.error?.message).toContain('Dry Run of CXone List Upsert');
		expectSilence(sandbox);
	});
});

it('is stopped by a check that fails', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	skillOf(sandbox).agentless = true;
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error?.message).toContain('Preflight failed');
	expectSilence(sandbox);
});

it('starts nothing in a dry run', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const parameters = { ...start, dryRun: 'TRUE' };
	const run = await skills(sandbox, { items: [listItem(listId)], parameters });

	expect(jsonsOf(run)).toMatchObject([{ outcome: 'dryRun', status: 'stopped' }]);
	expectSilence(sandbox);
});

describe('the threshold that the skill has', () => {
	function setThreshold(sandbox: Sandbox, percent: number): void {
		Object.assign(skillOf(sandbox).parameters.general, {
			overrideBusinessUnitAbandonRate: true,
			abandonRateThreshold: percent,
		});
	}

	it('is told above the ceiling', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		setThreshold(sandbox, 6);
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(hintsOf(run)).toContainEqual(expect.stringContaining('6 % is above the ceiling'));
		expect(startsOf(sandbox)).toBe(1);
	});

	it('stops the start above the ceiling where the rule blocks', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		setThreshold(sandbox, 6);
		const parameters = { ...start, abandonmentRule: 'block' };
		const run = await skills(sandbox, { items: [listItem(listId)], parameters });

		expect(run.error?.message).toContain('so the skill was not started');
		expectSilence(sandbox);
	});

	it('stops the start where the rule blocks and the rates of the tenant count', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		const parameters = { ...start, abandonmentRule: 'block' };
		const run = await skills(sandbox, { items: [listItem(listId)], parameters });

		expect(run.error?.message).toContain('the rates of the tenant count');
		expectSilence(sandbox);
	});
});

describe('an answer to the start that is lost', () => {
	it.each([
		['the connection breaks', { type: 'drop' } as const],
		['the service says 500', { type: 'status', status: 500 } as const],
		['the service says 503', { type: 'status', status: 503 } as const],
		['a gateway says 504', { type: 'status', status: 504 } as const],
		['a web page comes', { type: 'raw', status: 200, body: '<html></html>' } as const],
	])('is looked for: %s', async (_, effect) => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		sandbox.faults.add({ call: 'startSkill', when: 'after', effect });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(run.error).toBeUndefined();
		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started', status: 'running' }]);
		expect(startsOf(sandbox)).toBe(1);
	});

	it('is not sent again where nothing shows it, since somebody may have stopped the skill', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		sandbox.faults.add({ call: 'startSkill', effect: { type: 'drop' } });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(run.error?.message).toBe("It is not known whether 'Start Skill' was carried out");
		expect(run.error?.description).toContain('somebody may have stopped it');
		expect(startsOf(sandbox)).toBe(1);
		expect(whoRings(sandbox)).toEqual([]);
	});

	it('is not sent again by a later try of the same run', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		sandbox.faults.add({ call: 'startSkill', effect: { type: 'drop' } });
		const run = await skills(sandbox, {
			items: [listItem(listId)],
			parameters: start,
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 0,
		});

		expect(run.node?.executions).toBe(3);
		expect(run.error?.message).toBe("It is not known whether 'Start Skill' was carried out");
		expect(startsOf(sandbox)).toBe(1);
		expect(whoRings(sandbox)).toEqual([]);
	});

	it('is sent again where CXone said that it did not take the start on', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		sandbox.faults.add({ call: 'startSkill', effect: { type: 'status', status: 429 } });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
		expect(startsOf(sandbox)).toBe(2);
		expect(whoRings(sandbox)).toEqual(['a']);
	});
});

it('does not undo a stop by a person between the tries of a run', async () => {
	const { sandbox } = shared;
	const high = await putList(sandbox, { a: {} });
	const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
	// The second skill cannot be started in the first try; meanwhile a person stops the first one.
	sandbox.faults.add({ call: 'startSkill', skip: 1, effect: { type: 'status', status: 400 } });
	const items = [listItem(high), listItem(low, { skillId: 4003 })];
	const running = skills(sandbox, {
		items,
		parameters: start,
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 600,
	});
	while (startsOf(sandbox) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
	skillOf(sandbox).isStarted = false;
	const run = await running;

	expect(run.error).toBeUndefined();
	expect(startsOf(sandbox)).toBe(3);
	expect(hintsOf(run)).toContainEqual(expect.stringContaining('somebody stopped it'));
	expect(jsonsOf(run)).toMatchObject([
		{ outcome: 'started', status: 'stopped' },
		{ outcome: 'started', status: 'running' },
	]);
	expect(whoRings(sandbox)).toEqual(['b']);
});

it('says under Stop which skills dial already', async () => {
	const { sandbox } = shared;
	const high = await putList(sandbox, { a: {} });
	const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
	sandbox.faults.add({ call: 'startSkill', skip: 1, effect: { type: 'status', status: 400 } });
	const items = [listItem(high), listItem(low, { skillId: 4003 })];
	const run = await skills(sandbox, { items, parameters: start });

	expect(run.error?.description).toContain("Started, and dialing: 'dynamic_outbound_high'.");
	expect(whoRings(sandbox)).toEqual(['a']);
});

it('takes an idle skill that does not show for started, and says so', async () => {
	await withSandbox({ acd: { isRunningShown: 'calling' } }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started', status: 'running' }]);
		expect(hintsOf(run)).toContainEqual(expect.stringContaining('does not show it as running yet'));
		expect(startsOf(sandbox)).toBe(1);
	});
});

it('a look that fails after the start does not take it back', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	// The skill is read to find it and to see whether it runs; what comes later fails.
	sandbox.faults.add({
		call: 'getSkill',
		skip: 2,
		times: Infinity,
		effect: { type: 'status', status: 400 },
	});
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
	expect(startsOf(sandbox)).toBe(1);
});

it('sends nothing after a cancel', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	sandbox.faults.add({ call: 'getCpaManagement', effect: { type: 'slow', delayMs: 400 } });
	let cancel: (() => void) | undefined;
	const running = skills(sandbox, {
		items: [listItem(listId)],
		parameters: start,
		signalCancel: (given) => {
			cancel = given;
		},
	});
	while (!acdCallsOf(sandbox).includes('getCpaManagement'))
		await new Promise((resolve) => setTimeout(resolve, 5));
	cancel?.();
	await running;
	expectSilence(sandbox);
});

it('is no operation of the REST API', async () => {
	for (const operation of ['start', 'stop']) {
		const { sandbox } = shared;
		const run = await skills(sandbox, {
			parameters: { authentication: 'oAuth2', operation, skill: { mode: 'id', value: '4001' } },
		});
		expect(run.status).toBe('error');
		expectSilence(sandbox);
	}
});
