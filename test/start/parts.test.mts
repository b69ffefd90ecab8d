import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expectCampaigns, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { Progress } from '../../tools/start/progress.mts';
import {
	parseContactFile,
	readContactIds,
	readTarget,
	SettingsError,
} from '../../tools/start/settings.mts';
import { paletteFor, countOf, tableLines } from '../../tools/start/text.mts';

const TENANT = {
	CXONE_TENANT_URL: 'https://tenant.example',
	CXONE_CLIENT_ID: 'client',
	CXONE_CLIENT_SECRET: 'hush',
};
const KEY = { CXONE_ACCESS_KEY_ID: 'key', CXONE_ACCESS_KEY_SECRET: 'hush' };

describe('the target', () => {
	test('is the sandbox without variables, or with empty ones', async () => {
		expect(await readTarget({})).toEqual({ kind: 'sandbox' });
		expect(await readTarget({ CXONE_TENANT_URL: ' ', CXONE_LAUNCH: '' })).toEqual({
			kind: 'sandbox',
		});
	});

	test('is the tenant that is named, as a dry run for everyone', async () => {
		expect(await readTarget(TENANT)).toEqual({
			kind: 'tenant',
			authentication: 'oAuth2',
			credential: { tenantUrl: 'https://tenant.example', clientId: 'client', clientSecret: 'hush' },
			isLaunch: false,
			contactIds: undefined,
		});
	});

	test('takes a launch and a list of contacts', async () => {
		const more = { CXONE_LAUNCH: 'yes', CXONE_CONTACTS: 'a, b\nc  a' };
		expect(await readTarget({ ...TENANT, ...more })).toMatchObject({
			isLaunch: true,
			contactIds: ['a', 'b', 'c'],
		});
	});

	test.each([
		[{}, { environment: 'commercial' }],
		[{ CXONE_ENVIRONMENT: 'commercial' }, { environment: 'commercial' }],
		[{ CXONE_ENVIRONMENT: 'fedRamp' }, { environment: 'fedRamp' }],
		[
			{ CXONE_LOGIN_URL: 'https://login.example', CXONE_ENVIRONMENT: ' ' },
			{ environment: 'custom', loginUrl: 'https://login.example' },
		],
	])('is the tenant of an access key with %j, as a dry run', async (more, cloud) => {
		expect(await readTarget({ ...KEY, ...more, CXONE_CONTACTS: '+12125550101' })).toEqual({
			kind: 'tenant',
			authentication: 'accessKey',
			credential: { accessKeyId: 'key', accessKeySecret: 'hush', ...cloud },
			isLaunch: false,
			contactIds: ['+12125550101'],
		});
	});

	test.each([
		[
			{ ...TENANT, ...KEY },
			'leave out CXONE_TENANT_URL, CXONE_CLIENT_ID, CXONE_CLIENT_SECRET, or CXONE_ACCESS_KEY_ID, CXONE_ACCESS_KEY_SECRET',
		],
		[
			{ CXONE_CLIENT_ID: 'x', CXONE_ACCESS_KEY_ID: 'x' },
			'leave out CXONE_CLIENT_ID, or CXONE_ACCESS_KEY_ID',
		],
		[{ ...TENANT, CXONE_LOGIN_URL: 'x' }, ', or CXONE_LOGIN_URL'],
		[{ ...TENANT, CXONE_ENVIRONMENT: 'x' }, ', or CXONE_ENVIRONMENT'],
		[{ CXONE_ACCESS_KEY_ID: 'x' }, /^Not set: CXONE_ACCESS_KEY_SECRET$/],
		[{ CXONE_ACCESS_KEY_SECRET: 'x', CXONE_CONTACTS: 'a' }, /^Not set: CXONE_ACCESS_KEY_ID$/],
		[
			{ CXONE_LOGIN_URL: 'x' },
			/^CXONE_LOGIN_URL needs an access key\. Not set: CXONE_ACCESS_KEY_ID, CXONE_ACCESS_KEY_SECRET$/,
		],
		[{ CXONE_LAUNCH: 'yes', CXONE_CONTACTS: 'a' }, 'CXONE_LAUNCH and CXONE_CONTACTS need a tenant'],
		[{ ...KEY, CXONE_LAUNCH: 'yes' }, 'CXONE_LAUNCH cannot be followed with CXONE_ACCESS_KEY_ID'],
		[{ ...KEY, CXONE_ENVIRONMENT: 'custom' }, 'CXONE_ENVIRONMENT is "custom": set it to'],
		[
			{ ...KEY, CXONE_LOGIN_URL: 'x', CXONE_ENVIRONMENT: 'commercial' },
			'CXONE_LOGIN_URL and CXONE_ENVIRONMENT are both set',
		],
		[{ ...TENANT, CXONE_CLIENT_SECRET: '' }, 'Not set: CXONE_CLIENT_SECRET'],
		[{ CXONE_CLIENT_ID: 'x' }, 'Not set: CXONE_TENANT_URL, CXONE_CLIENT_SECRET'],
		[{ CXONE_LAUNCH: 'yes' }, 'CXONE_LAUNCH needs a tenant. Not set: CXONE_TENANT_URL,'],
		[{ ...TENANT, CXONE_LAUNCH: 'true' }, 'CXONE_LAUNCH is "true": set it to yes'],
		[{ ...TENANT, CXONE_CONTACTS: 'absent.csv' }, 'a file that is not there: absent.csv'],
		[{ ...TENANT, CXONE_CONTACTS: ', ,' }, 'CXONE_CONTACTS holds no contact ID'],
	])('%j is refused by name', async (environment, message) => {
		const refusal = readTarget(environment);
		await expect(refusal).rejects.toThrow(SettingsError);
		await expect(refusal).rejects.toThrow(message);
		await expect(refusal).rejects.not.toThrow('hush');
	});
});

