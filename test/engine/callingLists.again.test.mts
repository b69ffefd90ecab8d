import type { AcdOptions, Sandbox } from '../../sandbox/server.mts';
import {
	contacts,
	countOf,
	jsonsOf,
	listsOf,
	livePhones,
	moveOn,
	openTenant,
	phonesOf,
	pressStart,
	setUpCallingLists,
	upload,
} from './callingListRuns.mts';

setUpCallingLists();

const everybody = [...contacts(3), ...contacts(2, { from: 10, priority: 'low' })];
const allPhones = [...phonesOf(3), ...phonesOf(2, 10)];

/** Lets a run end as if the process died: from a request on none comes through, or that one without its answer. */
function cutAt(sandbox: Sandbox, request: number, when: 'before' | 'after'): void {
	sandbox.faults.clear();
	const effect = { type: 'drop' as const };
	if (when === 'after')
		sandbox.faults.add({ call: 'any', skip: request, times: 1, when: 'after', effect });
	sandbox.faults.add({ call: 'any', skip: request, times: Infinity, effect });
}

/** Everybody has one record that may ring, and a person who presses Start calls each phone once. */
function expectEverybodyOnce(sandbox: Sandbox, phones = allPhones): void {
	expect(livePhones(sandbox)).toEqual(phones);
	const rings = pressStart(sandbox);
	expect(rings.map(({ phone }) => phone).sort()).toEqual(phones.map((phone) => `+1${phone}`));
}

/** How many requests a run makes when nothing goes wrong. */
async function countRequests(acd: AcdOptions): Promise<number> {
	const sandbox = await openTenant(acd);
	await upload(sandbox, everybody);
	return sandbox.requests.length;
}

describe.each<[string, number, AcdOptions]>([
	['as tenants are', 2, {}],
	[
		'where lists and jobs show late',
		5,
		{ listShowsAfterMs: 10, jobShowsAfterMs: 30, uploadMs: 60 },
	],
	[
		'where names are unique and records update',
		5,
		{ areListNamesUnique: true, repeatedExternalId: 'updates' },
	],
])('%s', (_title, step, acd) => {
	test('a run that breaks at any request is finished by running it again', async () => {
		const count = await countRequests(acd);
		expect(count).toBeGreaterThan(20);
		let broken = 0;
		for (let request = 1; request < count; request += step)
			for (const when of ['before', 'after'] as const) {
				const sandbox = await openTenant(acd);
				cutAt(sandbox, request, when);
				const first = await upload(sandbox, everybody);
				if (first.error !== undefined) broken += 1;
				sandbox.faults.clear();
				const run = await upload(sandbox, everybody);
				expect([request, when, run.error?.message]).toEqual([request, when, undefined]);
				expectEverybodyOnce(sandbox);
			}
		expect(broken).toBeGreaterThan((count / step) * 1.5);
	}, 300_000);
});

test('two runs at the same time upload everybody once', async () => {
	const sandbox = await openTenant({ uploadMs: 100 });
	const runs = await Promise.all([upload(sandbox, everybody), upload(sandbox, everybody)]);
	expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
	const accepted = runs.flatMap(jsonsOf).reduce((sum, row) => sum + Number(row.accepted), 0);
	const existing = runs.flatMap(jsonsOf).reduce((sum, row) => sum + Number(row.existing), 0);
	expect([accepted, existing]).toEqual([5, 5]);
	expect(listsOf(sandbox)).toHaveLength(2);
	expectEverybodyOnce(sandbox);
});

test('the night after, whoever was not called stays where they are, and whoever was called rests', async () => {
	const sandbox = await openTenant({ answerShare: 1, abandonShare: 0 });
	await upload(sandbox, contacts(4), { expiresInDays: 5 });
	const [list] = listsOf(sandbox);
	// Two were called today.
	sandbox.state.skills[0].isStarted = true;
	sandbox.dial({ minutes: 1 });
	sandbox.state.skills[0].isStarted = false;
	const called = new Set(sandbox.rings.map(({ phone }) => phone.slice(2)));
	expect(called.size).toBeGreaterThan(0);
	sandbox.rings.length = 0;
	moveOn(sandbox, { hours: 15 });

	const run = await upload(sandbox, contacts(4), { output: 'contacts' });
	const rows = jsonsOf(run);
	expect(rows).toHaveLength(4);
	for (const row of rows) {
		const phone = String(row.contactId).slice(2);
		expect(row).toMatchObject(
			called.has(phone)
				? { outcome: 'rejected', reason: 'finished' }
				: { outcome: 'existing', heldIn: String(list.listId) },
		);
	}
	expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
});
