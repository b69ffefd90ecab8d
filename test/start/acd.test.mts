import type { INodeType } from 'n8n-workflow';

import type { Ring, Sandbox } from '../../sandbox/server.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import { runAcdDemo } from '../../tools/start/acd/acdRun.mts';
import { openDemoTenant } from '../../tools/start/acd/demoTenant.mts';
import {
	findDoubled,
	findHeldBackRung,
	findMisplaced,
	findRangTwice,
	findWrongFigures,
} from '../../tools/start/acd/findings.mts';
import type { Stage } from '../../tools/start/report.mts';
import { readStory, SettingsError, type TenantTarget } from '../../tools/start/settings.mts';
import { paletteFor } from '../../tools/start/text.mts';
import { NODE_TYPES } from '../../tools/start/workflow.mts';
import { setUp, start } from './startProcess.mts';

// Each tells two days in n8n's engine.
jest.setTimeout(90_000);

const types = loadPackageTypes('source');
const PHONE = /(?<!\d)(\+1|1)?[2-9]\d{9}(?!\d)/;

/** Tells the story; gives whether all promises were kept, the text and the tenant as it was left. */
async function tell(
	tamper: (sandbox: Sandbox) => void = () => {},
	nodeTypes: Record<string, INodeType> = {},
) {
	const said: string[] = [];
	let tenant: Sandbox | undefined;
	const stage: Stage = {
		types: { ...types, nodeTypes: { ...types.nodeTypes, ...nodeTypes } },
		palette: paletteFor(false, {}),
		timezone: 'Asia/Kolkata',
		screen: { write: (text: string) => said.push(text) },
		say: (lines) => said.push(...lines),
	};
	const isGood = await runAcdDemo(stage, async (now) => {
		tenant = await openDemoTenant(now);
		tamper(tenant);
		return tenant;
	});
	if (tenant === undefined) throw new Error('no tenant');
	return { isGood, text: said.join('\n'), tenant };
}

/** The numbers of a text that patterns with one group find. */
function numberIn(text: string, pattern: RegExp): number {
	const found = pattern.exec(text)?.[1];
	if (found === undefined) throw new Error(`${String(pattern)} is not in:\n${text}`);
	return Number(found.replaceAll(',', ''));
}

/** A node type that works as another does, after something was done. */
function before(type: INodeType, act: () => void): INodeType {
	const changed = Object.create(type) as INodeType;
	changed.execute = async function (...args) {
		act();
		return (await type.execute?.apply(this, args)) ?? null;
	};
	return changed;
}

test('npm start -- acd tells two days, keeps every promise and shows no phone number', async () => {
	expect(await setUp()).toMatchObject({ exitCode: 0, stderr: '' });
	const { exitCode, stdout, stderr, leftBehind } = await start({}, undefined, ['acd']);

	expect(stderr).toBe('');
	expect(exitCode).toBe(0);
	expect(leftBehind).toEqual([]);
	expect(stdout).not.toMatch(PHONE);
	expect(stdout).not.toContain('✘');
	expect(stdout).toMatch(/^✔ All \d+ promises kept\.$/m);
	const chapters = ['the night', 'morning: start', 'the day', 'evening: stop', 'how it went'];
	for (const chapter of [...chapters, 'the second night', 'the same night once more'])
		expect(stdout).toContain(` – ${chapter}\n`);
	expect(stdout.match(/^ {2}onePhoneOnce +✔ pass /gm)).toHaveLength(2);
	expect(stdout).toMatch(/^ {2}Check +Result +Found +Wanted$/m);
	expect(stdout).toMatch(/^✔ Nobody rang twice$/m);
	expect(stdout).toMatch(/^Dropped today: \d+ of \d+ answered calls, [\d.]+ %;/m);
});

