import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const TELL_EVERY_MS = 10_000;

/** How many packages are in a folder, those inside of others left out, and how many of them are unpacked. */
async function countPackages(folder: string): Promise<{ all: number; unpacked: number }> {
	const modules = join(folder, 'node_modules');
	const entriesOf = async (path: string) => await readdir(path).catch(() => []);
	const entries = (await entriesOf(modules)).filter((name) => !name.startsWith('.'));
	const named = entries.filter((name) => !name.startsWith('@'));
	const scopes = entries.filter((name) => name.startsWith('@'));
	for (const scope of scopes)
		for (const name of await entriesOf(join(modules, scope))) named.push(join(scope, name));
	const unpacked = named.filter((name) => existsSync(join(modules, name, 'package.json')));
	return { all: named.length, unpacked: unpacked.length };
}

/**
 * Gives what `work` gives, and tells meanwhile how long it has taken and how many packages are in `folder`.
 *
 * @param everyMs milliseconds from one telling to the next
 */
export async function tellProgress<Result>(
	folder: string,
	say: (text: string) => void,
	work: () => Promise<Result>,
	everyMs = TELL_EVERY_MS,
): Promise<Result> {
	const startedMs = Date.now();
	const tell = async () => {
		const seconds = Math.round((Date.now() - startedMs) / 1_000);
		const { all, unpacked } = await countPackages(folder);
		const state = all === 0 ? 'finding out which packages' : `${unpacked} of ${all} packages`;
		say(`  … ${seconds} s, ${state}`);
	};
	const timer = setInterval(() => void tell(), everyMs);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
