import type { INodeParameters } from 'n8n-workflow';

import type { TestedNodeRun } from '../support/engine.mts';
import {
	fillLists,
	moveOn,
	openPublished,
	outcomesOf,
	people,
	rangTwice,
	setUpPublished,
} from './publishedRuns.mts';
import { daysMs, plain, type PublishedRules, type PublishedTenant } from './publishedTenant.mts';

setUpPublished();

const PEOPLE = 24;

const expiryMs = (day: string) => Date.parse(`${day}T12:00:00Z`);
/** What the reference leaves open, read in one way each; everything else is plain. */
const READINGS: Record<string, PublishedRules> = {
	'as in the reference': {},
	'payloads in resultSet': { isWrapped: true },
	'numbers and flags as text': { isText: true },
	'names of fields in lower case': { nameOf: (name) => name.toLowerCase() },
	'names of fields that begin with a capital': {
		nameOf: (name) => name[0].toUpperCase() + name.slice(1),
	},
	'records that do not page': { records: 'all' },
	'records in pages of 10': { records: { most: 10, skips: true } },
	'records in pages of 10, counted': { records: { most: 10, skips: true }, recordTotal: 'exact' },
	'pages that count all records of the list': { recordTotal: 'ofList' },
	'finalized does nothing': { finalized: 'ignored' },
	'finalized=true gives all': { finalized: 'more' },
	'finalized=false gives all': { finalized: 'less' },
	'a word for open records': { openWord: 'Open' },
	'a word for open records, beside finished ones': { openWord: 'Open', finalized: 'more' },
	'a word for open records, finalized does nothing': {
		openWord: 'Not final',
		finalized: 'ignored',
	},
	'no word for finished records': { finalWord: '' },
	'no final status shown': { hidden: ['icFinalStatus'] },
	'a repeated id updates': { repeated: 'updates' },
	'a repeated id is refused': { repeated: 'refused' },
	'no jobs shown': { jobs: 'empty' },
	'jobs unknown': { jobs: 'unknown' },
	'no id of the job': { uploadAnswer: 'nothing' },
	'no id of the job, none shown, and slow': {
		uploadAnswer: 'nothing',
		jobs: 'empty',
		jobMs: 60_000,
	},
	'500 after the upload was taken': { uploadAnswer: 'error' },
	'a broken connection after the upload was taken': { uploadAnswer: 'broken' },
	'lists that show late': { listShowsMs: 4_000 },
	'another word for active lists': { activeWord: 'Ready' },
	'lists by number of status': { activeWord: 1, inactiveWord: 0 },
	'deactivated lists': { inactiveWord: 'Deactivated' },
	'times as in the US': {
		timeText: (ms) => new Date(ms).toLocaleString('en-US', { timeZone: 'UTC' }),
	},
	'times that cannot be read': { timeText: () => 'yesterday' },
	'times as .NET writes them': { timeText: (ms) => `/Date(${ms})/` },
	'no time is the year 1': { noTime: '0001-01-01T00:00:00' },
	'no expiry, as the year 1': { expiryText: () => '0001-01-01T00:00:00' },
	'no expiry, as 1900': { expiryText: () => '1900-01-01T00:00:00Z' },
	'a day of expiry as in the US': {
		expiryText: (day) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`,
	},
	'a day of expiry as midnight UTC': { expiryText: (day) => `${day}T00:00:00.000Z` },
	'an expiry as a number': { expiryText: (_day, endMs) => endMs },
	'an expiry at noon': {
		expiryText: (day) => new Date(expiryMs(day)).toISOString(),
		behindHours: -12,
	},
	'phones in parentheses': {
		phoneText: (phone) => `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`,
	},
	'phones with +1': { phoneText: (phone) => `+1${phone}` },
	'phones with 1': { phoneText: (phone) => `1${phone}` },
	'no phones shown': { hidden: ['icProspectiveContactDestValue', 'destinations'] },
	'ids as digits': { keepId: (id) => id.replace(/\D/g, '') },
	'a machine that is a day ahead': { machineAheadMs: daysMs(1) },
	'a machine that is a day behind': { machineAheadMs: -daysMs(1) },
};

function livePhones(tenant: PublishedTenant): Set<string> {
	return new Set(tenant.live().flatMap(({ phones }) => phones.map(plain)));
}

/** Holds that the node says of each contact whether it may ring. */
function expectTrueOutcomes(tenant: PublishedTenant, run: TestedNodeRun): void {
	const live = livePhones(tenant);
	for (const [contactId, outcome] of Object.entries(outcomesOf(run))) {
		// What may still be alive, by another reading of a day, is held back.
		if (outcome === 'existing' || outcome === 'rejected calledLately') continue;
		expect([contactId, outcome, live.has(contactId)]).toEqual([
			contactId,
			outcome,
			outcome === 'accepted',
		]);
	}
}

describe.each(['leave', 'deactivate'])('older lists: %s', (olderLists) => {
	test.each(Object.keys(READINGS))(
		'nobody rings twice, or who was to be held back: %s',
		async (name) => {
			const tenant = await openPublished(READINGS[name]);
			const parameters: INodeParameters = { olderLists };
			const fill = async () => await fillLists(tenant, people(PEOPLE), parameters);
			const first = await fill();
			expect(first.error).toBeUndefined();
			expectTrueOutcomes(tenant, first);
			expect(livePhones(tenant).size).toBe(PEOPLE);
			await fill();
			expect(tenant.countOf('POST lists/call-lists/7001/upload')).toBe(1);
			const finished = new Set<string>();
			const promised = new Set<string>();
			const rings = tenant.pressStart((record, number) => {
				record.isFinal = number % 4 === 1 || number % 4 === 2;
				if (number % 4 === 1) record.disposition = 'Sold';
				if (number % 4 === 1) finished.add(record.externalId);
				if (number % 4 === 3) record.callbackMs = tenant.now() + daysMs(9);
				if (number % 4 === 3) promised.add(record.phones.map(plain)[0]);
			});
			expect(rangTwice(rings)).toEqual([]);
			expect(rings).toHaveLength(PEOPLE);
			// Within the rest days nobody who was called gets another record.
			const before = tenant.live().length;
			expectTrueOutcomes(tenant, await fill());
			expect(tenant.live()).toHaveLength(before);
			for (const days of [1.02, 1.02, 0.6, 1.02]) {
				moveOn(daysMs(days));
				const run = await fill();
				expectTrueOutcomes(tenant, run);
				const again = tenant.pressStart();
				expect(rangTwice(again)).toEqual([]);
				expect(again.filter(({ externalId }) => finished.has(externalId))).toEqual([]);
				const [list] = tenant.lists;
				const others = again.filter(
					({ listId, phone }) => listId !== list.listId && promised.has(phone),
				);
				expect(others).toEqual([]);
			}
		},
	);
});
