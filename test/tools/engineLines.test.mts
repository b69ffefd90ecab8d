import { readFileSync } from 'node:fs';

import { cacheFolder } from '../../tools/cache/cacheFolder.mts';
import { ENGINE_LINES, isEngineLine } from '../../tools/engine/engineLines.mts';

interface Lock {
	packages: Record<string, { version: string; dependencies?: Record<string, string> }>;
}

describe.each(ENGINE_LINES)('the lock file of engine line %s', (line) => {
	const text = readFileSync(
		new URL(`../engines/${line}/package-lock.json`, import.meta.url),
		'utf8',
	);
	const { packages } = JSON.parse(text) as Lock;

	it('pins one version of the line, with the n8n-workflow that its core was built for', () => {
		const { 'n8n-core': core, 'n8n-workflow': workflow } = packages[''].dependencies ?? {};

		expect(core.startsWith(`${line}.`)).toBe(true);
		expect(packages['node_modules/n8n-core'].dependencies?.['n8n-workflow']).toBe(workflow);
		expect(packages['node_modules/n8n-core'].version).toBe(core);
		expect(packages['node_modules/n8n-workflow'].version).toBe(workflow);
	});

	it('names no registry', () => {
		expect(text).not.toContain('"resolved"');
	});
});

describe('the cache of engine lines', () => {
	const previous = process.env.CXONE_CACHE_DIR;
	afterEach(() => {
		if (previous === undefined) delete process.env.CXONE_CACHE_DIR;
		else process.env.CXONE_CACHE_DIR = previous;
	});

	it('is where CXONE_CACHE_DIR says, else in a folder of this package', () => {
		process.env.CXONE_CACHE_DIR = '/some/cache';
		expect(cacheFolder()).toBe('/some/cache');

		delete process.env.CXONE_CACHE_DIR;
		expect(cacheFolder()).toMatch(/n8n-nodes-cxone$/);
	});

	it('knows its lines', () => {
		expect(['1.122', '2.20', '2.41', ''].map(isEngineLine)).toEqual([true, true, false, false]);
	});
});
