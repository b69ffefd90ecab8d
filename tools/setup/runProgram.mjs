import { spawn } from 'node:child_process';

const NOTE_EVERY_MS = 20_000;

/**
 * Runs a program in `root` with its output on the screen, and says every 20 s that it still runs.
 * Rejects with `complaint` when the program cannot start or does not end well.
 */
export async function runProgram(root, [command, ...programArguments], complaint, options = {}) {
	const startedMs = Date.now();
	const note = setInterval(() => {
		console.log(`  … still at it (${Math.round((Date.now() - startedMs) / 1_000)} s)`);
	}, NOTE_EVERY_MS);
	try {
		await new Promise((resolve, reject) => {
			const child = spawn(command, programArguments, {
				cwd: root,
				stdio: ['ignore', 'inherit', 'inherit'],
				...options,
			});
			child.once('error', (error) => reject(new Error(`${complaint} (${error.message})`)));
			child.once('close', (code, signal) => {
				if (code === 0) resolve();
				else reject(new Error(`${complaint} (${signal ?? `exit code ${code}`})`));
			});
		});
	} finally {
		clearInterval(note);
	}
}
