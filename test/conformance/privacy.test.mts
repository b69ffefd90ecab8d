import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { FaultRule } from '../../sandbox/server.mts';
import { IN_YEAR, yearOfCalls, YEAR } from '../engine/searchRuns.mts';
import { recordLogs } from '../faults/privacy.mts';
import { jsonItems } from '../support/engine.mts';
import { openSandbox } from '../support/withSandbox.mts';
import { families, searchBy } from './families.mts';

const HISTORY = yearOfCalls(5, 60).filter(({ type }) => type === 'voice');
const NOW_MS = Date.parse(YEAR.endTime) + 1_800_000;
const [{ contactId: CONTACT }] = HISTORY;

beforeAll(() => {
	waiting.scale = 0.01;
});

afterAll(() => {
	waiting.scale = 1;
});

describe.each(families)('$authentication', (family) => {
	test.each([
		['a 400 that repeats all that it was told', 400],
		['a 403', 403],
		['a 500', 500],
		['a 200 that is no answer', 200],
	])('%s shows no number, token or secret', async (_, status) => {
		const sandbox = await openSandbox({ history: HISTORY, now: () => NOW_MS });
		const phone = sandbox.phoneOf(CONTACT);
		const secrets = family.secretsOf(sandbox);
		const told = `Contact ${phone} (${phone.slice(2)}) by ${secrets.join(' ')} is wrong`;
		const effect: FaultRule['effect'] = {
			type: 'raw',
			status,
			contentType: 'application/json',
			headers: { icStatusDescription: told },
			body: JSON.stringify({ error: told, message: told }),
		};
		sandbox.faults.add({ call: family.searchCall, times: Infinity, effect });
		const lines: string[] = [];
		const logs = await recordLogs();
		const run = await logs.during(
			lines,
			async () =>
				await searchBy(
					family,
					sandbox,
					{ ...IN_YEAR },
					{ items: jsonItems({ contactId: phone }), onError: 'continueErrorOutput' },
				),
		);
		await sandbox.close();
		expect(run.errorItems).toHaveLength(1);
		const { json } = run.errorItems[0];
		const shown = JSON.stringify([json.error, json.message, run.error, run.node?.hints, lines]);
		for (const text of [phone, phone.slice(1), phone.slice(2), ...secrets])
			expect(shown).not.toContain(text);
		jest.restoreAllMocks();
	});
});
