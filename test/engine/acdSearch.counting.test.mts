import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import type { TestedNodeRun } from '../support/engine.mts';
import {
	answerTo,
	call,
	DAY_MS,
	hintsOf,
	IN_90_DAYS,
	iso,
	jsonItems,
	jsonsOf,
	NOW,
	openAt,
	questionsOf,
	searchAcd,
	summaryOf,
} from './acdSearchRuns.mts';
import { search } from './searchRuns.mts';

const ALL = { contactSource: 'all', ...IN_90_DAYS };
const byDays: INodeParameters = { ...ALL, options: { askBy: 'days' } };
const contactIdsOf = (run: TestedNodeRun) => jsonsOf(run).map(({ contactId }) => contactId);
const interactionsOf = (sandbox: Sandbox, run: TestedNodeRun) => {
	const known = new Map(sandbox.acd.contacts().map((row) => [String(row.contactId), row]));
	return jsonsOf(run).map(({ id }) => known.get(String(id))?.interactionId);
};

test('an interaction is the row as received, and what every interaction has', async () => {
	const sandbox = await openAt({}, { history: [call('a', 100)] });
	const phone = sandbox.phoneOf('C-000001');
	const run = await searchAcd(sandbox.acd.credential, IN_90_DAYS, {
		items: jsonItems({ contactId: ` (${phone.slice(2, 5)}) ${phone.slice(5)}` }),
	});
	expect(jsonsOf(run)).toEqual([
		expect.objectContaining({
			id: '900000001',
			contactId: phone,
			askedAs: `(${phone.slice(2, 5)}) ${phone.slice(5)}`,
			startTime: iso(NOW - 100 * 60_000),
			type: 'voice',
			direction: 'inbound',
			masterContactId: 900_000_001,
			fromAddress: phone.slice(2),
			contactStartDate: iso(NOW - 100 * 60_000),
			agentSeconds: 50,
			skillName: expect.any(String),
		}),
	]);
	const all = await searchAcd(sandbox.acd.credential, ALL);
	expect(jsonsOf(all)).toMatchObject([{ contactId: phone, askedAs: null }]);
});

