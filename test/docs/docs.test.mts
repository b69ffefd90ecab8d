import packageJson from '../../package.json';
import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { access } from '../../nodes/shared/cxone/rest/access.ts';
import * as calls from '../../nodes/shared/cxone/rest/calls.ts';
import type { FailureFacts } from '../../nodes/shared/transport/failure.ts';
import { failureOf } from '../../nodes/shared/transport/wording.ts';
import { CALL_NAMES } from '../../sandbox/calls.mts';
import { USAGE } from '../../sandbox/cliOptions.mts';
import {
	codeBlocks,
	deadLinks,
	DOCUMENTS,
	fileOfAddress,
	readDocument,
	tableRows,
} from './markdown.mts';

const README = readDocument('README.md');
const RULES = Object.values(calls);

describe.each(DOCUMENTS)('%s', (path) => {
	const text = readDocument(path);

	test('has no dead link or image', () => {
		expect(deadLinks(path, text)).toEqual([]);
	});

	test('names only npm scripts that exist', () => {
		const named = Array.from(text.matchAll(/\bnpm run ([\w:-]+)/g), ([, script]) => script);
		expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
	});

	test('has JSON that parses', () => {
		for (const code of codeBlocks(text, 'json')) expect(() => JSON.parse(code)).not.toThrow();
	});
});

test('a dead link, image and heading are found', () => {
	const text = [
		'[a](docs/credential.md) [b](docs/none.md) ![c](docs/images/none.svg)',
		'[d](https://n8n.io) [e](docs/credential.md#scopes) [f](docs/credential.md#none)',
		'[g](../elsewhere.md)',
		'[h]: docs/nowhere.md',
	].join('\n');
	expect(deadLinks('README.md', text)).toEqual([
		'docs/none.md',
		'docs/images/none.svg',
		'docs/credential.md#none',
		'../elsewhere.md',
		'docs/nowhere.md',
	]);
});

describe('the calls', () => {
	test.each(RULES)('$title is on the page of the APIs and in the table of calls', (rule) => {
		const request = `\`${rule.method} ${rule.path}\``;
		expect(readDocument('docs/which-cxone.md')).toContain(request);
		const rows = tableRows(readDocument('docs/reliability.md'));
		const repeat = rule.repeat === 'freely' ? 'sent again' : 'looked for first';
		expect(rows).toContainEqual([rule.title, request, `\`${rule.right}\``, repeat]);
	});

	test('every scope is in the README and on the page of the credential', () => {
		const scopes = RULES.map((rule) => `\`${rule.right}\``);
		expect(new Set(scopes).size).toBe(5);
		for (const scope of scopes) {
			expect(README).toContain(scope);
			expect(readDocument('docs/credential.md')).toContain(scope);
		}
	});
});

describe.each([
	['docs/credential.md', new CxoneOAuth2Api()],
	['docs/credential-access-key.md', new CxoneAccessKeyApi()],
])('the page of the credential, %s,', (file, credential) => {
	const page = readDocument(file);
	const { properties, test: credentialTest, documentationUrl } = credential;
	const fields = properties.filter(({ type }) => !['hidden', 'notice'].includes(type));

	test.each(fields)('has $displayName', (property) => {
		const shown = property.default === '' ? 'empty' : `\`${String(property.default)}\``;
		const row = tableRows(page).find(([name]) => name === property.displayName);
		expect(row?.slice(1, 3)).toEqual([`\`${property.name}\``, shown]);
	});

	test('has every text of the credential test', () => {
		const messages = credentialTest.rules?.map(({ properties: { message } }) => message) ?? [];
		expect(messages.length).toBeGreaterThan(0);
		for (const message of messages) expect(page).toContain(message);
	});

	test('is where the credential says it is', () => {
		expect(fileOfAddress('', documentationUrl)).toBe(file);
	});
});

describe('the page of troubleshooting', () => {
	const search = { call: 'Search Interactions', right: 'interactions:read' };
	const paging = (detail: string): FailureFacts => ({ ...search, kind: 'paging', detail });
	const FAILURES: FailureFacts[] = [
		{ kind: 'credential' },
		{ ...search, kind: 'tokenRefused', status: 401 },
		{ kind: 'noToken' },
		{ kind: 'certificate' },
		{ kind: 'status', call: 'Create List', right: 'lists:write', status: 403 },
		{ kind: 'status', call: 'Add Contacts', status: 429, tries: 4 },
		{ kind: 'status', call: 'Create Campaign', status: 400 },
		{ kind: 'status', call: 'Add Contacts', status: 404 },
		{ kind: 'status', call: 'Add Contacts', status: 413 },
		{ ...search, kind: 'waitingSpent', tries: 3 },
		{ ...search, kind: 'serverWaitTooLong', waitMs: 120_000 },
		{ ...search, kind: 'redirect', status: 302 },
		{ kind: 'outcomeUnknown', call: 'Create Campaign' },
		{ ...search, kind: 'unreached', tries: 4 },
		{ ...search, kind: 'timeout', tries: 4 },
		{ kind: 'unusable', call: 'Look Up Lists' },
		paging("'Search Interactions' has more than 10000 pages, the limit set in 'Max Pages'"),
		paging("'Search Interactions' gave the same page token twice"),
	];

	test.each(FAILURES.map((facts) => failureOf(facts, access.says).message))(
		'has: %s',
		(message) => {
			const messages = tableRows(readDocument('docs/troubleshooting.md')).map(([first]) => first);
			expect(messages.some((cell) => cell.startsWith(`\`${message}\``))).toBe(true);
		},
	);
});

describe('the page of the sandbox', () => {
	const page = readDocument('docs/sandbox.md');

	test('has every option of the command', () => {
		const options = USAGE.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim()) ?? [];
		expect(options.length).toBeGreaterThan(5);
		const named = tableRows(page).map(([first]) => first.split(' ')[0].replaceAll('`', ''));
		expect(named).toEqual(expect.arrayContaining(options));
	});

	test('names every call', () => {
		for (const call of CALL_NAMES) expect(page).toContain(`\`${call}\``);
	});
});
