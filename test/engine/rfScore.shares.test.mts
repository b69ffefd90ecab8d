import { callsOf, hintsOf, score, scoresOf, segmentsOf } from './scoreRuns.mts';

const BY_SHARE = { thresholdsBy: 'share' };

/** Contacts C-0, C-1 and so on with one call each, so many days ago; linear, 0.5 points a day of 50. */
function contacts(days: number[]): object[] {
	return callsOf(Object.fromEntries(days.map((day, n) => [`C-${n}`, [day]])));
}

function countsOf(run: Awaited<ReturnType<typeof score>>): number[] {
	return Object.values(segmentsOf(run)).map((ids) => ids.length);
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const shareHint = (run: Awaited<ReturnType<typeof score>>) =>
	hintsOf(run).find((hint) => hint.includes('high')) ?? '';

describe('thresholds by share', () => {
	it('make the best 10 % high and the next 30 % medium, and say where they begin', async () => {
		const run = await score(contacts(upTo(100).map((n) => n * 0.7)), BY_SHARE);

		expect(countsOf(run)).toEqual([10, 30, 60]);
		expect(segmentsOf(run).high).toEqual(upTo(10).map((n) => `C-${n}`));
		expect(shareHint(run)).toBe(
			'Of 100 contacts with a history, high begins at a score of 49.35 (10 contacts, 10 %), and medium begins at a score of 38.85 (30 contacts, 30 %).',
		);
		expect(Object.keys(scoresOf(run)[0])).not.toContain('segmentReason');
	});

	it('do not look at the score itself', async () => {
		const run = await score(contacts(upTo(100).map((n) => 1_000 + n)), {
			...BY_SHARE,
			recencyDecay: 'halfLife',
		});
		expect(Math.max(...scoresOf(run).map((row) => row.score))).toBeLessThan(40);
		expect(countsOf(run)).toEqual([10, 30, 60]);
	});

	it.each([
		[9, [1, 2, 6]],
		[11, [1, 3, 7]],
		[14, [1, 4, 9]],
		[19, [1, 6, 12]],
		[5, [1, 1, 3]],
		[2, [1, 0, 1]],
		[1, [1, 0, 0]],
	])('round down to a place for %i contacts, but one is high', async (count, expected) => {
		const run = await score(contacts(upTo(count)), BY_SHARE);

		expect(countsOf(run)).toEqual(expected);
		expect(shareHint(run).includes('less than one contact, so the best one is high')).toBe(
			count < 10,
		);
		expect(shareHint(run)).not.toContain('equal scores');
	});

	it('do not lose a place to the rounding of the computer', async () => {
		const highSharePercent = 32.3;
		const mediumSharePercent = 31.8;
		expect((1_000 * highSharePercent) / 100).toBeLessThan(323);
		expect((1_000 * (highSharePercent + mediumSharePercent)) / 100).toBeLessThan(641);
		const run = await score(contacts(upTo(1_000).map((n) => n * 0.05)), {
			...BY_SHARE,
			highSharePercent,
			mediumSharePercent,
		});

		expect(countsOf(run)).toEqual([323, 318, 359]);
	});

	it('keep a tie across the cut of high together in high, at the cost of medium', async () => {
		// 8 contacts above, then 5 that share a score, where 10 have room.
		const days = [...upTo(8), ...Array(5).fill(20), ...upTo(87).map((n) => 30 + n / 2)];
		const run = await score(contacts(days), BY_SHARE);

		expect(countsOf(run)).toEqual([13, 27, 60]);
		expect(segmentsOf(run).high).toEqual(expect.arrayContaining(['C-8', 'C-12']));
		expect(shareHint(run)).toBe(
			'Of 100 contacts with a history, high begins at a score of 42.5 (13 contacts, 13 %), and medium begins at a score of 31 (27 contacts, 27 %). More than the share because of equal scores: high by 3 contacts (medium gives up 3). Whoever is as good as the last one within a share belongs to it, so that nobody waits who is as good as one who is called.',
		);
	});

	it('take nobody in for a tie that ends at the cut', async () => {
		const days = [...upTo(8), 20, 20, ...upTo(90).map((n) => 30 + n / 2)];
		const run = await score(contacts(days), BY_SHARE);

		expect(countsOf(run)).toEqual([10, 30, 60]);
		expect(shareHint(run)).not.toContain('equal scores');
	});

	it('keep a tie across the cut of medium together in medium', async () => {
		const days = [...upTo(35), ...Array(40).fill(40), ...upTo(25).map((n) => 50 + n)];
		const run = await score(contacts(days), BY_SHARE);

		expect(countsOf(run)).toEqual([10, 65, 25]);
		expect(shareHint(run)).toContain(
			' More than the share because of equal scores: high and medium together by 35 contacts. Whoever',
		);
	});

	it('keep together a tie across each of the cuts', async () => {
		// Places 10 and 11 tie, and so do 40 and 41.
		const days = upTo(100).map((n) => (n === 10 || n === 40 ? n - 1 : n) / 2);
		const run = await score(contacts(days), BY_SHARE);

		expect(countsOf(run)).toEqual([11, 30, 59]);
		expect(shareHint(run)).toContain(
			'because of equal scores: high by 1 contact (medium gives up 1), high and medium together by 1 contact. ',
		);
	});

	it.each([
		[20, [20, 20, 60]],
		[40, [40, 0, 60]],
		[45, [45, 0, 55]],
		[100, [100, 0, 0]],
	])('make all of %i of 100 high that share the best score', async (tied, expected) => {
		const others = upTo(100 - tied).map((n) => 10 + n);
		const run = await score(contacts([...Array(tied).fill(3), ...others]), BY_SHARE);

		expect(countsOf(run)).toEqual(expected);
		expect(shareHint(run)).toContain(
			`high by ${tied - 10} contacts (medium gives up ${Math.min(30, tied - 10)}). `,
		);
		expect(shareHint(run).includes('no contact is medium')).toBe(expected[1] === 0);
	});

	it('of 0 % for medium make nobody medium, whatever ties', async () => {
		const days = [...upTo(8), ...Array(5).fill(20), ...upTo(87).map((n) => 30 + n / 2)];
		const run = await score(contacts(days), { ...BY_SHARE, mediumSharePercent: 0 });

		expect(countsOf(run)).toEqual([13, 0, 87]);
		expect(shareHint(run)).toContain('because of equal scores: high by 3 contacts. ');
	});

	it('say both where a share is less than one contact and the best ones tie', async () => {
		const run = await score(contacts([1, 1, 1, 4, 5]), BY_SHARE);

		expect(countsOf(run)).toEqual([3, 0, 2]);
		expect(shareHint(run)).toContain(
			'no contact is medium. 10 % is less than one contact, so the best one is high. More than the share because of equal scores: high by 2 contacts (medium gives up 1). ',
		);
		expect(shareHint(await score(contacts([1, 1]), BY_SHARE))).toContain('high by 1 contact. ');
	});

	it('count scores as equal that differ by the rounding of the computer only', async () => {
		const others = upTo(19).map((n) => 70 + n);
		const run = await score([...callsOf({ A: [3, 3], B: [6, 6, 6] }), ...contacts(others)], {
			...BY_SHARE,
			highSharePercent: 5,
			recencyDecayPerDay: 0.1,
			frequencyPointsPerInteraction: 0.3,
		});

		const [best, second] = scoresOf(run).map((row) => row.score);
		expect(best).not.toBe(second);
		expect(best).toBeCloseTo(second, 9);
		expect(segmentsOf(run).high).toHaveLength(2);
	});

	it('never make a contact without history high or medium, and do not count it', async () => {
		const known = contacts(upTo(20));
		const unknown = upTo(80).map((n) => ({ contactId: `U-${n}` }));
		const run = await score([...unknown, ...known], { ...BY_SHARE, recencyMaxPoints: 0 });
		const { high, medium, low } = segmentsOf(run);

		// The 20 share the best score of all.
		expect(high).toHaveLength(20);
		expect([...high, ...medium].filter((id) => id.startsWith('U'))).toEqual([]);
		expect(low.filter((id) => id.startsWith('U'))).toHaveLength(80);
		const spread = await score([...unknown, ...known], BY_SHARE);
		expect(countsOf(spread)).toEqual([2, 6, 92]);
		const nobody = await score([{ contactId: 'A', startTime: null }], BY_SHARE);
		expect(countsOf(nobody)).toEqual([0, 0, 1]);
		expect(hintsOf(nobody)).toEqual([
			'By share nobody is high or medium: there is no contact with a history to rank.',
		]);
	});

	it('may be 0 and 100', async () => {
		const calls = contacts(upTo(50));
		const shares = async (highSharePercent: number, mediumSharePercent: number) =>
			countsOf(await score(calls, { ...BY_SHARE, highSharePercent, mediumSharePercent }));

		expect(await shares(0, 0)).toEqual([0, 0, 50]);
		expect(await shares(0, 100)).toEqual([0, 50, 0]);
		expect(await shares(100, 0)).toEqual([50, 0, 0]);
		expect(await shares(12.5, 50)).toEqual([6, 25, 19]);
	});

	it('fill three outputs', async () => {
		const run = await score(contacts(upTo(20)), { ...BY_SHARE, splitBySegment: true });

		expect([0, 1, 2].map((output) => scoresOf(run, output).length)).toEqual([2, 6, 12]);
		for (const [output, priority] of ['high', 'medium', 'low'].entries())
			for (const row of scoresOf(run, output)) expect(row.priority).toBe(priority);
		expect(run.node?.outputs[1][0].pairedItem).toEqual({ item: 2 });
	});

	it.each([
		[{ highSharePercent: -1 }, "'High Share %' is not a number from 0 to 100"],
		[{ mediumSharePercent: 101 }, "'Medium Share %' is not a number from 0 to 100"],
		[{ highSharePercent: 71 }, "'High Share %' and 'Medium Share %' are more than 100 together"],
	])('of %j are refused', async (shares, message) => {
		const run = await score(contacts([1]), {
			...BY_SHARE,
			...shares,
			mediumSharePercent: 30,
			...shares,
		});

		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toMatch(/\w{3}/);
	});

	it('do not read the thresholds that they hide, nor thresholds by score the shares', async () => {
		const calls = contacts(upTo(10));
		const byShare = await score(calls, { ...BY_SHARE, highThreshold: 1, mediumThreshold: 2 });
		const byScore = await score(calls, { highSharePercent: -1, mediumSharePercent: 200 });

		expect(countsOf(byShare)).toEqual([1, 3, 6]);
		expect(countsOf(byScore)).toEqual([0, 10, 0]);
	});

	it('and the half-life may be chosen by expressions', async () => {
		const run = await score(contacts(upTo(20).map((n) => n * 10)), {
			thresholdsBy: '={{ "share" }}',
			highSharePercent: '={{ 5 + 15 }}',
			mediumSharePercent: 50,
			recencyDecay: '={{ "halfLife" }}',
			halfLifeDays: '={{ 10 }}',
			restDays: '={{ 0 }}',
		});

		expect(countsOf(run)).toEqual([4, 10, 6]);
		expect(scoresOf(run).map((row) => row.recencyScore)).toEqual(upTo(20).map((n) => 50 / 2 ** n));
	});
});
