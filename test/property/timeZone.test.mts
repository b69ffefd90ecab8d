import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { propertySettings } from '../support/property.mts';

const run = promisify(execFile);
const SCRIPT = resolve(__dirname, '../support/scoreInZone.mts');

/** Scores the same random histories on a machine in that zone. */
async function scoreIn(zone: string): Promise<{ offsetMinutes: number; scores: unknown[] }> {
	const { seed, runs } = propertySettings;
	const args = ['--import', 'tsx', SCRIPT, String(seed), String(runs)];
	const env = { ...process.env, TZ: zone };
	const { stdout } = await run(process.execPath, args, { env, maxBuffer: 2 ** 28 });
	return JSON.parse(stdout) as { offsetMinutes: number; scores: unknown[] };
}

test('the time zone of the machine changes no score', async () => {
	const auckland = await scoreIn('Pacific/Auckland');
	const newYork = await scoreIn('America/New_York');

	// The zones did take effect, or the comparison would show nothing.
	expect([auckland.offsetMinutes, newYork.offsetMinutes]).toEqual([-780, 300]);
	expect(auckland.scores).toHaveLength(propertySettings.runs);
	expect(auckland.scores).toEqual(newYork.scores);
});
