import { readdirSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';

import { importsOf } from './sourceFiles.mts';

const ROOT = resolve(__dirname, '../..');

/** The neutral files that bring the two API families together. */
const MEETING_POINTS = new Set(
	['calls', 'cliOptions', 'control', 'sandbox', 'server'].map((name) => `sandbox/${name}.mts`),
);

const files = readdirSync(join(ROOT, 'sandbox'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));

function familyOf(path: string): string | undefined {
	return /^sandbox\/(rest|acd)\//.exec(path)?.[1];
}

/** Why an import breaks the rules, or undefined when it keeps them. */
function complaintAbout(file: string, imported: string): string | undefined {
	if (!imported.startsWith('.')) return undefined;
	const target = posix.join(posix.dirname(file), imported);
	const family = familyOf(target);
	const isAllowed = family === undefined || family === familyOf(file) || MEETING_POINTS.has(file);
	return isAllowed ? undefined : `${file} uses ${target}`;
}

test('the families of the sandbox do not use each other, and what is neutral uses none', () => {
	expect(new Set(files.map(familyOf))).toEqual(new Set([undefined, 'rest', 'acd']));
	const complaints = files.flatMap((file) =>
		importsOf(file).map((imported) => complaintAbout(file, imported)),
	);
	expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
});

test.each([
	['sandbox/rest/lists.mts', '../acd/skills.mts'],
	['sandbox/acd/skills.mts', '../rest/lists.mts'],
	['sandbox/store.mts', './acd/skills.mts'],
])('an import is refused: %s of %s', (file, imported) => {
	expect(complaintAbout(file, imported)).toContain(file);
});
