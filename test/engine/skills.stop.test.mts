import { jsonItems } from '../support/engine.mts';
import { bodiesOf, hintsOf, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';
import { acdCallsOf, skillOf, skills, writesOf } from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

const stop = { operation: 'stop' };

function stopsOf(): string[] {
	return shared.sandbox.requests.filter(({ call }) => call === 'stopSkill').map(({ path }) => path);
}

it('stops a skill, and lets its calls go on', async () => {
	const { sandbox } = shared;
	Object.assign(skillOf(sandbox), { isStarted: true, contactsActive: 2 });
	const run = await skills(sandbox, { items: jsonItems({ skillId: 4001 }), parameters: stop });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toMatchObject([
		{
			campaignId: '4001',
			campaignName: 'dynamic_outbound_high',
			status: 'stopped',
			outcome: 'stopped',
			checks: [],
		},
	]);
	expect(skillOf(sandbox)).toMatchObject({ isStarted: false, contactsActive: 2 });
	expect(stopsOf()).toEqual([expect.stringContaining('force=false')]);
});

it('ends calls only where that is asked', async () => {
	const { sandbox } = shared;
	Object.assign(skillOf(sandbox), { isStarted: true, contactsActive: 2 });
	await skills(sandbox, {
		items: jsonItems({ skillId: 4001 }),
		parameters: { ...stop, forceStop: true },
	});
	expect(skillOf(sandbox)).toMatchObject({ isStarted: false, contactsActive: 0 });
});

it.each(['maybe', ''])('does not force where the switch says %j', async (forceStop) => {
	const run = await skills(shared.sandbox, {
		items: jsonItems({ skillId: 4001 }),
		parameters: { ...stop, forceStop },
	});
	expect(run.error?.message).toBe("'Force Stop' is neither true nor false");
	expect(stopsOf()).toEqual([]);
});

it('is sent also to a skill that seems stopped, or is not active', async () => {
	const { sandbox } = shared;
	skillOf(sandbox).isActive = false;
	const run = await skills(sandbox, { items: jsonItems({ skillId: 4001 }), parameters: stop });

	expect(jsonsOf(run)).toMatchObject([{ outcome: 'stopped' }]);
	expect(writesOf(sandbox)).toEqual(['stopSkill']);
});

it('is sent where the skill cannot be looked at', async () => {
	const { sandbox } = shared;
	skillOf(sandbox).isStarted = true;
	sandbox.faults.add({
		call: 'getSkill',
		times: Infinity,
		effect: { type: 'status', status: 500 },
	});
	const run = await skills(sandbox, { items: jsonItems({ skillId: 4001 }), parameters: stop });

	expect(jsonsOf(run)).toMatchObject([{ campaignId: '4001', outcome: 'stopped' }]);
	expect(skillOf(sandbox).isStarted).toBe(false);
});

it('stops the others although one cannot be stopped', async () => {
	const { sandbox } = shared;
	for (const skillId of [4001, 4002, 4003]) skillOf(sandbox, skillId).isStarted = true;
	sandbox.faults.add({ call: 'stopSkill', effect: { type: 'status', status: 400 } });
	const items = jsonItems({ skillId: 4001 }, { skillId: 4002 }, { skillId: 4003 });
	const run = await skills(sandbox, { items, parameters: stop });

	expect(run.error?.message).toContain("'Stop Skill'");
	expect(
		sandbox.state.skills.filter(({ isStarted }) => isStarted).map(({ skillId }) => skillId),
	).toEqual([4001]);
});

it('sends one stop for a skill that several items name', async () => {
	const { sandbox } = shared;
	const items = jsonItems({ skillId: 4001 }, { skillId: '4001' });
	const run = await skills(sandbox, { items, parameters: stop });

	expect(run.items).toHaveLength(2);
	expect(writesOf(sandbox)).toEqual(['stopSkill']);
});

it('is sent again when its answer is lost', async () => {
	const { sandbox } = shared;
	skillOf(sandbox).isStarted = true;
	sandbox.faults.add({ call: 'stopSkill', effect: { type: 'drop' } });
	const run = await skills(sandbox, { items: jsonItems({ skillId: 4001 }), parameters: stop });

	expect(run.error).toBeUndefined();
	expect(skillOf(sandbox).isStarted).toBe(false);
	expect(hintsOf(run)).toEqual([]);
	expect(bodiesOf(sandbox, 'stopSkill' as never)).toHaveLength(2);
});

it('needs a skill', async () => {
	const run = await skills(shared.sandbox, { items: jsonItems({}), parameters: stop });
	expect(run.error?.message).toContain("'Skill' is empty");
	expect(acdCallsOf(shared.sandbox)).toEqual([]);
});
