import { sourceFilesUnder, textOf, undocumentedExportsOf } from './sourceFiles.mts';

const MAX_LINES = 250;

test('everything that nodes/shared exports has a docstring', () => {
	const files = sourceFilesUnder('nodes/shared');
	expect(files.length).toBeGreaterThan(10);
	expect(files.flatMap((file) => undocumentedExportsOf(file, textOf(file)))).toEqual([]);
});

test('an export without a docstring is found', () => {
	const text =
		'/** Said. */\nexport const a = 1;\n// Not said.\nexport const b = 2;\nconst c = 3;\n';
	const more = 'export function f() {}\nexport interface I {}\nexport class K {}\n';
	expect(undocumentedExportsOf('x.ts', text + more)).toEqual(
		['b', 'f', 'I', 'K'].map((name) => `x.ts: ${name}`),
	);
});

test(`no file in nodes/ has more than ${MAX_LINES} lines`, () => {
	const lineCounts = sourceFilesUnder('nodes').map(
		(file) => [file, textOf(file).trimEnd().split('\n').length] as const,
	);
	expect(lineCounts.filter(([, lines]) => lines > MAX_LINES)).toEqual([]);
});
