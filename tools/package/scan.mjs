/**
 * `npm run scan`: n8n's own scan of community packages, on the source and on the package as it would be published.
 * Ends with exit code 1 when either fails. What the scan asks of a published version (provenance) is not looked at.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAndUnpack } from './pack.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What n8n's scan looks at in a published package. */
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

async function scan(folder) {
	const { packageFolder } = await packAndUnpack(join(folder, 'packed'));
	// The scanner makes a temporary folder when it is loaded, and leaves it.
	process.env.TMPDIR = folder;
	// Under the name 'test', which jest sets, n8n's rules take every file for one of their own fixtures.
	process.env.NODE_ENV = 'production';
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(
		'@n8n/scan-community-package/scanner/scanner.mjs'
	);
	const legs = [
		['source', ROOT, SOURCE_FILE_PATTERNS],
		['package', packageFolder, PUBLISHED_FILE_PATTERNS],
	];
	let isClean = true;
	for (const [name, scanned, patterns] of legs) {
		const { passed, message, details } = await analyzePackage(scanned, patterns);
		// A message without a failure says that there was nothing to scan.
		const isLegClean = passed && message === undefined;
		console.log(`Scan of the ${name}: ${isLegClean ? 'passed' : `failed: ${message}`}`);
		if (details !== undefined) console.log(details);
		isClean &&= isLegClean;
	}
	return isClean;
}

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-scan-'));
try {
	if (!(await scan(folder))) process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
