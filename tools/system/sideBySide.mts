import { spawn } from 'node:child_process';

/** A command that is run beside others. */
export interface Step {
	name: string;
	/** The program and its arguments. */
	command: [string, ...string[]];
}

interface Ended {
	name: string;
	isDone: boolean;
	seconds: number;
	output: string;
}

async function runStep({ name, command: [file, ...given] }: Step): Promise<Ended> {
	const startedMs = Date.now();
	const parts: Buffer[] = [];
	const isDone = await new Promise<boolean>((resolve) => {
		const child = spawn(file, given, { stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (part: Buffer) => parts.push(part));
		child.once('error', (error) => {
			parts.push(Buffer.from(error.message));
			resolve(false);
		});
		child.once('close', (code) => resolve(code === 0));
	});
	const seconds = Math.round((Date.now() - startedMs) / 1_000);
	return { name, isDone, seconds, output: Buffer.concat(parts).toString().trimEnd() };
}

/** Runs the steps at the same time and prints each when it ends, with its output when it fails; gives whether all went well. */
export async function runSideBySide(steps: readonly Step[]): Promise<boolean> {
	const ends = await Promise.all(
		steps.map(async (step) => {
			const { name, isDone, seconds, output } = await runStep(step);
			console.log(`${isDone ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
			if (!isDone) console.log(`${output}\n`);
			return isDone;
		}),
	);
	return ends.every(Boolean);
}
