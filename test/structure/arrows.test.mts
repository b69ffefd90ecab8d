import { posix } from 'node:path';

import { importsOf, sourceFilesUnder } from './sourceFiles.mts';

/** What nodes and what faces n8n may know of CXone. */
const TENANT = [
	'nodes/shared/cxone/tenant',
	'nodes/shared/cxone/history',
	'nodes/shared/cxone/skillTenant',
	'nodes/shared/cxone/uploadOrder',
];
const SEAM = [...TENANT, 'nodes/shared/cxone/open'];
const BELOW_SEAM = ['nodes/shared/core', 'nodes/shared/transport', ...TENANT];

/**
 * The parts of the shipped code (docs/architecture.md): a folder, less the parts in it, or a file. Which other parts and
 * which modules of the host each may use; a part may always use itself. A family of CXone's API that is not listed here
 * is in no part, and so is any folder but that of a node.
 */
const PARTS: Record<string, { uses: string[]; modules: string[] }> = {
	'nodes/shared/core': { uses: [], modules: ['luxon', 'libphonenumber-js/max'] },
	'nodes/shared/core/report': { uses: ['nodes/shared/core'], modules: ['luxon', 'fflate'] },
	'nodes/shared/transport': {
		uses: ['nodes/shared/core', 'credentials/login'],
		modules: ['n8n-workflow'],
	},
	'nodes/shared/cxone/tenant': { uses: BELOW_SEAM, modules: [] },
	'nodes/shared/cxone/history': { uses: BELOW_SEAM, modules: [] },
	'nodes/shared/cxone/skillTenant': { uses: BELOW_SEAM, modules: [] },
	'nodes/shared/cxone/uploadOrder': { uses: BELOW_SEAM, modules: [] },
	'nodes/shared/cxone/open': {
		uses: [
			'nodes/shared/core',
			'nodes/shared/transport',
			...TENANT,
			'nodes/shared/cxone/rest',
			'nodes/shared/cxone/acd',
		],
		modules: [],
	},
	'nodes/shared/cxone': { uses: BELOW_SEAM, modules: [] },
	// The families: open.ts alone may use one, and none another.
	'nodes/shared/cxone/rest': {
		uses: [...BELOW_SEAM, 'nodes/shared/cxone', 'credentials/login'],
		modules: ['zod'],
	},
	'nodes/shared/cxone/acd': {
		uses: [...BELOW_SEAM, 'nodes/shared/cxone', 'credentials/login'],
		modules: ['zod'],
	},
	'nodes/shared/n8n': {
		uses: ['nodes/shared/core', 'nodes/shared/transport', ...SEAM],
		modules: ['n8n-workflow'],
	},
	nodes: {
		uses: [
			'nodes/shared/core',
			'nodes/shared/core/report',
			'nodes/shared/transport',
			'nodes/shared/n8n',
			...SEAM,
		],
		modules: ['n8n-workflow'],
	},
	'credentials/login': { uses: [], modules: ['n8n-workflow', 'node:crypto'] },
	credentials: { uses: ['credentials/login'], modules: ['n8n-workflow'] },
};

/** Modules that one file alone may use, so that what the library is asked for lies in one place. */
const ONLY_IN: Record<string, string> = {
	fflate: 'nodes/shared/core/report/png.ts',
	'libphonenumber-js/max': 'nodes/shared/core/phone.ts',
};

/** The part that a path lies in: the longest name that it begins with; undefined for test/, tools/ and the like. */
function partOf(path: string): string | undefined {
	const names = Object.keys(PARTS).sort((a, b) => b.length - a.length);
	const name = names.find(
		(part) => path.startsWith(part) && ['/', '.', undefined].includes(path[part.length]),
	);
	const inside = name === undefined ? [] : path.slice(name.length + 1).split('/');
	// Folders in a part are parts of their own, but for those of the nodes.
	const isOfNode = name === 'nodes' && inside.length === 2 && inside[0] !== 'shared';
	return inside.length === 1 || isOfNode ? name : undefined;
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
	['nodes/shared/core/score.ts', './report/model'],
	['nodes/shared/core/report/model.ts', 'fflate'],
	['nodes/shared/core/report/model.ts', '../../n8n/nodeOutput'],
	['nodes/shared/core/score.ts', '../n8n/errors'],
	['nodes/shared/transport/request.ts', '../cxone/tenant'],
	['nodes/shared/transport/session.ts', '../cxone/rest/access'],
	['nodes/shared/transport/request.ts', '../n8n/nodeOutput'],
	['nodes/shared/transport/request.ts', 'axios'],
	['nodes/shared/cxone/once.ts', './rest/schemas'],
	['nodes/shared/cxone/tenant.ts', './open'],
	['nodes/shared/cxone/tenant.ts', './rest/schemas'],
	['nodes/shared/cxone/open.ts', '../n8n/limits'],
	['nodes/shared/cxone/rest/lists.ts', '../open'],
	['nodes/shared/cxone/rest/lists.ts', '../acd/lists'],
	['nodes/shared/cxone/rest/lists.ts', '../../n8n/nodeOutput'],
	['nodes/shared/cxone/rest/lists.ts', '../../../CxoneListUpsert/upsert'],
	['nodes/shared/cxone/acd/lists.ts', '../rest/lists'],
	['nodes/shared/n8n/listSearch.ts', '../cxone/rest/lists'],
	['nodes/shared/n8n/listSearch.ts', '../cxone/once'],
	['nodes/shared/errors.ts', 'n8n-workflow'],
	['nodes/CxoneListUpsert/upsert.ts', '../shared/cxone/rest/fill'],
	['nodes/CxoneListUpsert/upsert.ts', '../shared/cxone/acd/fill'],
	['nodes/CxoneListUpsert/upsert.ts', '../shared/cxone/paging'],
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