describe('what counts', () => {
	test('an attempt on which nobody spoke does not, unless it is asked for', async () => {
		const tries = Array.from({ length: 10 }, (_, n) =>
			call(`try-${n}`, 1_000 + n, { direction: 'outbound', agentSeconds: 0 }),
		);
		const history = [...tries, call('talk', 900, { direction: 'outbound' })];
		const sandbox = await openAt({}, { history });
		const run = await searchAcd(sandbox.acd.credential, { ...ALL, output: 'contactSummary' });
		expect(jsonsOf(run)).toMatchObject([{ frequency: 1, askedAs: null }]);
		expect(hintsOf(run)).toContain(
			'No interactions, and left out: 10 attempts on which no agent spoke.',
		);
		const included = await searchAcd(sandbox.acd.credential, {
			...ALL,
			output: 'contactSummary',
			options: { includeAttempts: true },
		});
		expect(jsonsOf(included)).toMatchObject([{ frequency: 11 }]);
	});

	test('a call that was transferred counts once, at its own start, also across the edge of windows', async () => {
		// Five windows: the children lie in others than their master.
		const history = [
			call('master', 60 * 24 * 50),
			call('child', 60 * 24 * 30, { master: 'master' }),
			call('grandchild', 60 * 24 * 10, { master: 'master' }),
			call('lone', 60 * 24 * 5),
		];
		const sandbox = await openAt({}, { history });
		const run = await searchAcd(sandbox.acd.credential, byDays);
		expect(interactionsOf(sandbox, run)).toEqual(['lone', 'master']);
		expect(hintsOf(run)).toContain(
			'No interactions, and left out: 2 parts of interactions that count once (transfers, conferences).',
		);
	});

	test('a part whose master was not asked for stands for it', async () => {
		const history = [
			call('master', 900, { skillId: 5001 }),
			call('child', 890, { skillId: 5002, master: 'master' }),
			call('other', 880, { skillId: 5002, master: 'master' }),
		];
		const sandbox = await openAt({}, { history });
		const run = await searchAcd(sandbox.acd.credential, { ...ALL, options: { skillIds: '5002' } });
		expect(interactionsOf(sandbox, run)).toEqual(['child']);
	});

	test('own numbers, hidden callers, addresses, extensions and services are nobody', async () => {
		const history = [
			call('customer', 100),
			call('internal', 110, { from: '3125550101', to: '3125550100' }),
			call('foreign', 120, { from: '2125550123', to: '2125550124' }),
			call('turned', 130, { from: '3125550100', to: '2125550188' }),
			...['', 'Anonymous', '0000000000', '266696687'].map((from, n) =>
				call(`hidden-${n}`, 140 + n, { from }),
			),
			call('extension', 150, { from: '4021' }),
			call('sip', 151, { from: 'sip:4021@pbx.example.test' }),
			call('emergency', 152, { from: '911' }),
			call('tollFree', 153, { from: '+18005550150' }),
			call('premium', 154, { from: '9005550150' }),
		];
		const sandbox = await openAt({ hasNoise: false }, { history });
		const run = await searchAcd(sandbox.acd.credential, ALL);
		expect(interactionsOf(sandbox, run)).toEqual(['customer', 'turned']);
		expect(contactIdsOf(run)[1]).toBe('+12125550188');
		expect(hintsOf(run).find((hint) => hint.startsWith('No interactions'))).toBe(
			"No interactions, and left out: 4 contacts of hidden callers; 1 contact of premium numbers; 1 contact of toll-free numbers; 1 contact of emergency or short numbers; 1 contact of mail or SIP addresses; 1 contact of extensions; 1 contact between two numbers of which none is the tenant's own (add yours to 'Own Numbers' if customers are among them); 1 contact between two of the tenant's own numbers.",
		);
	});

	test('where the key may not see points of contact, a hint names Own Numbers, which then do', async () => {
		const history = [
			call('a', 100),
			call('internal', 110, { from: '3125550101', to: '3125550100' }),
		];
		const acd = { forbiddenCalls: ['pointsOfContact' as const] };
		const sandbox = await openAt(acd, { history });
		const run = await searchAcd(sandbox.acd.credential, ALL);
		expect(run.error).toBeUndefined();
		expect(hintsOf(run).join()).toContain("enter them in 'Own Numbers'");
		expect(interactionsOf(sandbox, run)).toEqual(['a', 'internal']);
		const told = await searchAcd(sandbox.acd.credential, {
			...ALL,
			options: { ownNumbers: '(312) 555-0100; +1 312 555 0101' },
		});
		expect(hintsOf(told).join()).not.toContain("'Own Numbers'");
		expect(interactionsOf(sandbox, told)).toEqual(['a']);
	});

	test("a number that a skill calls with is one's own", async () => {
		const skills = [{ skillId: 4001, skillName: 'high', callerIdOverride: '(646) 555-0177' }];
		const history = [
			call('out', 100, { direction: 'inbound', from: '6465550177', to: '2125550123' }),
		];
		const sandbox = await openAt({ skills }, { history });
		const run = await searchAcd(sandbox.acd.credential, ALL);
		expect(contactIdsOf(run)).toEqual(['+12125550123']);
	});
});

