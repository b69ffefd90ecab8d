import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What to tell a user whose Node is older than package.json's `engines.node` (`>=major.minor`); undefined when it is
 * new enough. `version` is `major.minor.patch`.
 */
export function nodeComplaint(root, version) {
	const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const needed = engines.node.replace(/^>=/, '');
	const [neededMajor, neededMinor] = needed.split('.').map(Number);
	const [major, minor] = version.split('.').map(Number);
	const isNewEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor);
	if (isNewEnough) return undefined;
	return `this needs Node ${needed} or later, and this is Node ${version}. Install a newer one from https://nodejs.org.`;
}
