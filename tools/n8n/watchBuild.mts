import { execFile } from 'node:child_process';
import { watch } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GULP = fileURLToPath(new URL('../../node_modules/gulp/bin/gulp.js', import.meta.url));
const SOURCES = ['nodes', 'credentials', 'icons'];
/** Editors write a file in several steps. */
const SETTLES_MS = 200;

/** The environment variable by which n8n loads packages anew when their files change. */
export const RELOADS = { N8N_DEV_RELOAD: 'true' };

/** What a build that failed has to say: the compiler's errors, without gulp's lines. */
function complaintOf(error: unknown): string {
	const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
	const lines = `${stdout}${stderr}`.split('\n');
	return lines.filter((line) => !/^\[\d\d:\d\d:\d\d\]|^\s*at /.test(line)).join('\n');
}

/**
 * Builds dist and copies it into an installed package whenever a source changes, one build at a time; what does not
 * compile is told, and the package stays as it is. Gives what ends the watch.
 */
export function watchBuild(packageFolder: string, say: (text: string) => void): () => void {
	let building: Promise<void> | undefined;
	let isChanged = false;
	let timer: NodeJS.Timeout | undefined;

	async function buildOnce(): Promise<void> {
		const startedMs = Date.now();
		try {
			await promisify(execFile)(process.execPath, [GULP], { cwd: ROOT });
			await cp(join(ROOT, 'dist'), join(packageFolder, 'dist'), { recursive: true });
			const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1);
			say(`Built and loaded in ${seconds} s. Reload the page if a parameter does not show.`);
		} catch (error) {
			say(`Not built, so n8n keeps what it has:\n${complaintOf(error)}`);
		}
	}

	async function buildWhileChanged(): Promise<void> {
		while (isChanged) {
			isChanged = false;
			await buildOnce();
		}
		building = undefined;
	}

	const watchers = SOURCES.map((name) =>
		watch(join(ROOT, name), { recursive: true }, () => {
			isChanged = true;
			clearTimeout(timer);
			timer = setTimeout(() => (building ??= buildWhileChanged()), SETTLES_MS);
		}),
	);
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
}