test('what is told is what the tenant ended up with', async () => {
	const ownNow = Date.now;
	const { isGood, text, tenant } = await tell();

	expect(isGood).toBe(true);
	expect(Date.now).toBe(ownNow);
	const [first, second] = tenant.state.callingLists;
	expect(tenant.state.callingLists).toHaveLength(2);
	expect(first.listName).toBe('dynamic_outbound_2026-06-03');
	const firstDay = tenant.rings.filter(({ listId }) => listId === first.listId);
	expect(firstDay.length).toBeGreaterThan(300);
	const rang = ['an agent spoke', 'dropped, as no agent was free', 'not reached, nobody answered'];
	const told = rang.map((how) => numberIn(text, new RegExp(`rang once: ${how} +([\\d,]+)`)));
	const outcomes: Array<Ring['outcome']> = ['answered', 'abandoned', 'noAnswer'];
	expect(told).toEqual(
		outcomes.map((how) => firstDay.filter(({ outcome }) => outcome === how).length),
	);
	const silent = ["held back by the tenant's do-not-call list", 'their turn did not come'].map(
		(why) => numberIn(text, new RegExp(`did not ring: ${why} +([\\d,]+)`)),
	);
	expect(Math.min(...silent)).toBeGreaterThan(0);
	expect(silent[0] + silent[1]).toBe(first.records.length - firstDay.length);
	// Who was not called is in the list of the next night, unless the last call is older than 90 days by then.
	const sinceMs = second.createdAtMs - 90 * 86_400_000;
	const heard = new Set(
		tenant.acd
			.contacts()
			.filter(({ kind, mediaTypeId }) => mediaTypeId === 4 && ['call', 'child'].includes(kind))
			.filter(({ startMs }) => startMs >= sinceMs)
			.flatMap(({ from, to }) => [from, to]),
	);
	const rung = new Set(firstDay.map(({ phone }) => phone.slice(2)));
	const left = first.records.map(({ phone }) => phone).filter((phone) => !rung.has(phone));
	expect(left).toHaveLength(silent[0] + silent[1]);
	const secondPhones = new Set(second.records.map(({ phone }) => phone));
	const missing = left.filter((phone) => !secondPhones.has(phone));
	expect(missing.length).toBeLessThan(left.length / 5);
	expect(missing.filter((phone) => heard.has(phone))).toEqual([]);
	expect(new Set(tenant.rings.map(({ phone }) => phone)).size).toBe(tenant.rings.length);
	const refused = /held back: (?:called within|an agent finished).*?(\d+)$/gm;
	const heldBack = [...text.matchAll(refused)].reduce((sum, [, count]) => sum + Number(count), 0);
	expect(heldBack).toBe(firstDay.length);
	const records = first.records.length + second.records.length;
	expect(text).toContain(`still 2 lists with ${records.toLocaleString('en-US')} records`);
	expect(tenant.requestCounts()).toMatchObject({ startSkill: 1, uploadCallingList: 2 });
});

test('a phone with two records is told as one that rang twice, and fails the run', async () => {
	const { isGood, text } = await tell((sandbox) => {
		const { dial } = sandbox;
		sandbox.dial = (span) => {
			sandbox.dial = dial;
			const [list] = sandbox.state.callingLists;
			const again = { ...structuredClone(list.records[9]), recordId: 9_999_999 };
			list.records.push(again);
			return sandbox.dial(span);
		};
	});

	expect(isGood).toBe(false);
	expect(text).toMatch(/✘ BROKEN: Nobody rang twice\n {4}…\d\d rang 2 times, from 1 list/);
	expect(text).toMatch(/rang more than once +1$/m);
	expect(text).toMatch(/^✘ \d of \d+ promises broken\.$/m);
	expect(text).not.toMatch(PHONE);
});

test('a skill that somebody starts in the night fails the run', async () => {
	let tenant: Sandbox | undefined;
	const { isGood, text } = await tell(
		(sandbox) => {
			tenant = sandbox;
		},
		{
			[NODE_TYPES.campaigns]: before(types.nodeTypes[NODE_TYPES.campaigns], () => {
				if (tenant?.rings.length === 0) {
					for (const zone of tenant.state.skills[0].parameters.timeZones) zone.startTime = '00:00';
					tenant.pressStartEverywhere({ minutes: 2 });
				}
			}),
		},
	);

	expect(isGood).toBe(false);
	expect(text).toContain('✘ BROKEN: Nothing rang, and nothing was started');
});

test('a skill that dials on after the stop fails the run', async () => {
	const { isGood, text } = await tell((sandbox) => {
		const { dial } = sandbox;
		sandbox.dial = (span) => {
			if (span.minutes !== undefined) sandbox.state.skills[0].isStarted = true;
			return dial(span);
		};
	});

	expect(isGood).toBe(false);
	expect(text).toContain('✘ BROKEN: The skill was stopped, and nothing rang after that');
});

test('a record that the same night doubles fails the run', async () => {
	let tenant: Sandbox | undefined;
	let runs = 0;
	const { isGood, text } = await tell(
		(sandbox) => {
			tenant = sandbox;
		},
		{
			// Launch, start, stop, get, launch of the second night, and its launch once more.
			[NODE_TYPES.campaigns]: before(types.nodeTypes[NODE_TYPES.campaigns], () => {
				runs += 1;
				if (runs !== 6 || tenant === undefined) return;
				const { callingLists, dncGroups } = tenant.state;
				const [record] = callingLists[1].records.filter(
					({ phone }) => !dncGroups[0].phoneNumbers.includes(phone),
				);
				callingLists[1].records.push({ ...structuredClone(record), recordId: 9_999_999 });
			}),
		},
	);

	expect(isGood).toBe(false);
	expect(text).toContain('✘ BROKEN: Nothing was doubled');
	expect(text).toContain('✘ BROKEN: Nobody rang twice, on neither day');
	expect(text).toMatch(/^✘ 2 of \d+ promises broken\.$/m);
});