describe('what narrows a search', () => {
	const history = [
		call('in', 100, { skillId: 5001 }),
		call('out', 110, { direction: 'outbound', skillId: 5003 }),
		call('mail', 120, { type: 'email', from: '2015550100', to: '3125550100' }),
		call('sms', 130, { type: 'sms' }),
	];

	test.each<[string, INodeParameters, string[]]>([
		['voice by default', {}, ['in', 'out']],
		['inbound', { options: { direction: 'inbound' } }, ['in']],
		['outbound', { options: { direction: 'outbound' } }, ['out']],
		['a skill', { options: { skillIds: '5003' } }, ['out']],
		['skills, one of them twice', { options: { skillIds: '5001, 5003;5001' } }, ['in', 'out']],
		['no type: all types', { interactionTypes: [] }, ['in', 'mail', 'out', 'sms']],
		['two types', { interactionTypes: ['sms', 'voice'] }, ['in', 'out', 'sms']],
		['a type and a skill', { interactionTypes: ['sms'], options: { skillIds: '5006' } }, ['sms']],
		[
			'two types of a skill',
			{ interactionTypes: ['sms', 'email'], options: { skillIds: '5006' } },
			['sms'],
		],
	])('%s', async (_, parameters, expected) => {
		const sandbox = await openAt({}, { history });
		const run = await searchAcd(sandbox.acd.credential, { ...ALL, ...parameters });
		expect(run.error).toBeUndefined();
		expect(interactionsOf(sandbox, run).sort()).toEqual(expected);
	});

	test('one type is one query; several are one where rows tell their type, all types need no filter', async () => {
		const sandbox = await openAt({}, { history });
		const typesOf = async (interactionTypes: string[]) => {
			sandbox.reset();
			await searchAcd(sandbox.acd.credential, {
				...ALL,
				startTime: iso(NOW - 20 * DAY_MS),
				interactionTypes,
			});
			return questionsOf(sandbox)
				.filter(({ query }) => query.top !== '1')
				.map(({ query }) => query.mediaTypeId);
		};
		expect(await typesOf(['voice'])).toEqual(['4']);
		expect(await typesOf(['voice', 'sms'])).toEqual([undefined]);
		expect(await typesOf([])).toEqual([undefined]);
	});

	test.each<[string, INodeParameters, string, string]>([
		[
			'a skill that there is not',
			{ skillIds: '5001,9999' },
			"CXone shows no skill with the ID '9999'",
			"Check 'Skill IDs'",
		],
		[
			'a name for a skill',
			{ skillIds: 'Main' },
			"'Skill IDs' holds something that is no ID of a skill",
			'Enter whole numbers',
		],
		[
			'a country',
			{ defaultCountry: 'Utopia' },
			"'Default Country' is not a country",
			'two letters',
		],
		[
			'all contacts by address',
			{ askBy: 'address' },
			"'Ask By' is 'Address', and all contacts are asked for",
			"Set 'Ask By'",
		],
		[
			'a page too large',
			{ pageSize: 10_001 },
			"'Page Size' is not a whole number from 1 to 10000",
			'Enter',
		],
	])('%s is an error', async (_, options, message, advice) => {
		const sandbox = await openAt({}, { history });
		const run = await searchAcd(sandbox.acd.credential, { ...ALL, options });
		expect(run.error?.message).toBe(message);
		expect(String((run.error as { description?: string }).description)).toContain(advice);
	});

	test('what was set for one family is checked for the other', async () => {
		const sandbox = await openAt({}, { history });
		const run = await search(sandbox, { ...ALL, options: { pageSize: 10_000 } });
		expect(run.error?.message).toBe("'Page Size' is not a whole number from 1 to 500");
	});

	test('numbers without a country are of the default country, in the input and in CXone', async () => {
		const london = call('london', 100, { from: '020 7946 0123' });
		const sandbox = await openAt({}, { history: [london] });
		const run = await searchAcd(
			sandbox.acd.credential,
			{ ...IN_90_DAYS, options: { defaultCountry: 'gb' } },
			{ items: jsonItems({ contactId: '02079460123' }) },
		);
		expect(contactIdsOf(run)).toEqual(['+442079460123']);
	});
});

