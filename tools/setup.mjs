/**
 * Makes a clone ready: checks Node, installs the development tools when they are missing or stale and, with `--build`,
 * builds dist when its sources changed. It runs before any install, so it and tools/setup/ use nothing but Node.
 */
import { fileURLToPath } from 'node:url';
import { build, isBuilt, noteBuilt } from './setup/built.mjs';
import { install, isInstalled, noteInstalled } from './setup/installed.mjs';
import { nodeComplaint } from './setup/nodeVersion.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function setUp(shouldBuild) {
	const complaint = nodeComplaint(ROOT, process.versions.node);
	if (complaint !== undefined) throw new Error(complaint);
	if (!isInstalled(ROOT)) {
		console.log('Installing development tools (about 2 minutes the first time) …');
		await install(ROOT);
		noteInstalled(ROOT);
	}
	if (shouldBuild && !isBuilt(ROOT)) {
		console.log('Building the nodes …');
		await build(ROOT);
		noteBuilt(ROOT);
	}
}

try {
	await setUp(process.argv.includes('--build'));
} catch (error) {
	console.error(`Set-up stopped: ${error.message}`);
	process.exitCode = 1;
}