describe('a file of contacts', () => {
	test.each([
		['a\nb\n\na\n', ['a', 'b']],
		['\uFEFFcontactId\r\na\r\nb', ['a', 'b']],
		['name,Contact_ID,city\n"Doe, ""J.""",a,Rome\nRoe,"b",\n,,\n', ['a', 'b']],
		['a,ignored\nb', ['a', 'b']],
		['', []],
	])('%j', (text, ids) => {
		expect(parseContactFile(text)).toEqual(ids);
	});

	test('with quotes that do not match is refused, naming file and line', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-contacts-'));
		try {
			const file = join(folder, 'ids.csv');
			writeFileSync(file, 'id\na\n"b\nc\n');
			const refusal = readContactIds(file);
			await expect(refusal).rejects.toThrow(SettingsError);
			await expect(refusal).rejects.toThrow(`${file}, line 3: quotes do not match`);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test('is read', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-contacts-'));
		try {
			const file = join(folder, 'ids.txt');
			writeFileSync(file, '00017\n__proto__\n');
			expect(await readContactIds(file)).toEqual(['00017', '__proto__']);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

describe('the independent calculation, against numbers by hand', () => {
	const atMs = Date.parse('2026-03-11T00:00:00Z');

	test.each([
		['2026-03-11T00:00:00Z', 1, 52.5, 'medium'],
		['2026-03-01T00:00:00Z', 10, 70, 'high'],
		['2026-03-01T00:00:00Z', 30, 95, 'high'],
		['2026-01-30T00:00:00Z', 4, 40, 'medium'],
		['2026-01-29T00:00:00Z', 4, 39.5, 'low'],
		['2025-11-01T00:00:00Z', 2, 5, 'low'],
		['2026-04-11T00:00:00Z', 1, 52.5, 'medium'],
	])('last call %s, %i calls', (lastCall, calls, score, segment) => {
		const given = scoreAt({ calls, lastCallMs: Date.parse(lastCall) }, atMs);
		expect(given).toBeCloseTo(score, 9);
		expect(segmentOf(given)).toBe(segment);
	});

	test.each([
		['2026-06-01T00:00:00Z', '2026-06-01', '2026-06-01T07:00:00.000Z', '2026-06-01T15:00:00.000Z'],
		['2026-06-01T07:00:00Z', '2026-06-02', '2026-06-02T07:00:00.000Z', '2026-06-02T15:00:00.000Z'],
		// The clock is put forward in the night to 29 March.
		['2026-03-28T12:00:00Z', '2026-03-29', '2026-03-29T07:00:00.000Z', '2026-03-29T15:00:00.000Z'],
	])('a run at %s dials on %s', (at, day, startTime, endTime) => {
		expect(expectCampaigns(Date.parse(at), 'Europe/Vienna')).toEqual([
			{
				name: `dynamic_outbound_campaign_high_${day}`,
				segment: 'high',
				abandonThreshold: 3,
				startTime,
				endTime,
			},
			{
				name: `dynamic_outbound_campaign_medium_${day}`,
				segment: 'medium',
				abandonThreshold: 5,
				startTime,
				endTime,
			},
			{
				name: `dynamic_outbound_campaign_low_${day}`,
				segment: 'low',
				abandonThreshold: 8,
				startTime,
				endTime,
			},
		]);
	});
});

describe('what is shown', () => {
	test('has colours on a terminal, unless NO_COLOR is set', () => {
		expect(paletteFor(true, {}).bad('x')).toBe('\u001b[31mx\u001b[39m');
		expect(paletteFor(true, { NO_COLOR: '' }).bad('x')).toBe('\u001b[31mx\u001b[39m');
		expect(paletteFor(true, { NO_COLOR: '1' }).bad('x')).toBe('x');
		expect(paletteFor(false, {}).bad('x')).toBe('x');
	});

	test('has counts and columns', () => {
		expect([countOf(0, 'list'), countOf(1, 'list'), countOf(1_234, 'list')]).toEqual([
			'0 lists',
			'1 list',
			'1,234 lists',
		]);
		expect(
			tableLines(
				[
					['a', 'n'],
					['bb', '10', 'x'],
					['c', '9', ''],
				],
				[1],
			),
		).toEqual(['  a    n', '  bb  10  x', '  c    9']);
	});
});

describe('progress', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	/** Runs two nodes, the second failing, for these milliseconds each. */
	function show(isTTY: boolean, durationMs: number): string {
		const written: string[] = [];
		let requests = 0;
		const screen = { isTTY, write: (text: string) => written.push(text) };
		const progress = new Progress(screen, paletteFor(false, {}), () => requests, 6);
		progress.finished('Start', 1, false);
		progress.started('Search');
		requests = 3;
		jest.advanceTimersByTime(durationMs);
		progress.finished('Search', 12_000, false);
		progress.started('Score');
		progress.finished('Score', 0, true);
		progress.close();
		jest.advanceTimersByTime(durationMs);
		return written.join('');
	}

	test('is plain lines where no terminal is, with a note every 10 s', () => {
		expect(show(false, 25_000).split('\n')).toEqual([
			'✔ Start          1 item       0 requests    0.0 s',
			'  Search … 3 requests, 10.0 s',
			'  Search … 3 requests, 20.0 s',
			'✔ Search   12,000 items       3 requests   25.0 s',
			'✘ Score          failed       0 requests    0.0 s',
			'',
		]);
	});

	test('is a line that is rewritten on a terminal', () => {
		const text = show(true, 1_000);
		const live = text.split('\r\u001b[2K').filter((line) => line.includes(' Search … '));
		expect(live).toHaveLength(11);
		expect(live[0]).toBe('⠋ Search … 0 requests, 0.0 s');
		expect(live[10]).toMatch(/^. Search … 3 requests, 1\.0 s$/);
		expect(text.endsWith('\r\u001b[2K')).toBe(true);
	});
});