describe('the contacts of the input', () => {
	test.each([
		['an extension', '4021', 'is an extension, or has one'],
		['a mail address', 'a@example.test', 'is a mail or SIP address'],
		['a word', 'Anonymous', 'names no caller'],
		['an emergency number', '911', 'is an emergency or short number'],
		['a placeholder', '0000000000', 'names no caller'],
		['an id of the other family', 'C-000001', 'cannot be a phone number'],
	])('%s is an error of its item, and the others are answered', async (_, contactId, problem) => {
		const sandbox = await openAt({}, { history: [call('a', 100)] });
		const phone = sandbox.phoneOf('C-000001');
		const run = await searchAcd(sandbox.acd.credential, IN_90_DAYS, {
			items: jsonItems({ contactId }, { contactId: phone }),
			onError: 'continueErrorOutput',
		});
		expect(jsonsOf(run)).toMatchObject([{ contactId: phone }]);
		expect(run.errorItems.map(({ json }) => json.error)).toEqual([
			`The contact ID in the field 'contactId' ${problem}`,
		]);
		expect(String(run.errorItems[0].json.message)).not.toContain(contactId);
	});

	test('one of typed ids is named by its place', async () => {
		const sandbox = await openAt({}, { history: [] });
		const run = await searchAcd(sandbox.acd.credential, {
			...IN_90_DAYS,
			contactSource: 'ids',
			contactIds: '+12015550100\n4021',
		});
		expect(run.error?.message).toBe(
			"The contact ID in 'Contact IDs', no. 2, is an extension, or has one",
		);
	});

	test('two spellings of a number are one contact, asked for as it came first, in rows and in the summary', async () => {
		const sandbox = await openAt({}, { history: [call('a', 100), call('b', 90)] });
		const [phone, silent] = [sandbox.phoneOf('C-000001'), sandbox.phoneOf('C-000009')];
		const items = jsonItems(
			{ contactId: phone.slice(2) },
			{ contactId: phone },
			{ contactId: silent.slice(1) },
		);
		const run = await searchAcd(
			sandbox.acd.credential,
			{
				...IN_90_DAYS,
				output: 'contactSummary',
				options: { includeContactsWithoutInteractions: true },
			},
			{ items },
		);
		expect(run.items).toMatchObject([
			{
				json: { contactId: phone, askedAs: phone.slice(2), frequency: 2 },
				pairedItem: [{ item: 0 }, { item: 1 }],
			},
			{
				json: { contactId: silent, askedAs: silent.slice(1), frequency: 0 },
				pairedItem: { item: 2 },
			},
		]);
	});

	test('items with ranges of their own keep what lies in them; children too', async () => {
		const history = [
			call('master', 200.5),
			call('child', 199.5, { master: 'master' }),
			call('late', 100, { contactId: 'C-000002' }),
		];
		const sandbox = await openAt({}, { history });
		const [first, second] = [sandbox.phoneOf('C-000001'), sandbox.phoneOf('C-000002')];
		const run = await searchAcd(
			sandbox.acd.credential,
			{ timeRange: 'between', startTime: '={{ $json.from }}', endTime: iso(NOW) },
			{
				items: jsonItems(
					{ contactId: first, from: iso(NOW - 200 * 60_000) },
					{ contactId: second, from: iso(NOW - 200.6 * 60_000) },
				),
			},
		);
		expect(run.error).toBeUndefined();
		expect(interactionsOf(sandbox, run).sort()).toEqual(['child', 'late']);
	});
});

test('items that ask for other ranges and types are searches of their own, with one look at the tenant', async () => {
	const history = [
		call('old', 60 * 24 * 40),
		call('sms', 60 * 24 * 3, { type: 'sms' }),
		call('new', 500),
	];
	const sandbox = await openAt({}, { history });
	const contactId = sandbox.phoneOf('C-000001');
	const run = await searchAcd(
		sandbox.acd.credential,
		{
			timeRange: 'between',
			startTime: '={{ $json.from }}',
			endTime: '={{ $json.to }}',
			interactionTypes: '={{ $json.types }}',
		},
		{
			items: jsonItems(
				{ contactId, from: iso(NOW - 50 * DAY_MS), to: iso(NOW - 30 * DAY_MS), types: ['voice'] },
				{
					contactId: contactId.slice(2),
					from: iso(NOW - 5 * DAY_MS),
					to: iso(NOW),
					types: ['sms'],
				},
				{ contactId, from: iso(NOW - 5 * DAY_MS), to: iso(NOW), types: ['voice'] },
			),
		},
	);
	expect(run.error).toBeUndefined();
	expect(interactionsOf(sandbox, run)).toEqual(['old', 'sms', 'new']);
	expect(run.items.map(({ json, pairedItem }) => [json.askedAs, pairedItem])).toEqual([
		[contactId, { item: 0 }],
		[contactId.slice(2), { item: 1 }],
		[contactId, { item: 2 }],
	]);
	expect(sandbox.requestCounts()).toMatchObject({ pointsOfContact: 1, findSkills: 1 });
});

