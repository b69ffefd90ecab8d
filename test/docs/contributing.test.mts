import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import packageJson from '../../package.json';
import { trackedFiles } from '../structure/sourceFiles.mts';
import { deadLinks, readDocument, tableRows } from './markdown.mts';

const ROOT = resolve(__dirname, '../..');
const CONTRIBUTING = readDocument('CONTRIBUTING.md');
/** Of n8n's and npm's own life, not for a contributor. */
const NOT_COMMANDS = ['engines', 'setup', 'release', 'prepublishOnly', 'format:check'];
const NODES = packageJson.n8n.nodes.map((path) => path.split('/')[2]);

test.each(['CONTRIBUTING.md', 'SECURITY.md'])('%s has no dead link', (path) => {
	expect(deadLinks(path, readDocument(path))).toEqual([]);
});

test('every npm script is in the table of commands, with how long it takes', () => {
	const commands = tableRows(CONTRIBUTING).filter((row) => /^`(npm|\.ci)/.test(row[0]));
	for (const row of commands)
		expect([row[0], row[1]]).toEqual([row[0], expect.stringMatching(/\S/)]);
	const named = commands.flatMap(([cell]) =>
		Array.from(cell.matchAll(/`npm (?:run )?([\w:-]+)`/g), ([, script]) => script),
	);
	const scripts = Object.keys(packageJson.scripts).filter((name) => !NOT_COMMANDS.includes(name));
	expect(named.sort()).toEqual(scripts.sort());
});

test('it says where changes are noted, and the changelog has that place', () => {
	expect(CONTRIBUTING).toContain('`[Unreleased]`');
	expect(readDocument('CHANGELOG.md')).toMatch(/^## \[Unreleased\]$/m);
});

test.each(NODES)(
	'the page of the architecture names a file that reads parameters of %s',
	(node) => {
		const row = tableRows(readDocument('docs/architecture.md')).find(
			([what]) => what === 'a parameter',
		);
		const files = Array.from(
			String(row?.[1]).matchAll(/`(Cxone\w+\/\w+\.ts)`/g),
			([, file]) => file,
		);
		const own = files.filter((file) => file.startsWith(`${node}/`));
		expect(own).not.toEqual([]);
		for (const file of own)
			expect(readFileSync(join(ROOT, 'nodes', file), 'utf8')).toMatch(/\bparameters\.\w+\(/);
	},
);

test('reports have forms, and lead to private reporting', () => {
	const folder = join(ROOT, '.github');
	for (const file of [
		'ISSUE_TEMPLATE/bug.yml',
		'ISSUE_TEMPLATE/idea.yml',
		'pull_request_template.md',
	])
		expect([file, existsSync(join(folder, file))]).toEqual([file, true]);
	const advisory = `${packageJson.bugs.url.replace(/issues$/, 'security/advisories/new')}`;
	expect(readFileSync(join(folder, 'ISSUE_TEMPLATE/config.yml'), 'utf8')).toContain(advisory);
	expect(readDocument('SECURITY.md')).toContain(advisory);
});

test('no mail address is given but that of the code host, for which nobody is written to', () => {
	const files = ['package.json', 'README.md', 'SECURITY.md', 'CONTRIBUTING.md'].concat(
		(trackedFiles() ?? []).filter((file) => file.startsWith('.github/')),
	);
	const addresses = files.flatMap((file) =>
		Array.from(
			readDocument(file).matchAll(/[\w.+-]+@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}/gi),
			([address]) => address,
		),
	);
	expect([...new Set(addresses)]).toEqual(['n8n-nodes-cxone@users.noreply.github.com']);
});
