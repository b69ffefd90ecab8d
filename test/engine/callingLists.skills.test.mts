import type { INodeParameters } from 'n8n-workflow';

import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { runNode } from '../support/engine.mts';
import {
	contacts,
	countOf,
	hintsOf,
	jsonItems,
	jsonsOf,
	listsOf,
	livePhones,
	moveOn,
	openTenant,
	phoneOf,
	phonesOf,
	setUpCallingLists,
	upload,
} from './callingListRuns.mts';

setUpCallingLists();

const WRITES = [
	'createCallingList',
	'uploadCallingList',
	'deleteCallingList',
	'stopSkill',
] as const;

describe('a skill that runs', () => {
	test.each([
		['shows so', { isStarted: true, contactsActive: 0 }],
		['has calls up', { isStarted: false, contactsActive: 2 }],
	])('and %s: nothing is uploaded', async (_, state) => {
		const sandbox = await openTenant();
		Object.assign(sandbox.state.skills[0], state);
		const run = await upload(sandbox, contacts(2));
		expect(run.error?.message).toContain("The skill 'dynamic_outbound_high' runs");
		for (const call of WRITES) expect(countOf(sandbox, call)).toBe(0);
	});

	test('does not run any more under Stop It First', async () => {
		const sandbox = await openTenant();
		Object.assign(sandbox.state.skills[0], { isStarted: true, contactsActive: 1 });
		const run = await upload(sandbox, contacts(2), { ifSkillIsRunning: 'stopFirst' });
		expect(run.error).toBeUndefined();
		expect(sandbox.state.skills[0].isStarted).toBe(false);
		expect(livePhones(sandbox)).toEqual(phonesOf(2));
		const [stop] = sandbox.requests.filter(({ call }) => call === 'stopSkill');
		expect(String(stop.path)).not.toContain('force=true');
	});

	test('is told to stop also where it seems stopped', async () => {
		const sandbox = await openTenant({ isRunningShown: 'calling' });
		sandbox.state.skills[0].isStarted = true;
		await upload(sandbox, contacts(2), { ifSkillIsRunning: 'stopFirst' });
		expect(countOf(sandbox, 'stopSkill')).toBe(1);
		expect(sandbox.state.skills[0].isStarted).toBe(false);
	});

	test('and was started while the run was on its way gets nothing', async () => {
		const sandbox = await openTenant(
			{},
			{
				onAnswered: ({ call }) => {
					if (call === 'createCallingList') sandbox.state.skills[0].isStarted = true;
				},
			},
		);
		const run = await upload(sandbox, contacts(2));
		expect(run.error?.message).toContain("The skill 'dynamic_outbound_high' runs");
		expect(countOf(sandbox, 'uploadCallingList')).toBe(0);
	});

	test('takes uploads where that was chosen', async () => {
		const sandbox = await openTenant();
		sandbox.state.skills[0].isStarted = true;
		const run = await upload(sandbox, contacts(2), { ifSkillIsRunning: 'upload' });
		expect(jsonsOf(run)).toMatchObject([{ accepted: 2 }]);
		sandbox.state.skills[0].isStarted = false;
	});
});

test('an agent may not upload for a skill that runs, unless that is allowed', async () => {
	class Tool extends CxoneListUpsert {
		constructor() {
			super();
			this.description = { ...this.description, name: `${this.description.name}Tool` };
		}
	}
	const sandbox = await openTenant();
	const asTool = async (parameters: INodeParameters) =>
		await runNode(Tool, {
			items: contacts(1),
			parameters: { authentication: 'accessKey', ifSkillIsRunning: 'upload', ...parameters },
			credential: { type: new CxoneAccessKeyApi(), values: { ...sandbox.acd.credential } },
		});
	const refused = await asTool({});
	expect(refused.error?.message).toBe('An AI agent may not upload for a skill that may be running');
	expect(sandbox.requests).toEqual([]);
	expect((await asTool({ dryRun: true })).error).toBeUndefined();
	expect((await asTool({ options: { allowAgentLaunch: true } })).error).toBeUndefined();
});

