import { UsageError } from '../../sandbox/cliOptions.mts';
import { parseN8nOptions, USAGE } from '../../tools/n8n/options.mts';

const FAULT = { call: 'findLists', effect: { type: 'status', status: 503 } } as const;

test('without anything: the newest n8n, thrown away, with the usual sandbox on any port', () => {
	expect(parseN8nOptions([])).toMatchObject({
		isHelpAsked: false,
		line: '2.41',
		isKept: false,
		isWatched: false,
		sandbox: { faults: [], sandbox: { port: 0, contacts: undefined } },
	});
});

test('the line, its own options and those of the sandbox come in any order', () => {
	const args = ['--watch', '1.123', '--contacts', '50', '--keep', '--fault', JSON.stringify(FAULT)];
	expect(parseN8nOptions([...args, '--port=4011'])).toMatchObject({
		line: '1.123',
		isKept: true,
		isWatched: true,
		sandbox: { faults: [FAULT], sandbox: { port: 4011, contacts: 50 } },
	});
});

test.each([
	[['3.0'], 'No such version: 3.0'],
	[['--kept'], "Unknown option '--kept'"],
	[['--contacts', 'many'], '--contacts many: must be a whole number'],
	[['--fault', '{}'], '--fault {}:'],
])('%j is refused', (args, message) => {
	expect(() => parseN8nOptions(args)).toThrow(UsageError);
	expect(() => parseN8nOptions(args)).toThrow(message);
});

test('the help names every option of its own', () => {
	for (const option of ['--keep', '--watch', '--help']) expect(USAGE).toContain(`  ${option} `);
});
