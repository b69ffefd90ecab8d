import type { Sandbox } from '../../sandbox/server.mts';
import { IN_YEAR, yearOfCalls, YEAR } from '../engine/searchRuns.mts';
import { jsonsOf } from '../support/engine.mts';
import { openSandbox } from '../support/withSandbox.mts';
import { families, searchBy, type ConformingFamily } from './families.mts';

const HISTORY = yearOfCalls(12, 200).filter(({ type }) => type === 'voice');
const NOW_MS = Date.parse(YEAR.endTime) + 1_800_000;

async function searchSideBySide(
	family: ConformingFamily,
	sandbox: Sandbox,
	credentials = {},
): Promise<string[]> {
	const run = await searchBy(
		family,
		sandbox,
		{
			...IN_YEAR,
			contactSource: 'all',
			options: { ...family.inPagesOf(10), maxConcurrency: 8 },
		},
		{ credentials },
	);
	expect(run.error).toBeUndefined();
	return jsonsOf(run)
		.map(({ id }) => String(id))
		.sort();
}

function countOf(sandbox: Sandbox, call: string): number {
	return sandbox.requestCounts()[call] ?? 0;
}

describe.each(families)('$authentication', (family) => {
	const open = async () =>
		await openSandbox({ history: HISTORY, now: () => NOW_MS, latencyMs: 20 });

	test.concurrent(
		'one login for a run with eight requests side by side, and for the next',
		async () => {
			const sandbox = await open();
			const credentials = {};
			await searchSideBySide(family, sandbox, credentials);
			await searchSideBySide(family, sandbox, credentials);
			await sandbox.close();
			expect(countOf(sandbox, family.loginCall)).toBe(1);
			expect(countOf(sandbox, family.searchCall)).toBeGreaterThan(20);
		},
	);

	test.concurrent(
		'all tokens expire in the middle: one login more, nothing lost or twice',
		async () => {
			const whole = await open();
			const ids = await searchSideBySide(family, whole);
			await whole.close();
			let answered = 0;
			const sandbox: Sandbox = await openSandbox({
				history: HISTORY,
				now: () => NOW_MS,
				latencyMs: 20,
				onAnswered: ({ call }) => {
					if (call !== family.searchCall) return;
					answered += 1;
					if (answered === 12) sandbox.expireTokens();
				},
			});
			const found = await searchSideBySide(family, sandbox);
			await sandbox.close();
			expect(found).toEqual(ids);
			expect(countOf(sandbox, family.loginCall)).toBe(2);
		},
	);

	test.concurrent('a wrong secret is tried once, and shown nowhere', async () => {
		const sandbox = await open();
		const secret = 'wrong-secret-0123456789';
		const run = await searchBy(
			{
				...family,
				credentialOf: (given) => {
					const values = family.credentialOf(given);
					const name = 'clientSecret' in values ? 'clientSecret' : 'accessKeySecret';
					return { ...values, [name]: secret };
				},
			},
			sandbox,
			{ ...IN_YEAR, contactSource: 'all' },
		);
		await sandbox.close();
		expect(run.error?.message).toBe('CXone does not accept the credential');
		expect(countOf(sandbox, family.loginCall)).toBe(1);
		expect(countOf(sandbox, family.searchCall)).toBe(0);
		expect(JSON.stringify(run)).not.toContain(secret.slice(0, 8) + secret.slice(8) + '"}');
		expect(JSON.stringify([run.error, run.items])).not.toContain(secret);
	});
});
