import type { Interaction } from '../../../sandbox/server.mts';
import { checkOdd, checkSandbox, fillList, type Odd, type Setting } from './tenantUnderCheck.mts';

const NOW = Date.UTC(2026, 4, 20, 12);
const DAY_MS = 86_400_000;

/** A call of the history, so many days before now. */
function call(id: string, daysAgo: number, changes: object = {}): Interaction {
	return {
		id,
		startTime: new Date(NOW - daysAgo * DAY_MS).toISOString(),
		contactId: `C-00000${id.length}`,
		type: 'voice',
		direction: 'inbound',
		durationSeconds: 60,
		...changes,
	};
}

const withLists = async (api: Parameters<typeof fillList>[0]) => {
	await fillList(api, 'first', 3);
	await fillList(api, 'second', 5);
};

type Row = [setting: Setting, answers: Record<string, string | RegExp>];

/** What a switch of the sandbox makes of the answers. */
const SWITCHES: Record<string, Row> = {
	'nothing switched': [
		{ prepare: withLists },
		{
			'login.host': /^127\.0\.0\.1:\d+ \(status 200\)$/,
			'login.tokenLife': '3600 s (expires_in, number)',
			'login.tenant': /^yes/,
			'login.discovery': /^answers at 127\.0\.0\.1/,
			'login.api': /^127\.0\.0\.1:\d+ \(api_endpoint/,
			'rights.SearchCompletedContacts': /^allowed /,
			'history.reach':
				/^rows between 3\d0 and 3\d0 days ago .*; none in the 30 days before day 3\d0 /,
			'history.noRows': /^empty \(204\)/,
			'history.longRange': /^refused \(400: .*Date Range must be 30 days or less\)/,
			'history.pageCap': /^top=10000 gives \d+, which are all/,
			'history.readable': /^(\d+) of \1 \(no fault\)$/,
			'history.idType': /^as numbers/,
			'history.dialect30': /^newer names/,
			'history.dialect23': /^older names/,
			'history.dialect33': /^newer names/,
			'history.fields': 'yes (8 fields asked for, 8 given)',
			'history.defaultOrder': /^none, neither by contactId nor by start/,
			'history.orderBy': /^holds \(3 pages of/,
			'history.masters': /^yes /,
			'addresses.formats': /^national digits \d+/,
			'addresses.from': /^fromAddress filters, fromAddr is ignored/,
			'addresses.to': /^toAddress filters, toAddr is ignored/,
			'addresses.fromSpellings': /digits with country code not found, national digits found/,
			'addresses.proof': /^holds/,
			'addresses.unknown': /^is ignored/,
			'addresses.mediaType': /^filters/,
			'addresses.skill': /^filters/,
			'numbers.count': /^6, 6 with an address: phone 3/,
			'numbers.sides': /^inbound (\d+) of \1, outbound (\d+) of \2 /,
			'businessUnit.allowPredictiveDialing': /^yes/,
			'businessUnit.enableSkillAbandonRate': /^yes/,
			'skills.count': '9 (all 9 read)',
			'skills.dialing': '3 (all 9 read)',
			'skills.isRunning': /^not seen/,
			'skills.asked': /^Personal Connection/,
			'skills.generalBlock': /^readable, 27 fields/,
			'skills.cpaBlock': /^readable, \d\d fields/,
			'skills.timeZonesBlock': /^readable, 6 fields/,
			'skills.scheduleBlock': /^readable, 22 fields/,
			'skills.retryBlock': /^readable, 12 fields/,
			'skills.generalFields': /^all there \(.*abandonRateThreshold number/,
			'skills.listOrder': /^shown, none set/,
			'lists.count': '2 (all 2 read)',
			'lists.statuses': /^Active 2/,
			'lists.uniqueNames': /^among these, yes/,
			'lists.recordPages': 'yes (top=1 twice gave 1 and 1 records)',
			'lists.recordFields':
				/icProspectiveContactDestValue.*score .*3 records of one list, 3 readable/,
			'lists.jobs': 'allowed (2 jobs on the first page)',
			'lists.attempts': /^empty \(204\)/,
			'dnc.count': '1 (all 1 read)',
			'dnc.scrubbedSkills': '4 (1 groups asked)',
			'traffic.resultSet': /^Get Calling List, Get Records of Calling List /,
			'traffic.totals': /as text in 0 answers/,
			'traffic.limits': /^none/,
			'traffic.latency': /^median \d+ ms, longest \d+ ms/,
			'traffic.statusText': /^always/,
		},
	],
	'a token that lives short, on another port': [
		{ tokenLifeSeconds: 900, acd: { isApiOnOtherPort: true } },
		{ 'login.tokenLife': /^900 s/, 'rights.LookUpSkills': /^allowed/ },
	],
	'rights that lack': [
		{
			acd: { forbiddenCalls: ['businessUnit', 'pointsOfContact', 'completedContacts', 'getSkill'] },
		},
		{
			'rights.GetBusinessUnit': /^forbidden, the role lacks a permission \(403: Forbidden\)/,
			'rights.SearchCompletedContacts': /^forbidden/,
			'rights.GetSkill': /^forbidden/,
			'rights.LookUpSkills': /^allowed/,
			'history.reach': /^no completed contact was seen; the look 0 days ago: forbidden/,
			'businessUnit.allowPredictiveDialing': /^forbidden/,
			'numbers.count': /^forbidden/,
			'skills.asked': /^forbidden/,
		},
	],
	'calls that are absent': [
		{ absentCalls: ['findDncGroups', 'getRetrySettings', 'findCallingLists', 'completedContacts'] },
		{
			'rights.LookUpDNCGroups': /^absent \(404: Not Found\)/,
			'rights.GetScrubbedSkills': /^not asked: the tenant showed no groupId/,
			'rights.SearchCompletedContacts': /^refused \(404/,
			'skills.retryBlock': /^absent/,
			'lists.count': /^absent/,
			'lists.recordFields': /^not asked: the tenant showed no listId/,
			'dnc.count': /^absent/,
		},
	],
	'a tenant without anything': [
		{ contacts: 0, acd: { skills: [] } },
		{
			'history.reach':
				/^no completed contact was seen; none in the 30 days before day 0 \(17 looks/,
			'rights.LookUpSkills': /^empty \(204\)/,
			'rights.LookUpCallingLists': /^empty \(204\)/,
			'rights.GetGeneralSettings': /^not asked: the tenant showed no skillId/,
			'skills.count': '0 (all 0 read)',
			'numbers.sides': /^unknown/,
			'lists.uniqueNames': /^unknown/,
		},
	],
	'newer names from v31 on': [
		{ acd: { dialectFlipsAt: 31 } },
		{
			'history.dialect30': /^older names/,
			'history.dialect23': /^older names/,
			'history.dialect33': /^newer names/,
			'history.readable': /^(\d+) of \1 /,
			'history.fields': /^yes/,
			'addresses.from': /^fromAddress is ignored, fromAddr filters/,
			'addresses.to': /^toAddress is ignored, toAddr filters/,
			'addresses.toSpellings': /national digits found/,
			'addresses.proof': /^holds/,
		},
	],
	'newer names everywhere': [
		{ acd: { dialectFlipsAt: 1 } },
		{ 'history.dialect23': /^newer names/ },
	],
	'wrapped, totals as text': [
		{ prepare: withLists, acd: { wrapsInResultSet: true, isTotalText: true } },
		{
			'traffic.resultSet': /Look Up DNC Groups, Search Completed Contacts, Look Up Calling Lists/,
			'traffic.totals': /as text in [4-9] answers/,
			'history.orderBy': /^holds/,
			'skills.count': /^9 /,
			'dnc.count': /^1 /,
		},
	],
	'all numbers as text': [
		{ acd: { areNumbersText: true } },
		{
			'history.idType': /^as text/,
			'history.readable': /^(\d+) of \1 /,
			'history.orderBy': /^holds/,
			'skills.generalFields': /abandonRateThreshold string/,
			'businessUnit.abandonRateScope': /^a string/,
		},
	],
	'addresses in E.164': [
		{ acd: { addressFormat: 'e164', hasNoise: false } },
		{
			'addresses.formats': /^(?=.*E\.164 \(\+ and digits\) \d+)/,
			'addresses.fromSpellings':
				/^E\.164 \(\+ and digits\) found, digits with country code not found/,
			'addresses.proof': /^holds/,
		},
	],
	'addresses with blanks': [
		{ acd: { addressFormat: 'spaced' } },
		{
			'addresses.formats': /international, with separators \d+/,
			'addresses.fromSpellings': /international, with separators found/,
		},
	],
	'addresses in every form': [
		{ acd: { addressFormat: 'mixed' } },
		{
			'addresses.formats': /^(?=.*E\.164)(?=.*national digits)(?=.*international, with separators)/,
		},
	],
	'a field that v30 lacks': [
		{ acd: { lackedFields: ['agentSeconds'] } },
		{ 'history.fields': /^refused \(400: Invalid fields list\)/ },
	],
	'a business unit that allows nothing': [
		{ acd: { allowPredictiveDialing: false, enableSkillAbandonRate: false } },
		{
			'businessUnit.allowPredictiveDialing': /^no /,
			'businessUnit.enableSkillAbandonRate': /^no /,
		},
	],
	'a skill that runs': [
		{
			acd: {
				skills: [
					{ skillId: 1, skillName: 'by hand', outboundStrategy: 'Manual', isStarted: true },
					{ skillId: 2, skillName: 'dialer', isStarted: true },
				],
				isSkillInArray: true,
			},
		},
		{
			'skills.count': /^2 /,
			'skills.dialing': /^1 /,
			'skills.isRunning': /^yes, for 2/,
			'skills.asked': /^Personal Connection/,
		},
	],
	'skills of another kind alone': [
		{ acd: { skills: [{ skillId: 1, skillName: 'by hand', outboundStrategy: 'Manual' }] } },
		{
			'skills.dialing': /^0 /,
			'skills.asked': /^another kind/,
			'skills.generalBlock': /^refused \(400: InvalidSkillId\)/,
		},
	],
	'many skills': [
		{
			acd: {
				skills: Array.from({ length: 230 }, (_, n) => ({
					skillId: n + 1,
					skillName: `skill ${n}`,
				})),
			},
		},
		{ 'skills.count': '230 (all 230 read)', 'skills.dialing': /^230 / },
	],
	'more skills than are read': [
		{
			acd: {
				skills: Array.from({ length: 620 }, (_, n) => ({
					skillId: n + 1,
					skillName: `skill ${n}`,
				})),
			},
		},
		{ 'skills.count': '620 (the first 500 read)', 'skills.dialing': /^500 / },
	],
	'lists of one name, one of them inactive': [
		{
			acd: { inactiveStatus: 'Deactivated', showsLastCall: false },
			prepare: async (api) => {
				await fillList(api, 'same', 3);
				const id = await fillList(api, 'same', 4);
				await api.delete(`/lists/call-lists/${id}?forceInactive=true`);
			},
		},
		{
			'lists.statuses': /^Active 1, Deactivated 1/,
			'lists.uniqueNames': 'no (2 lists readable by the nodes, 1 names)',
			'lists.recordFields': /\d\d fields in all/,
		},
	],
	'records that do not page': [
		{ acd: { doRecordsPage: false }, prepare: withLists },
		{ 'lists.recordPages': 'no, all come at once (top=1 twice gave 3 and 3 records)' },
	],
	'more records than a page, which do not page': [
		{
			acd: { doRecordsPage: false },
			prepare: async (api) => void (await fillList(api, 'long', 150)),
		},
		{ 'lists.recordPages': 'no, all come at once (top=100 gave 150)' },
	],
	'a few calls, between the looks that double': [
		{ now: () => NOW, history: [call('a', 101), call('bb', 100, { contactId: 'C-000001' })] },
		{
			'history.reach': /^rows between 90 and 120 days ago .*; none in the 30 days before day 120 /,
			'history.orderBy': /^unknown \(too few rows\)/,
			'history.defaultOrder': /^unknown, too few rows/,
			'addresses.from': /^unknown/,
		},
	],
	'a child without its master': [
		{
			now: () => NOW,
			history: [
				call('a', 45),
				...Array.from({ length: 12 }, (_, n) => call('b'.repeat(n + 1), 20)),
				call('c', 10, { master: 'a' }),
				call('d', 9, { master: 'b' }),
			],
		},
		{ 'history.masters': /^no, 1 of 2 children have none among the rows/ },
	],
	'a child whose master lies before the window, on its first day': [
		{
			now: () => NOW,
			history: [
				call('a', 30.1),
				...Array.from({ length: 12 }, (_, n) => call('b'.repeat(n + 1), 20)),
				call('c', 29.9, { master: 'a' }),
			],
		},
		{ 'history.masters': /^yes \(1 children .*; 1 more lack it on the first day/ },
	],
};

describe('the answers follow the tenant', () => {
	test.each(Object.entries(SWITCHES))('%s', async (_, [setting, answers]) => {
		const { answer } = await checkSandbox(setting);
		for (const [id, expected] of Object.entries(answers)) {
			if (typeof expected === 'string') expect([id, answer(id)]).toEqual([id, expected]);
			else expect(`${id}: ${answer(id)}`).toMatch(new RegExp(`^${id}: ${stripped(expected)}`));
		}
	});
});

/** A pattern without its own anchor at the start. */
function stripped({ source }: RegExp): string {
	return source.startsWith('^') ? source.slice(1) : `.*${source}`;
}

const CONTACTS = '/contacts/completed';
const dropping =
	(...names: string[]): Odd['query'] =>
	(query) => {
		for (const name of names) query.delete(name);
	};
const rewriting = (change: (rows: object[]) => unknown): Odd['answer'] => {
	return (path, body) =>
		path.endsWith(CONTACTS)
			? { ...body, completedContacts: change(body.completedContacts as object[]) }
			: body;
};

/** What no switch of the sandbox makes, made by a proxy before it. */
const ODD: Record<string, [odd: Odd, answers: Record<string, RegExp>, setting?: Setting]> = {
	'address filters are ignored under every name': [
		{ query: dropping('fromAddress', 'toAddress') },
		{
			'addresses.from': /^fromAddress is ignored, fromAddr is ignored/,
			'addresses.proof': /^fails for/,
		},
	],
	'an order that is passed over': [
		{ query: dropping('orderBy') },
		{ 'history.orderBy': /^does not hold: not ascending/ },
	],
	'rows in order of contact id by themselves': [
		{ query: (query) => query.set('orderBy', 'contactId') },
		{ 'history.defaultOrder': /^ascending by contactId/ },
	],
	'rows in descending order of start by themselves': [
		{
			query: (query) => {
				if (!query.has('orderBy')) query.set('orderBy', 'contactStartDate desc');
			},
		},
		{ 'history.defaultOrder': /descending by start/ },
	],
	'pages of 20 rows at most': [
		{
			query: (query, path) => {
				if (path.endsWith(CONTACTS) && Number(query.get('top')) > 20) query.set('top', '20');
			},
		},
		{ 'history.pageCap': /^top=10000 gives 20 of \d+/ },
	],
	'a tenant with millions of contacts': [
		{
			answer: (path, body) =>
				path.endsWith(CONTACTS) ? { ...body, totalRecords: 12_345_678 } : body,
		},
		{ 'history.pageCap': /^top=10000 gives \d+ of 12,345,678/ },
	],
	'pages that overlap': [
		{
			query: (query) => {
				const skip = Number(query.get('skip'));
				if (skip > 1) query.set('skip', String(skip - 1));
			},
		},
		{ 'history.orderBy': /^does not hold: .*rows come twice/ },
	],
	'ranges of any length': [
		{
			query: (query) => {
				const startMs = Date.parse(query.get('endDate') ?? '') - 30 * DAY_MS;
				if (query.has('startDate')) query.set('startDate', new Date(startMs).toISOString());
			},
		},
		{ 'history.longRange': /^not refused/ },
	],
	'fields that are passed over': [
		{ query: dropping('fields') },
		{ 'history.fields': /^it is ignored \(8 fields asked for, 58 given\)/ },
	],
	'a filter for media that is passed over': [
		{ query: dropping('mediaTypeId', 'skillId') },
		{ 'addresses.mediaType': /^is ignored/, 'addresses.skill': /^is ignored/ },
	],
	'rows of neither dialect': [
		{
			answer: rewriting((rows) => rows?.map((_, n) => ({ contactId: n + 1, begun: 'today' }))),
		},
		{
			'history.dialect30': /^neither dialect/,
			'history.readable': /^0 of \d+ \(withoutStart \d+\)/,
		},
	],
	'another name for the rows': [
		{ answer: (path, body) => (path.endsWith(CONTACTS) ? { total: 1, contactRows: [] } : body) },
		{
			'rights.SearchCompletedContacts':
				/^allowed, but the answer is not as expected \(200, fields: contactRows, total\)/,
		},
	],
	'headers that tell of limits': [
		{ headers: { 'X-RateLimit-Remaining': '3' } },
		{ 'traffic.limits': /headers of limits: x_ratelimit_remaining/ },
	],
	'an order by score': [
		{
			answer: (path, body) =>
				path.endsWith('/parameters')
					? { ...body, listManagementSettings: { listOrderingOptions: [{ orderType: 'Score' }] } }
					: body,
		},
		{ 'skills.listOrder': /^shown, 1 set, by score: yes/ },
	],
	'points of contact that are others': [
		{
			answer: (path, body) =>
				path.endsWith('/points-of-contact')
					? { pointsOfContact: [{ contactAddress: '2125550111' }] }
					: body,
		},
		{ 'numbers.count': /^1, 1 with an address: phone 1/, 'numbers.sides': /^inbound 0 of \d+/ },
	],
};

describe('the answers follow a tenant that is odd', () => {
	test.each(Object.entries(ODD))('%s', async (_, [odd, answers, setting]) => {
		const { answer } = await checkOdd(odd, setting);
		for (const [id, expected] of Object.entries(answers))
			expect(`${id}: ${answer(id)}`).toMatch(new RegExp(`^${id}: ${stripped(expected)}`));
	});
});

describe('faults on the way', () => {
	test.each([
		[true, /^[1-9]\d*, Retry-After always/],
		[false, /^[1-9]\d*, Retry-After never/],
	])('rate limits are waited for, Retry-After named: %s', async (doesNameRetryAfter, expected) => {
		const { answer, waitsMs, report } = await checkSandbox({
			requestsPerSecond: 30,
			waitScale: doesNameRetryAfter ? 1 : 0.6,
			acd: { doesNameRetryAfter },
		});
		expect(answer('traffic.limits')).toMatch(expected);
		expect(new Set(waitsMs)).toEqual(new Set([doesNameRetryAfter ? 1_000 : 2_000]));
		expect(report.findings.some(({ answer: text }) => text.includes('429'))).toBe(false);
	});

	test('a limit that stays is an answer', async () => {
		const { answer, waitsMs } = await checkSandbox({
			prepare: async (_, { faults }) => {
				faults.add({
					call: 'timeZones',
					times: Infinity,
					effect: { type: 'status', status: 429 },
				});
			},
		});
		expect(answer('rights.GetTimeZones')).toMatch(/^refused \(429/);
		expect(waitsMs).toEqual([2_000, 6_000]);
	});

	test('a service in trouble is an answer, and so is silence, after which nothing more is asked', async () => {
		const { answer, sandbox } = await checkSandbox({
			prepare: async (_, { faults }) => {
				faults.add({ call: 'businessUnit', effect: { type: 'status', status: 503 } });
				faults.add({ call: 'pointsOfContact', times: Infinity, effect: { type: 'drop' } });
				faults.add({ call: 'getSkill', times: Infinity, effect: { type: 'drop' } });
				for (const call of ['skillActivity', 'skillAgents'] as const)
					faults.add({ call, times: Infinity, effect: { type: 'drop' } });
			},
		});
		expect(answer('rights.GetBusinessUnit')).toMatch(/^refused \(503/);
		expect(answer('rights.GetPointsofContact')).toMatch(/^no answer \(ECONNRESET\)/);
		expect(answer('rights.GetActivityofSkill')).toMatch(/^no answer/);
		expect(answer('rights.GetSummaryofSkill')).toMatch(/^not asked: CXone does not answer/);
		expect(answer('dnc.count')).toMatch(/^1 /);
		expect(sandbox.requestCounts()).not.toHaveProperty('skillSummary');
	});

	test('a page that is too large is asked for smaller', async () => {
		const { answer } = await checkOdd({
			query: (query) => {
				if (Number(query.get('top')) > 1_000) query.set('top', 'too many');
			},
		});
		expect(answer('history.pageCap')).toMatch(
			/^top=10000 refused \(400: Invalid top\); top=1000 gives \d+/,
		);
		expect(answer('addresses.from')).toMatch(/^fromAddress filters/);
	});
});
