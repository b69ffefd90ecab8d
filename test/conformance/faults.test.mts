import type { INodeParameters } from 'n8n-workflow';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { FaultRule, Sandbox } from '../../sandbox/server.mts';
import { IN_YEAR, yearOfCalls, YEAR } from '../engine/searchRuns.mts';
import { jsonsOf, type TestedNodeRun } from '../support/engine.mts';
import { openSandbox } from '../support/withSandbox.mts';
import { families, searchBy, type ConformingFamily } from './families.mts';

const HISTORY = yearOfCalls(12, 120).filter(({ type }) => type === 'voice');
const NOW_MS = Date.parse(YEAR.endTime) + 1_800_000;
/** So small that every query takes pages. */
const PAGE_SIZE = 5;

type Effect = FaultRule['effect'];

/** What passes, and is tried again until it has. */
const PASSING: Array<[string, Effect]> = [
	['a 500', { type: 'status', status: 500 }],
	['a 503 that names a wait', { type: 'status', status: 503, retryAfter: 1 }],
	['a 429', { type: 'status', status: 429 }],
	['a lost connection', { type: 'drop' }],
	['an answer that does not come in time', { type: 'slow', delayMs: 6_000 }],
	['a web page', { type: 'raw', contentType: 'text/html' }],
	['an answer that is cut off', { type: 'raw', sizeBytes: 4_000, cutAfterBytes: 900 }],
	['JSON nested ten thousand deep', { type: 'raw', nestedDepth: 10_000 }],
	[
		'the text of a service that cannot show its data',
		{ type: 'raw', body: 'No known way to render data' },
	],
	['an empty object', { type: 'raw', contentType: 'application/json', body: '{}' }],
];
/** What does not, and ends the run with words that say it. */
const LASTING: Array<[string, Effect, RegExp]> = [
	['401', { type: 'status', status: 401 }, /does not accept the credential/],
	['403', { type: 'status', status: 403 }, /does not allow/],
	['a redirect', { type: 'redirect', location: 'https://elsewhere.example/' }, /with a redirect/],
	['400', { type: 'status', status: 400 }, /refused .* as not valid \(400\)/],
];

beforeAll(() => {
	waiting.scale = 0.01;
});

afterAll(() => {
	waiting.scale = 1;
});

async function open(): Promise<Sandbox> {
	return await openSandbox({ history: HISTORY, now: () => NOW_MS, acd: { hasNoise: true } });
}

async function searchAll(family: ConformingFamily, sandbox: Sandbox): Promise<TestedNodeRun> {
	const parameters: INodeParameters = {
		...IN_YEAR,
		contactSource: 'all',
		options: { ...family.inPagesOf(PAGE_SIZE), timeout: 2_000 },
	};
	return await searchBy(family, sandbox, parameters);
}

function found(run: TestedNodeRun): string[] {
	return jsonsOf(run)
		.map(({ id, contactId }) => `${id} ${contactId}`)
		.sort();
}

describe.each(families)('$authentication', (family) => {
	let undisturbed: string[];

	beforeAll(async () => {
		undisturbed = found(await searchAll(family, await open()));
		expect(undisturbed.length).toBeGreaterThan(80);
	});

	test.each(PASSING.flatMap(([name, effect]) => [0, 1, 9].map((skip) => ({ name, effect, skip }))))(
		'$name at search $skip: nothing lost, nothing twice',
		async ({ effect, skip }) => {
			const sandbox = await open();
			sandbox.faults.add({ call: family.searchCall, skip, effect });
			const run = await searchAll(family, sandbox);
			await sandbox.close();
			expect(run.error).toBeUndefined();
			expect(sandbox.faults.left).toEqual([]);
			expect(found(run)).toEqual(undisturbed);
		},
	);

	test.each(LASTING)(
		'%s for good: an error, and no item of a history that is not whole',
		async (_, effect, message) => {
			const sandbox = await open();
			sandbox.faults.add({ call: family.searchCall, skip: 2, times: Infinity, effect });
			const run = await searchAll(family, sandbox);
			await sandbox.close();
			expect(run.error?.message).toMatch(message);
			expect(run.items).toEqual([]);
		},
	);

	test.each([
		['500', { type: 'status', status: 500 }],
		['a lost connection', { type: 'drop' }],
	] satisfies Array<[string, Effect]>)('%s at the login: it is tried again', async (_, effect) => {
		const sandbox = await open();
		sandbox.faults.add({ call: family.loginCall, effect });
		const run = await searchAll(family, sandbox);
		await sandbox.close();
		expect(run.error).toBeUndefined();
		expect(found(run)).toEqual(undisturbed);
	});
});
