import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { e2eFiles, filesAskedFor, needsOf, type Need } from '../../tools/n8n/e2eNeeds.mts';

const ROOT = resolve(__dirname, '../..');

/** What in a file shows that it needs something. */
const SIGNS: Array<[Need, RegExp]> = [
	['every n8n', /\bN8N_LINE_NAMES\b/],
	['Chromium', /\bopenEditor\(/],
	['Redis and PostgreSQL', /\bstartCluster\(/],
];

test.each(e2eFiles())('%s says what it needs', (file) => {
	const text = readFileSync(join(ROOT, file), 'utf8');
	const needs = needsOf(file);
	for (const [need, sign] of SIGNS)
		expect([need, needs.includes(need)]).toEqual([need, sign.test(text)]);
	// No end-to-end test does without n8n.
	expect(needs.filter((need) => need.endsWith('n8n'))).toHaveLength(1);
});

test.each([
	[['test/e2e/token.test.mts'], ['test/e2e/token.test.mts']],
	[['queue', '-t', 'a race'], ['test/e2e/queue.test.mts']],
	[['--verbose'], e2eFiles()],
	[[], e2eFiles()],
])('jest with %j runs %j', (given, files) => {
	expect(filesAskedFor(given)).toEqual(files);
});
