import {
	campaign,
	fillLists,
	hintsOf,
	jsonItems,
	jsonsOf,
	moveOn,
	openPublished,
	outcomesOf,
	people,
	phone,
	rangTwice,
	setUpPublished,
	shownTexts,
} from './publishedRuns.mts';
import { daysMs, plain, type PublishedRules, type PublishedTenant } from './publishedTenant.mts';

setUpPublished();

const NAME = 'dynamic_outbound_2026-05-20_segment_high';

/** How often the phones of records that may ring would ring, pressed now. */
function phonesThatRing(tenant: PublishedTenant): string[] {
	return tenant
		.live()
		.flatMap(({ phones }) => phones.map(plain))
		.sort();
}

describe.each<PublishedRules>([{}, { recordTotal: 'exact' }])(
	'records that stay on their first page: %j',
	(rules) => {
		test('nobody is uploaded over what cannot be seen, and what was sent is said', async () => {
			const tenant = await openPublished({ ...rules, records: { most: 10, skips: false } });
			const first = await fillLists(tenant, people(24));
			expect(first.error?.message).toContain(
				`The upload into the calling list '${NAME}' (7001) was sent`,
			);
			expect(first.error?.description).toContain('before you start its skill');
			const again = await fillLists(tenant, people(24));
			expect(again.error?.message).toContain("'Get Records of Calling List' cannot be read");
			expect(phonesThatRing(tenant)).toHaveLength(24);
			expect(rangTwice(tenant.pressStart())).toEqual([]);
		});
	},
);

test('as many records as a page has are all there are, where the list counts no more', async () => {
	const tenant = await openPublished({ records: { most: 10, skips: false } });
	await fillLists(tenant, people(10));
	const again = await fillLists(tenant, people(10));
	expect(again.error).toBeUndefined();
	expect(new Set(Object.values(outcomesOf(again)))).toEqual(new Set(['existing']));
});

describe('records that show no phone', () => {
	const hidden = ['icProspectiveContactDestValue', 'destinations'];
	const contact = (contactId: string, number = 1) =>
		jsonItems({ contactId, tel: phone(number), priority: 'high', score: 1 });

	test('are known by a contact id that is one', async () => {
		const tenant = await openPublished({ hidden });
		await fillLists(tenant, people(2));
		await fillLists(tenant, contact('crm-1', 1), { phoneField: 'tel' });
		expect(rangTwice(tenant.pressStart())).toEqual([]);
	});

	test('under other ids stop the run: nobody can tell whom they ring', async () => {
		const tenant = await openPublished({ hidden });
		await fillLists(tenant, contact('crm-1'), { phoneField: 'tel' });
		const run = await fillLists(tenant, contact('crm-2'), { phoneField: 'tel' });
		expect(run.error?.message).toContain('CXone shows no phone of any record that may ring in');
		expect(shownTexts(run)).not.toContain(phone(1).slice(2));
		expect(rangTwice(tenant.pressStart())).toEqual([]);
	});
});

test.each<[string, PublishedRules]>([
	['none shown', { jobs: 'empty' }],
	['unknown', { jobs: 'unknown' }],
])(
	'an upload that is answered 500, shows late and has no job (%s) leaves no list that rings twice',
	async (_, rules) => {
		const tenant = await openPublished({ ...rules, uploadAnswer: 'error', jobMs: 60_000 });
		const run = await fillLists(tenant, people(6));
		expect(run.error?.message).toContain(
			"It is not known whether 'Upload Records' was carried out",
		);
		expect(run.error?.description).toContain('The list was made inactive.');
		expect(outcomesOf(run)).toEqual({});
		expect(rangTwice(tenant.pressStart())).toEqual([]);
	},
);

test('an upload that was taken without a job id is not sent again, however long it takes', async () => {
	const rules: PublishedRules = { uploadAnswer: 'nothing', jobs: 'empty', jobMs: 90_000 };
	const tenant = await openPublished(rules);
	const run = await fillLists(tenant, people(6));
	expect(new Set(Object.values(outcomesOf(run)))).toEqual(new Set(['accepted']));
	expect(tenant.countOf('POST lists/call-lists/7001/upload')).toBe(1);
});

