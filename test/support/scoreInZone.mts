import fc from 'fast-check';

import { scoreContact } from '../../nodes/shared/core/score.ts';
import { parseInstantMs } from '../../nodes/shared/core/time.ts';
import { NOW, scoreRules } from './scoreInputs.mts';

/*
 * Prints the scores of random histories as JSON: `scoreInZone.mts <seed> <runs>`. Run under different time zones of the
 * machine it must print the same; the times are written without a zone and read in those of workflows.
 */

const pad = (number: number, length = 2) => String(number).padStart(length, '0');

const localTime = fc
	.record({
		year: fc.integer({ min: 1971, max: 2037 }),
		month: fc.integer({ min: 1, max: 12 }),
		day: fc.integer({ min: 1, max: 31 }),
		hour: fc.integer({ min: 0, max: 23 }),
		minute: fc.integer({ min: 0, max: 59 }),
		separator: fc.constantFrom('T', ' '),
	})
	.map(
		({ year, month, day, hour, minute, separator }) =>
			`${year}-${pad(month)}-${pad(day)}${separator}${pad(hour)}:${pad(minute)}:00`,
	);
const zone = fc.constantFrom('UTC', 'America/New_York', 'Europe/Vienna', 'Australia/Lord_Howe');

const [seed, runs] = process.argv.slice(2).map(Number);
const samples = fc.sample(fc.tuple(localTime, zone, fc.nat({ max: 50 }), scoreRules), {
	seed,
	numRuns: runs,
});
const scores = samples.map(([text, zoneName, frequency, rules]) => {
	const lastInteractionMs = parseInstantMs(text, zoneName);
	return [text, zoneName, scoreContact('a', { frequency, lastInteractionMs }, NOW, rules)];
});
process.stdout.write(JSON.stringify({ offsetMinutes: new Date(NOW).getTimezoneOffset(), scores }));
