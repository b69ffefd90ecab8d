import { looksAfterCreate, lookWaits } from '../../nodes/shared/core/createLook.ts';

const LIST = { usualMs: 5_000, slowMs: 30_000 };
const CAMPAIGN = { usualMs: 30_000, slowMs: 30_000 };

/** What the contract asks for (3.1): seconds that a list and a campaign are looked for. */
const TABLE: Array<[kind: string, status: number | undefined, list: number, campaign: number]> = [
	['timeout', undefined, 30, 30],
	['lost', undefined, 5, 30],
	['unusable', 200, 5, 30],
	['unusable', 201, 5, 30],
	...[500, 503].map((status): (typeof TABLE)[number] => ['status', status, 5, 30]),
	...[408, 502, 504, 520, 521, 522, 523, 524].map((status): (typeof TABLE)[number] => [
		'status',
		status,
		30,
		30,
	]),
];

test.each(TABLE)('after %s %s a list is looked for %d s, a campaign %d s', (...row) => {
	const [kind, status, listSeconds, campaignSeconds] = row;
	const failed = { kind, status, isRefused: false };
	const sum = (waits: number[]) => waits.reduce((total, waitMs) => total + waitMs, 0) / 1_000;
	expect(sum(looksAfterCreate(failed, LIST))).toBe(listSeconds);
	expect(sum(looksAfterCreate(failed, CAMPAIGN))).toBe(campaignSeconds);
});

test.each([LIST, CAMPAIGN])('after a refusal there is one look', (times) => {
	expect(looksAfterCreate({ kind: 'status', status: 429, isRefused: true }, times)).toEqual([500]);
});

test.each([
	[0, []],
	[400, [400]],
	[5_000, [500, 1_500, 3_000]],
	[12_000, [500, 1_500, 3_000, 5_000, 2_000]],
	[30_000, [500, 1_500, 3_000, 5_000, 5_000, 5_000, 5_000, 5_000]],
])('looks that go on for %d ms', (totalMs, waits) => {
	expect(lookWaits(totalMs)).toEqual(waits);
});
