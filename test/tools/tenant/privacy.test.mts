import { Report } from '../../../tools/tenant/report.mts';
import { fieldNames, SafeText } from '../../../tools/tenant/safeText.mts';
import { checkOdd, checkSandbox, fillList } from './tenantUnderCheck.mts';

const SKILL = 'Zebra Fish';
const LIST = 'Velvet Otters';

describe('the report holds nothing of the tenant but numbers and names of fields', () => {
	test('no address, id, name, key or token, though all of them were read', async () => {
		const { text, sandbox } = await checkSandbox({
			acd: {
				skills: [
					{ skillId: 4001, skillName: SKILL, isStarted: true },
					{ skillId: 71_233, skillName: 'Amber Moth' },
				],
			},
			prepare: async (api, { state }) => {
				await fillList(api, LIST, 2);
				state.dncGroups[0].dncGroupName = 'Quiet Walrus';
			},
		});
		const contacts = sandbox.acd.contacts();
		const phones = contacts.flatMap(({ from, to }) => [from, to]);
		const long = phones.filter((address) => address.length >= 7);
		expect(long.length).toBeGreaterThan(100);
		const { accessKeyId, accessKeySecret } = sandbox.acd.credential;
		const forbidden = [
			...new Set(long),
			...contacts.map(({ contactId }) => String(contactId)),
			...[SKILL, LIST, 'Amber Moth', 'Quiet Walrus', 'Agent 1', 'Cleo', 'Main line', 'Sandbox'],
			...['id-0', '2125552000', '71233', '30001', accessKeyId, accessKeySecret, 'eyJ'],
			...['11eb5a4d', '4590001', '@'],
		];
		expect(forbidden.filter((one) => text.includes(one))).toEqual([]);
	});

	test("nor do the service's own words bring it in", async () => {
		const words = `Skill ${SKILL} of 'Jane Doe', (312) 555-0100, jane@example.test is not there`;
		const { answer, text } = await checkOdd(
			{ headers: { icStatusDescription: words } },
			{
				acd: {
					forbiddenCalls: ['skillActivity'],
					skills: [{ skillId: 4001, skillName: SKILL }],
				},
			},
		);
		expect(answer('rights.GetActivityofSkill')).toMatch(/\(403: Skill … of …, …, … is not there\)/);
		for (const one of [SKILL, 'Jane', '555-0100', 'example.test']) expect(text).not.toContain(one);
	});
});

describe('texts are made safe', () => {
	test.each([
		['Invalid DateRange - Date Range must be 30 days or less', true],
		['Range of Otter is wrong', false],
		['OtterRange is wrong', true],
	])('names that were read are hidden where they stand alone: %s', (words, isKept) => {
		const answer = { skills: [{ skillName: 'Otter', skillId: 1, mediaTypeName: 'Range' }] };
		for (const isLearnedFirst of [true, false]) {
			const safe = new SafeText();
			if (isLearnedFirst) safe.learn(answer);
			const given = safe.ofServer(words) ?? '';
			safe.learn(answer);
			expect(safe.shown(given) === words).toBe(isKept);
		}
	});

	test.each([
		['the key', 'KEY-17'],
		['a number of a phone', '3125550100'],
		['a mail address', 'a@b.test'],
	])('a finding with %s is left out, and that is said', (_, value) => {
		const safe = new SafeText();
		safe.addSecret('KEY-17');
		const report = new Report(safe);
		report.add('login.a', 'Question', `it is ${value}`, 'found');
		report.add('login.b', 'Question', 'good', 'found', { deep: [value] });
		report.add('login.c', 'Question', '1,234,567 rows', 'found', { rows: 1_234_567 });
		report.add('login.d', 'Question', 'good', 'found', { [value]: 1 });
		expect(JSON.stringify([report.lines(), report.findings])).not.toContain(value);
		expect(report.findings.map(({ answer }) => answer)).toEqual([
			'left out',
			'left out',
			'1,234,567 rows',
			'left out',
		]);
	});

	test('names of fields that are data are left out', () => {
		expect(fieldNames(['skillId', '3125550100', 'Jane Doe', 'a_b', 'skillId'])).toEqual([
			'a_b',
			'skillId',
		]);
	});
});
