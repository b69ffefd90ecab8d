import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import type { SearchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';

const ROOT = resolve(__dirname, '../..');

interface Outcome {
	machineOffsetMinutes: number;
	output: { results: Array<{ error?: string; rows: unknown[][] }>; asked: SearchRequest[] };
}

/** What `timesInZone.mts` prints on a machine in that zone. */
async function runIn(TZ: string): Promise<Outcome> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--import', 'tsx', join(__dirname, 'timesInZone.mts')],
		{ cwd: ROOT, env: { ...process.env, TZ } },
	);
	return JSON.parse(stdout) as Outcome;
}

test('scores and searches do not depend on the time zone of the machine', async () => {
	const auckland = await runIn('Pacific/Auckland');
	const losAngeles = await runIn('America/Los_Angeles');

	expect(auckland.machineOffsetMinutes).toBe(-780);
	expect(losAngeles.machineOffsetMinutes).toBe(480);
	expect(losAngeles.output).toEqual(auckland.output);
	const { results, asked } = auckland.output;
	expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
	expect(results.map(({ rows }) => rows[0].length)).toEqual([8, 0, 8, 0]);
	// In Vienna, then in New York: times without zone differ, and items that name one instant are asked together.
	expect(asked.map(({ filters: { startTime, contactIds } }) => [startTime, contactIds])).toEqual([
		['2026-03-28T23:30:00.000Z', ['C-0']],
		['2026-03-28T23:00:00.000Z', ['C-1', 'C-5', 'C-6', 'C-7']],
		['2026-03-08T02:30:00.000Z', ['C-2']],
		['2026-03-29T00:30:00.000Z', ['C-3']],
		['2026-03-29T04:30:00.000Z', ['C-4']],
		['2026-03-29T04:30:00.000Z', ['C-0', 'C-4']],
		['2026-03-29T04:00:00.000Z', ['C-1']],
		['2026-03-08T07:30:00.000Z', ['C-2']],
		['2026-03-29T00:30:00.000Z', ['C-3']],
		['2026-03-28T23:00:00.000Z', ['C-5', 'C-6', 'C-7']],
	]);
	expect(results[2].rows).not.toEqual(results[0].rows);
}, 90_000);