test('an upload that nobody knows is neither sent again nor taken for refused', async () => {
	const rules: PublishedRules = { jobs: 'unknown', jobMs: 9_000_000 };
	const tenant = await openPublished(rules);
	const run = await fillLists(tenant, people(6), { options: { jobTimeoutMinutes: 2 } });
	expect(run.error?.description).toContain('It may still be on its way');
	expect(outcomesOf(run)).toEqual({});
	expect(tenant.countOf('POST lists/call-lists/7001/upload')).toBe(1);
});

test('lists that vanish once they are inactive are told, and nobody is uploaded', async () => {
	const tenant = await openPublished({ hidesInactive: true });
	await fillLists(tenant, people(4));
	moveOn(daysMs(0.6));
	tenant.pressStart((record) => {
		record.isFinal = true;
		record.disposition = 'Sold';
	});
	moveOn(daysMs(0.5));
	const run = await fillLists(tenant, people(4), { olderLists: 'deactivate' });
	expect(run.error?.message).toContain(`CXone does not show the list '${NAME}' (7001) any more`);
	expect(phonesThatRing(tenant)).toEqual([]);
});

test('an older list that does not show its skill stays while the skill of the run may run', async () => {
	const nameOf = (name: string) => (name === 'skills' ? 'feeds' : name);
	const tenant = await openPublished();
	await fillLists(tenant, people(4));
	tenant.settle();
	tenant.rules = { lacks: /^GET skills$/, nameOf };
	moveOn(daysMs(1.1));
	const [skill] = tenant.skills;
	Object.assign(skill, { isStarted: true, callsUp: 1 });
	const run = await fillLists(tenant, people(4), {
		skill: { __rl: true, mode: 'id', value: '501' },
		olderLists: 'deactivate',
		ifSkillIsRunning: 'upload',
	});
	expect(run.error).toBeUndefined();
	expect(hintsOf(run).join(' ')).toContain('a skill that it feeds runs');
	expect(tenant.lists[0].isActive).toBe(true);
	skill.isStarted = false;
	expect(rangTwice(tenant.pressStart())).toEqual([]);
});

test.each([
	['(201) 555-0100', phone(0), 'US'],
	['12015550100', phone(0), 'GB'],
	['+1 (201) 555-0100', phone(0), 'GB'],
	['4520123456', '+4520123456', 'US'],
	['00442079460123', '+442079460123', 'US'],
	['011442079460123', '+442079460123', 'US'],
	['011442079460123', '+442079460123', 'GB'],
])('a record of %s is the one of %s (%s)', async (kept, e164, defaultCountry) => {
	const tenant = await openPublished();
	await fillLists(tenant, people(1));
	const [record] = tenant.live();
	Object.assign(tenant.lists[0].records[0], {
		...record,
		list: undefined,
		externalId: 'x',
		phones: ['2125550111', kept],
	});
	const items = jsonItems({ contactId: 'crm', tel: e164, priority: 'high', score: 1 });
	const run = await fillLists(tenant, items, { phoneField: 'tel', defaultCountry });
	expect(outcomesOf(run)).toEqual({ crm: 'existing' });
});

test.each<[string, (id: string) => string]>([
	['as they are', (id) => id],
	['without zeros before', (id) => id.replace(/^0+/, '')],
	['on one line', (id) => id.replace(/\s+/g, ' ')],
	['cut', (id) => id.slice(0, 10)],
])('odd contact ids that are kept %s are true and ring once', async (_, keepId) => {
	const tenant = await openPublished({ keepId });
	const ids = [
		'a,b',
		'a"b',
		'a\nb',
		'a\r\nb',
		'007',
		'=cmd|x',
		'ü',
		'__proto__',
		'a long id, one',
		'a long id, two',
	];
	const items = jsonItems(
		...ids.map((contactId, n) => ({ contactId, tel: phone(n), priority: 'high', score: 1 })),
	);
	const first = await fillLists(tenant, items, { phoneField: 'tel' });
	expect(new Set(Object.values(outcomesOf(first)))).toEqual(new Set(['accepted']));
	const again = await fillLists(tenant, items, { phoneField: 'tel' });
	expect(new Set(Object.values(outcomesOf(again)))).toEqual(new Set(['existing']));
	expect(tenant.pressStart()).toHaveLength(ids.length);
});