test.each<[string, INodeParameters, string, object]>([
	[
		'does not exist',
		{ skill: { mode: 'name', value: 'dynamic_outbound_hihg', __rl: true } },
		"CXone has no skill named 'dynamic_outbound_hihg'",
		{},
	],
	['is inbound', { skill: { mode: 'id', value: '5001', __rl: true } }, 'does not dial lists', {}],
	['is not active', {}, "The skill 'dynamic_outbound_high' is not active", { isActive: false }],
])(
	'a skill that %s stops the run before anything is written',
	async (_, parameters, message, state) => {
		const sandbox = await openTenant();
		Object.assign(sandbox.state.skills[0], state);
		const run = await upload(sandbox, contacts(2), parameters);
		expect(run.error?.message).toContain(message);
		for (const call of WRITES) expect(countOf(sandbox, call)).toBe(0);
	},
);

test('a missing segment names no skill', async () => {
	const sandbox = await openTenant();
	const run = await upload(sandbox, jsonItems({ contactId: phoneOf(1) }), {
		listBy: 'name',
		listName: 'vip',
	});
	expect(run.error?.message).toContain("'Skill' names no skill for this item");
	expect(sandbox.requests).toEqual([]);
});

test('one list is dialed by one skill', async () => {
	const sandbox = await openTenant();
	const items = [...contacts(1), ...contacts(1, { from: 1, priority: 'low' })];
	const run = await upload(sandbox, items, { listBy: 'name', listName: 'vip' });
	expect(run.error?.message).toContain('name more than one skill');
});

test('a schedule is told', async () => {
	const sandbox = await openTenant({ doesScheduleStart: false });
	sandbox.state.skills[0].parameters.schedule.isScheduled = true;
	const run = await upload(sandbox, contacts(1));
	expect(hintsOf(run)).toContainEqual(expect.stringContaining('has a schedule'));
});

describe('older lists', () => {
	test('become inactive, so that their contacts are free, and are never deleted', async () => {
		const sandbox = await openTenant();
		await upload(sandbox, contacts(3));
		moveOn(sandbox, { days: 1 });
		const run = await upload(sandbox, contacts(3), { olderLists: 'deactivate' });
		expect(jsonsOf(run)).toMatchObject([{ accepted: 3, listId: '2002' }]);
		expect(listsOf(sandbox).map(({ status, isDeleted }) => [status, isDeleted])).toEqual([
			['Inactive', false],
			['Active', false],
		]);
		expect(livePhones(sandbox)).toEqual(phonesOf(3));
	});

	test('stay in a dry run, which decides as if they had not', async () => {
		const sandbox = await openTenant();
		await upload(sandbox, contacts(3));
		moveOn(sandbox, { days: 1 });
		const run = await upload(sandbox, contacts(3), { olderLists: 'deactivate', dryRun: true });
		expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
		expect(listsOf(sandbox)[0].status).toBe('Active');
	});

	test('with callbacks to come stay, and are named', async () => {
		const sandbox = await openTenant();
		await upload(sandbox, contacts(3));
		moveOn(sandbox, { days: 1 });
		listsOf(sandbox)[0].records[0].attempts.push({
			contactId: 1,
			atMs: sandbox.clock.now() - 3_600_000,
			durationSeconds: 1,
			systemClassification: 'x',
			callbackAtMs: sandbox.clock.now() + 3_600_000,
		});
		const run = await upload(sandbox, contacts(3), { olderLists: 'deactivate' });
		expect(jsonsOf(run)).toMatchObject([{ accepted: 0, existing: 3 }]);
		expect(hintsOf(run)).toContainEqual(
			expect.stringContaining('stays active: callbacks are to come'),
		);
	});

	test('are no business of a run that cannot see calls', async () => {
		const sandbox = await openTenant({ showsLastCall: false });
		await upload(sandbox, contacts(3));
		moveOn(sandbox, { days: 1 });
		const run = await upload(sandbox, contacts(3), { olderLists: 'deactivate' });
		expect(run.error?.message).toContain("'Older Lists' cannot be 'Deactivate'");
		expect(countOf(sandbox, 'deleteCallingList')).toBe(0);
	});
});
