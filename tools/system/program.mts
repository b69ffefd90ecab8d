import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

import { until } from './until.mts';

/** A program that serves something until it is stopped. */
export interface RunningProgram {
	process: ChildProcess;
	/** All that it wrote so far. */
	output: () => string;
	/** Ends it as Ctrl-C does, and by force when that takes too long. */
	stop: () => Promise<void>;
}

/** What a program is started with, and how it is known to be ready. */
export interface ProgramStart {
	/** For messages. */
	name: string;
	file: string;
	arguments: string[];
	options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'>;
	isReady: (output: string) => Promise<boolean> | boolean;
	readyWithinMs: number;
	askEveryMs: number;
	stopWithinMs: number;
}

/**
 * Starts a program and waits until it is ready; throws with its output when it does not get there. It ends with this
 * process at the latest, whatever ends this one.
 */
export async function startProgram(start: ProgramStart): Promise<RunningProgram> {
	const child = spawn(start.file, start.arguments, {
		...start.options,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	const ended = once(child, 'close').finally(() => process.off('exit', kill));
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (part: Buffer) => (text += part.toString()));
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	const stop = async () => {
		if (!isRunning()) return;
		child.kill('SIGINT');
		const giveUp = setTimeout(kill, start.stopWithinMs);
		await ended;
		clearTimeout(giveUp);
	};
	const complaint = () => `${start.name} did not start:\n${text.slice(-4_000)}`;
	try {
		await until(
			async () => {
				if (!isRunning()) throw new Error(complaint());
				return (await start.isReady(text)) ? true : undefined;
			},
			{ withinMs: start.readyWithinMs, everyMs: start.askEveryMs, complaint },
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return { process: child, output: () => text, stop };
}