test('runs that are cut at random requests are finished by running again', async () => {
	let seed = 7;
	const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
	const ways = ['drop', 'dropAfter', 500, 503, 408] as const;
	for (let round = 0; round < 30; round++) {
		let share = 0.25;
		const tenant = await openPublished({
			onCall: () => (random() < share ? ways[Math.floor(random() * ways.length)] : undefined),
			repeated: (['adds', 'updates', 'refused'] as const)[round % 3],
			jobMs: round % 2 === 0 ? 20_000 : 1_000,
			isWrapped: round % 2 === 0,
		});
		await fillLists(tenant, people(9));
		share = 0;
		const run = await fillLists(tenant, people(9));
		expect([round, run.error?.message]).toEqual([round, undefined]);
		expect([round, phonesThatRing(tenant).length]).toEqual([round, 9]);
		expect(rangTwice(tenant.pressStart())).toEqual([]);
	}
}, 120_000);

test.each([1, 5_000])(
	'%i contacts, three runs at once',
	async (count) => {
		const tenant = await openPublished();
		await Promise.all([1, 2, 3].map(async () => await fillLists(tenant, people(count))));
		expect(tenant.pressStart()).toHaveLength(count);
	},
	120_000,
);

const capital = (name: string) => name[0].toUpperCase() + name.slice(1);
const small = (name: string) => name[0].toLowerCase() + name.slice(1);

describe('settings of a skill', () => {
	const launch = async (tenant: PublishedTenant) => {
		await fillLists(tenant, people(3));
		return await campaign(tenant, jsonItems({ listId: '7001', skillId: 501, segment: 'high' }));
	};

	test.each<[string, PublishedRules]>([
		['as text', { isText: true }],
		['wrapped', { isWrapped: true }],
		[
			'with capital names',
			{
				nameOf: capital,
				putSettings: (before, sent) => ({
					...before,
					...Object.fromEntries(Object.entries(sent).map(([name, value]) => [small(name), value])),
				}),
			},
		],
		['that are reset where a PUT leaves them out', { putSettings: (_before, sent) => sent }],
	])('%s are set once, and nothing else', async (_, rules) => {
		const tenant = await openPublished(rules);
		const before = { ...tenant.skills[0].settings };
		const run = await launch(tenant);
		expect(jsonsOf(run)).toMatchObject([{ outcome: 'configured', status: 'stopped' }]);
		await launch(tenant);
		expect(tenant.calls.filter(({ call }) => call.startsWith('PUT'))).toHaveLength(1);
		expect(tenant.skills[0].settings).toEqual({
			...before,
			overrideBusinessUnitAbandonRate: true,
			abandonRateThreshold: 3,
		});
	});

	test('that are bounded are an error that says by what', async () => {
		const tenant = await openPublished({
			putSettings: (before, sent) => ({ ...before, ...sent, abandonRateThreshold: 5 }),
		});
		const run = await launch(tenant);
		expect(run.error?.message).toContain('the abandonment threshold is 5 % and not 3 %');
	});

	test('are checked against a phone with two records before a start, whatever words CXone has', async () => {
		const tenant = await openPublished({ openWord: 'Open', activeWord: 'Ready' });
		await fillLists(tenant, people(3));
		tenant.settle();
		const { records } = tenant.lists[0];
		records.push({ ...records[0], externalId: 'another' });
		const run = await campaign(
			tenant,
			jsonItems({ listId: '7001', skillId: 501, segment: 'high' }),
			{ startDialing: true },
		);
		expect(run.error?.description).toContain('1 phones have more than one record that may ring');
		expect(tenant.skills[0].isStarted).toBe(false);
	});
});

test('one of 2,000 skills is found by its name, and two of a name are none', async () => {
	const tenant = await openPublished();
	for (let n = 0; n < 2_000; n++) tenant.addSkill(10_000 + n, `skill ${n}`);
	tenant.addSkill(99_999, 'dynamic_outbound_high');
	const run = await fillLists(tenant, people(1));
	expect(run.error?.message).toContain("CXone has 2 skills named 'dynamic_outbound_high'");
	const last = { __rl: true, mode: 'name', value: 'skill 1999' };
	expect(outcomesOf(await fillLists(tenant, people(1), { skill: last }))).toEqual({
		[phone(0)]: 'accepted',
	});
});
