import type { INodeParameters } from 'n8n-workflow';

import type { AcdOptions, CallAttempt, Sandbox } from '../../sandbox/server.mts';
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
	pressStart,
	setUpCallingLists,
	upload,
} from './callingListRuns.mts';

setUpCallingLists();

const HOUR_MS = 3_600_000;

/** Uploads three contacts and lets what is given have happened to the first, so many hours ago. */
async function afterCall(
	acd: AcdOptions,
	{ hoursAgo, ...attempt }: Partial<CallAttempt> & { hoursAgo: number },
	{ isFinal = false, isActive = true } = {},
): Promise<Sandbox> {
	const sandbox = await openTenant(acd);
	await upload(sandbox, contacts(3), { namePrefix: 'before', expiresInDays: 30 });
	const [list] = listsOf(sandbox);
	const [record] = list.records;
	record.attempts.push({
		contactId: 1,
		durationSeconds: 30,
		systemClassification: 'No Answer',
		...attempt,
		atMs: sandbox.clock.now() - hoursAgo * HOUR_MS,
	});
	if (isFinal) record.finalStatus = 'Completed';
	if (!isActive) list.status = 'Inactive';
	return sandbox;
}

async function outcomesOf(sandbox: Sandbox, parameters: INodeParameters = {}) {
	const run = await upload(sandbox, contacts(3), { output: 'contacts', ...parameters });
	expect(run.error).toBeUndefined();
	return jsonsOf(run).map(({ outcome, reason }) => [outcome, reason]);
}

test.each<[string, number, INodeParameters, unknown[]]>([
	['23 hours ago', 23, {}, ['rejected', 'calledLately']],
	['25 hours ago', 25, {}, ['accepted', undefined]],
	['25 hours ago, with three days of rest', 25, { restDays: 3 }, ['rejected', 'calledLately']],
	['an hour ago, without rest', 1, { restDays: 0 }, ['accepted', undefined]],
])(
	'whoever was called %s by a list that is inactive now',
	async (_, hoursAgo, parameters, first) => {
		const sandbox = await afterCall({}, { hoursAgo }, { isActive: false });
		expect(await outcomesOf(sandbox, parameters)).toEqual([
			first,
			['accepted', undefined],
			['accepted', undefined],
		]);
		expect(pressStart(sandbox)).toHaveLength(first[0] === 'accepted' ? 3 : 2);
	},
);

test.each<[number, unknown[]]>([
	[29 * 24, ['rejected', 'finished']],
	[31 * 24, ['accepted', undefined]],
])('whoever an agent finished %d hours ago', async (hoursAgo, first) => {
	const call = { hoursAgo, agentDisposition: 'Not interested' };
	const sandbox = await afterCall({}, call, { isFinal: true });
	expect((await outcomesOf(sandbox))[0]).toEqual(first);
});

test('whoever was promised a callback is left to it', async () => {
	const sandbox = await openTenant();
	const callbackAtMs = sandbox.clock.now() + 5 * HOUR_MS;
	await sandbox.close();
	const called = await afterCall({}, { hoursAgo: 50, callbackAtMs }, { isActive: false });
	expect((await outcomesOf(called))[0]).toEqual(['rejected', 'callbackPromised']);
});

test('where CXone does not show calls a hint says that they were not checked', async () => {
	const sandbox = await afterCall({ showsLastCall: false }, { hoursAgo: 1 }, { isActive: false });
	const run = await upload(sandbox, contacts(3));
	expect(hintsOf(run)).toContainEqual(
		expect.stringContaining('does not show when records were called, so'),
	);
});

