import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { version } from '../../package.json';
import { trackedFiles } from './sourceFiles.mts';

const ROOT = resolve(__dirname, '../..');

/** Texts that work on one machine or network only. Written so that this file does not hold them itself. */
const LOCAL_TEXTS = [
	/(?<![\w.~-])\/(?:work|root)\//,
	/(?<![\w.~-])\/tmp\/n8n/,
	/\bregistry\.[\w-]+\.(?:org|com|net|io|dev)\b/,
	/\b(?:npm\.pkg\.github|pypi)\.(?:com|org)\b/,
];

/** The places where a text file names a machine or a registry, as `file:line: text`. */
function localTextsIn(file: string, content: string): string[] {
	if (content.includes('\0')) return [];
	return content.split('\n').flatMap((line, index) => {
		const found = LOCAL_TEXTS.map((pattern) => pattern.exec(line)?.[0]);
		return found.filter(Boolean).map((text) => `${file}:${index + 1}: ${text}`);
	});
}

test('the newest version in CHANGELOG.md is the one of package.json', () => {
	const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
	expect(/^## \[?(\d+\.\d+\.\d+[^\s\]]*)/m.exec(changelog)?.[1]).toBe(version);
});

const files = trackedFiles();
const testInGit = files === undefined ? test.skip : test;

testInGit('no tracked file names a path of one machine or the host of a package registry', () => {
	const places = files?.flatMap((file) =>
		localTextsIn(file, readFileSync(join(ROOT, file), 'utf8')),
	);
	expect(places).toEqual([]);
});

test.each([
	['/wo', 'rk/main/nodes'],
	['see "/ro', 'ot/.n8n"'],
	['/tm', 'p/n8n-data'],
	['https://regis', 'try.npmjs.org/zod'],
])('such a text is found: %s%s', (start, end) => {
	expect(localTextsIn('a.md', `first line\n${start}${end}`)).toHaveLength(1);
});

test.each(['/home/node/.n8n', './work/in/progress', 'the root/branch', '~/tmp/n8n'])(
	'such a text is let be: %s',
	(text) => {
		expect(localTextsIn('a.md', text)).toEqual([]);
	},
);