describe('the time range', () => {
	test('both ends belong to it, and windows meet without gap or overlap', async () => {
		const days = Array.from({ length: 91 }, (_, n) => call(`day-${n}`, 60 * 24 * n + 60));
		const [startTime, endTime] = [days[90].startTime, days[1].startTime];
		const sandbox = await openAt({}, { history: days });
		const run = await searchAcd(sandbox.acd.credential, {
			...byDays,
			startTime,
			endTime,
		});
		expect(interactionsOf(sandbox, run)).toEqual(
			Array.from({ length: 90 }, (_, n) => `day-${n + 1}`),
		);
	});

	test('one that ends within the last hour has a hint that contacts show up late', async () => {
		const sandbox = await openAt({}, { history: [call('a', 100)] });
		const late = 'Contacts show up in CXone 15 minutes or more after they end';
		const recent = await searchAcd(sandbox.acd.credential, { contactSource: 'all' });
		expect(hintsOf(recent).join()).toContain(late);
		const before = await searchAcd(sandbox.acd.credential, ALL);
		expect(hintsOf(before).join()).not.toContain(late);
	});

	test('nothing in it is said so', async () => {
		const sandbox = await openAt({}, { history: [] });
		const run = await searchAcd(sandbox.acd.credential, ALL);
		expect(run.items).toEqual([]);
		expect(hintsOf(run)).toContain(
			"No interactions were found. Check the time range and 'Interaction Types'.",
		);
	});
});

describe('with a limit', () => {
	test('the latest are given, no more windows are read than are needed, and it is said', async () => {
		const sandbox = await openAt();
		const expected = answerTo(sandbox)
			.sort((a, b) => (a.startTime < b.startTime ? 1 : -1))
			.map(({ id }) => id);
		for (const limit of [1, 7, expected.length - 1]) {
			const run = await searchAcd(sandbox.acd.credential, { ...ALL, returnAll: false, limit });
			expect(jsonsOf(run).map(({ id }) => id)).toEqual(expected.slice(0, limit));
			expect(hintsOf(run).join()).toContain("'Limit' was reached");
		}
		const whole = await searchAcd(sandbox.acd.credential, {
			...ALL,
			returnAll: false,
			limit: expected.length,
		});
		expect(whole.items).toHaveLength(expected.length);
		expect(hintsOf(whole).join()).not.toContain("'Limit' was reached");
	});

	test('a summary is cut by contacts, each read whole', async () => {
		const sandbox = await openAt();
		const whole = summaryOf(answerTo(sandbox));
		const run = await searchAcd(sandbox.acd.credential, {
			...ALL,
			output: 'contactSummary',
			returnAll: false,
			limit: 3,
		});
		expect(run.items).toHaveLength(3);
		for (const { contactId, frequency } of jsonsOf(run))
			expect(whole[String(contactId)].frequency).toBe(frequency);
	});
});

test('ranges longer than 30 days are asked for in windows that the service takes', async () => {
	const sandbox = await openAt();
	await searchAcd(sandbox.acd.credential, byDays);
	const asked = questionsOf(sandbox);
	expect(asked.filter(({ query }) => query.top === '1')).toHaveLength(3);
	for (const { query, status } of asked) {
		expect(status).not.toBe(400);
		expect(
			Date.parse(String(query.endDate)) - Date.parse(String(query.startDate)),
		).toBeLessThanOrEqual(30 * DAY_MS);
	}
});