test.each<[string, AcdOptions]>([
	['the whole', {}],
	['text for numbers', { areNumbersText: true }],
	['totals as text, wrapped', { isTotalText: true, wrapsInResultSet: true, isSkillInArray: true }],
	['no pages', { doRecordsPage: false }],
	['pages of two', { recordsPerPage: 2 }],
	['added twins', { repeatedExternalId: 'adds' }],
	['updated twins', { repeatedExternalId: 'updates' }],
	['refused twins', { repeatedExternalId: 'isRefused' }],
	['an end of day in the zone of the record', { expires: 'atEndOfDay', expiresZone: 'record' }],
	['a begin of day in that of the tenant', { expires: 'atStartOfDay', expiresZone: 'tenant' }],
	['running only with calls up', { isRunningShown: 'calling' }],
	['Deactivated', { inactiveStatus: 'Deactivated' }],
])(
	'a week of nights with %s: nobody has two records',
	async (_, acd) => {
		const sandbox = await openTenant({ answerShare: 0.5, ...acd });
		for (let night = 0; night < 5; night += 1) {
			const run = await upload(sandbox, contacts(6, { from: night }), {
				olderLists: night % 2 === 0 ? 'leave' : 'deactivate',
				ifSkillIsRunning: 'stopFirst',
			});
			expect(run.error).toBeUndefined();
			for (const row of jsonsOf(run)) {
				const { submitted, accepted, existing, duplicates, rejected } = row as Record<
					string,
					number
				>;
				expect(accepted + existing + duplicates + rejected).toBe(submitted);
			}
			const phones = livePhones(sandbox);
			expect(new Set(phones).size).toBe(phones.length);
			const rings = pressStart(sandbox);
			const rung = rings.map(({ phone }) => phone);
			expect(new Set(rung).size).toBe(rung.length);
			moveOn(sandbox, { hours: 17 });
		}
	},
	60_000,
);

test('of one phone the best score stays, over all lists', async () => {
	const sandbox = await openTenant();
	const phone = phoneOf(1);
	const items = jsonItems(
		{ contactId: 'a', phone, score: 50, priority: 'high' },
		{ contactId: 'b', phone: phone.slice(2), score: 70, priority: 'low' },
		{
			contactId: 'c',
			phone: `(${phone.slice(2, 5)}) ${phone.slice(5)}`,
			score: 60,
			priority: 'high',
		},
	);
	const run = await upload(sandbox, items, { phoneField: 'phone', output: 'contacts' });
	expect(jsonsOf(run).map(({ outcome, reason }) => [outcome, reason])).toEqual([
		['duplicate', 'samePhone'],
		['accepted', undefined],
		['duplicate', 'samePhone'],
	]);
	expect(livePhones(sandbox)).toEqual([phone.slice(2)]);
	expect(countOf(sandbox, 'createCallingList')).toBe(1);
});

test('whoever cannot be called is rejected alone', async () => {
	const sandbox = await openTenant();
	const long = 'x'.repeat(500);
	const items = jsonItems(
		{ contactId: phoneOf(1), priority: 'high' },
		{ contactId: '911', priority: 'high' },
		{ contactId: '8005550150', priority: 'high' },
		{ contactId: phoneOf(2), priority: 'high', notes: long },
		{ contactId: phoneOf(3), priority: 'high', zone: 'Middle Earth' },
		{ contactId: '+442079460123', priority: 'high', zone: 'eastern standard time' },
	);
	const column = [
		{ cxoneColumn: 'notes', field: 'notes' },
		{ cxoneColumn: 'timeZone', field: 'zone' },
	];
	const run = await upload(sandbox, items, { columns: { column }, output: 'contacts' });
	expect(run.error).toBeUndefined();
	expect(jsonsOf(run).map(({ outcome, reason }) => reason ?? outcome)).toEqual([
		'accepted',
		'noPhone',
		'noPhone',
		'tooLong',
		'unknownTimeZone',
		'accepted',
	]);
	expect(hintsOf(run)).toContainEqual(expect.stringContaining('not proven'));
	expect(JSON.stringify(hintsOf(run))).not.toContain('2079460123');
	expect(livePhones(sandbox)).toEqual([...phonesOf(1, 1), '442079460123']);
});

test('whoever is of another segment now stays where they may ring already', async () => {
	const sandbox = await openTenant();
	await upload(sandbox, contacts(2, { priority: 'low' }));
	moveOn(sandbox, { hours: 12 });
	const run = await upload(sandbox, contacts(3));
	expect(jsonsOf(run)).toMatchObject([{ segment: 'high', accepted: 1, existing: 2 }]);
	expect(livePhones(sandbox)).toEqual(phonesOf(3));
	expect(pressStart(sandbox)).toHaveLength(3);
});