test('a score that is wrong fails the run', async () => {
	const score = types.nodeTypes[NODE_TYPES.score];
	const wrong = Object.create(score) as INodeType;
	wrong.execute = async function (...args) {
		const outputs = await score.execute?.apply(this, args);
		if (!Array.isArray(outputs)) throw new Error('no items');
		for (const { json } of outputs[0] ?? []) json.score = Number(json.score) + 0.5;
		return outputs;
	};
	const { isGood, text } = await tell(undefined, { [NODE_TYPES.score]: wrong });

	expect(isGood).toBe(false);
	expect(text).toContain('✘ BROKEN: The search gives what the call history holds');
	expect(text).not.toMatch(PHONE);
});

test('a node that fails ends the story, and the time is the own again', async () => {
	const ownNow = Date.now;
	const { isGood, text } = await tell((sandbox) => {
		sandbox.acd.credential.accessKeySecret = 'wrong-and-not-to-be-shown';
	});

	expect(isGood).toBe(false);
	expect(text).toContain('✘ Search Last 90 Days: CXone does not accept the credential');
	expect(text).not.toContain('promises kept');
	expect(text).not.toContain('wrong-and-not-to-be-shown');
	expect(Date.now).toBe(ownNow);
});

describe('the findings, against faults by hand', () => {
	const ring = (phone: string, outcome: Ring['outcome'] = 'noAnswer', listName = 'a'): Ring => ({
		phone,
		externalId: phone,
		listId: 1,
		listName,
		skillId: 4001,
		recordId: 1,
		contactId: 1,
		atMs: 0,
		outcome,
	});
	const [one, other] = ['+12125550101', '+12125550102'];
	const record = (phone: string, score = '50') => ({
		phone: phone.slice(2),
		fields: { score },
		isRemoved: false,
		finalStatus: undefined,
		expiresAtMs: 100,
	});
	const tenantOf = (...records: object[]) =>
		({
			clock: { now: () => 0 },
			state: {
				dncGroups: [{ phoneNumbers: [other.slice(2)] }],
				callingLists: records.map((row) => ({ status: 'Active', records: [row] })),
			},
		}) as unknown as Sandbox;

	test('who rang twice, and from how many lists', () => {
		expect(findRangTwice([ring(one), ring(other)])).toEqual([]);
		expect(findRangTwice([ring(one), ring(other), ring(one, 'answered', 'b')])).toEqual([
			'…01 rang 2 times, from 2 lists',
		]);
	});

	test('who rang and was not to', () => {
		expect(findHeldBackRung(tenantOf(), [ring(one)])).toEqual([]);
		expect(findHeldBackRung(tenantOf(), [ring(other)])).toHaveLength(1);
	});

	test('two records of a phone that may ring, and none of one that may not', () => {
		expect(findDoubled(tenantOf(record(one), record(other)))).toEqual([]);
		expect(findDoubled(tenantOf(record(one), record(one)))).toHaveLength(1);
		expect(
			findDoubled(tenantOf(record(one), { ...record(one), finalStatus: 'Completed' })),
		).toEqual([]);
	});

	test('who lies in no list, or with another score', () => {
		expect(findMisplaced(tenantOf(record(one)), new Map([[one, 50]]))).toEqual([]);
		const accepted = new Map([
			[one, 51],
			[other, 50],
		]);
		expect(findMisplaced(tenantOf(record(one)), accepted)).toEqual([
			'…01 has the score 50',
			'…02 is in no list',
		]);
	});

	test.each([
		[{ abandoned: 1, answered: 3, ratePercent: 33.34 }, 0],
		[{ abandoned: 1, answered: 3, ratePercent: 33.33 }, 1],
		[{ abandoned: 0, answered: 3, ratePercent: 0 }, 1],
		[{ abandoned: 1, answered: 2, ratePercent: 50 }, 1],
		[{ abandoned: null, answered: null, ratePercent: null }, 1],
	])('figures %j', (figures, count) => {
		const rings = [ring(one, 'abandoned'), ring(one, 'answered'), ring(other, 'answered')];
		expect(findWrongFigures(figures, [...rings, ring(other)])).toHaveLength(count);
	});

	test('figures of a day without an answer have no rate', () => {
		const none = { abandoned: 0, answered: 0, ratePercent: null };
		expect(findWrongFigures(none, [ring(one)])).toEqual([]);
	});
});

describe('what npm start is asked to show', () => {
	const tenant = { kind: 'tenant' } as TenantTarget;

	test('is the job, or acd', () => {
		expect(readStory([], { kind: 'sandbox' })).toBe('job');
		expect(readStory([], tenant)).toBe('job');
		expect(readStory(['acd'], { kind: 'sandbox' })).toBe('acd');
	});

	test.each([
		[['adc'], { kind: 'sandbox' } as const, 'was given adc'],
		[['acd', 'now'], { kind: 'sandbox' } as const, 'was given acd now'],
		[['acd'], tenant, 'leave out those that begin with CXONE_'],
	])('is refused: %j', (words, target, message) => {
		expect(() => readStory(words, target)).toThrow(SettingsError);
		expect(() => readStory(words, target)).toThrow(message);
	});
});
