import { posix } from 'node:path';

import { importsOf, sourceFilesUnder } from './sourceFiles.mts';

/**
 * The parts of the shipped code (docs/architecture.md), which other parts and which modules of the host each may use.
 * A part may always use itself.
 */
const PARTS: Record<string, { uses: string[]; modules: string[] }> = {
	'nodes/shared/core': { uses: [], modules: ['luxon', 'libphonenumber-js/max'] },
	'nodes/shared/transport': {
		uses: ['nodes/shared/core', 'credentials/login'],
		modules: ['n8n-workflow'],
	},
	'nodes/shared/cxone': {
		uses: ['nodes/shared/core', 'nodes/shared/transport'],
		modules: ['n8n-workflow', 'zod'],
	},
	'nodes/shared/n8n': {
		uses: ['nodes/shared/core', 'nodes/shared/transport', 'nodes/shared/cxone'],
		modules: ['n8n-workflow'],
	},
	nodes: {
		uses: ['nodes/shared/n8n', 'nodes/shared/core', 'nodes/shared/transport', 'nodes/shared/cxone'],
		modules: ['n8n-workflow'],
	},
	'credentials/login': { uses: [], modules: ['n8n-workflow', 'node:crypto'] },
	credentials: { uses: ['credentials/login'], modules: ['n8n-workflow'] },
};

/** Modules that one file alone may use, so that what the library is asked for lies in one place. */
const ONLY_IN: Record<string, string> = {
	'libphonenumber-js/max': 'nodes/shared/core/phone.ts',
};

/** The part that a path lies in: the longest name that it begins with; undefined for test/, tools/ and the like. */
function partOf(path: string): string | undefined {
	const names = Object.keys(PARTS).sort((a, b) => b.length - a.length);
	return names.find((name) => path.startsWith(`${name}/`));
}

/** Why an import breaks the rules, or undefined when it keeps them. */
function complaintAbout(file: string, imported: string): string | undefined {
	const from = partOf(file);
	if (from === undefined) return `${file} is in no part`;
	const { uses, modules } = PARTS[from];
	if (!imported.startsWith('.')) {
		const isAllowed = modules.includes(imported) && (ONLY_IN[imported] ?? file) === file;
		return isAllowed ? undefined : `${file} uses the module ${imported}`;
	}
	const target = posix.join(posix.dirname(file), imported);
	const to = partOf(target);
	if (to === undefined || ![from, ...uses].includes(to)) return `${file} uses ${target}`;
	const isOtherNode = to === 'nodes' && target.split('/')[1] !== file.split('/')[1];
	return isOtherNode ? `${file} uses another node: ${target}` : undefined;
}

const shipped = [...sourceFilesUnder('nodes'), ...sourceFilesUnder('credentials')];

test('shipped code is found, with all its parts', () => {
	expect(new Set(shipped.map(partOf))).toEqual(new Set(Object.keys(PARTS)));
});

test('every import of the shipped code keeps the arrows', () => {
	const complaints = shipped.flatMap((file) =>
		importsOf(file).map((imported) => complaintAbout(file, imported)),
	);
	expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
});

test.each([
	['nodes/shared/core/score.ts', 'n8n-workflow'],
	['nodes/shared/core/score.ts', 'libphonenumber-js/max'],
	['nodes/shared/core/phone.ts', 'libphonenumber-js'],
	['nodes/shared/cxone/lists.ts', 'libphonenumber-js/max'],
	['nodes/shared/core/score.ts', '../transport/request'],
	['nodes/shared/core/score.ts', '../n8n/errors'],
	['nodes/shared/transport/request.ts', '../cxone/lists'],
	['nodes/shared/transport/request.ts', '../n8n/nodeOutput'],
	['nodes/shared/cxone/lists.ts', '../n8n/nodeOutput'],
	['nodes/shared/transport/request.ts', 'axios'],
	['nodes/shared/cxone/lists.ts', '../../CxoneListUpsert/upsert'],
	['nodes/CxoneRfScore/score.ts', '../CxoneListUpsert/upsert'],
	['nodes/CxoneRfScore/score.ts', '../../sandbox/store.mts'],
	['nodes/CxoneRfScore/score.ts', '../../test/support/engine'],
	['nodes/CxoneRfScore/score.ts', '../../tools/setup'],
	['nodes/CxoneRfScore/score.ts', 'node:fs'],
	['nodes/CxoneRfScore/score.ts', 'fastify'],
	['credentials/CxoneOAuth2Api.credentials.ts', '../nodes/shared/n8n/errors'],
	['credentials/CxoneOAuth2Api.credentials.ts', 'node:crypto'],
	['credentials/login/ownLogin.ts', '../../nodes/shared/n8n/errors'],
	['credentials/login/ownLogin.ts', 'node:fs'],
])('an import is refused: %s of %s', (file, imported) => {
	expect(complaintAbout(file, imported)).toContain(file);
});
