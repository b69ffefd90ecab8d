import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 20;

/** A service that a cluster needs, in the foreground of a process of its own. */
export interface ServiceStart {
	name: string;
	program: string;
	arguments: string[];
	folder: string;
	/** What it writes once it takes connections. */
	readyText: string;
	/** Whom it runs as, this process's user by default. */
	user?: { uid: number; gid: number };
}

/** A running service. */
export interface Service {
	process: ChildProcess;
	/** Ends it, by force when it takes more than 10 s. */
	stop: () => Promise<void>;
}

/** Starts a service and waits until it says that it is ready; throws with its output when it does not get there. */
export async function startService(start: ServiceStart): Promise<Service> {
	const child = spawn(start.program, start.arguments, {
		cwd: start.folder,
		stdio: ['ignore', 'pipe', 'pipe'],
		...start.user,
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (part: Buffer) => (text += part.toString()));
	const ended = once(child, 'close');
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	const stop = async () => {
		if (!isRunning()) return;
		// PostgreSQL ends sessions at once by this signal, and waits for them by SIGTERM.
		child.kill('SIGINT');
		const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
		await ended;
		clearTimeout(giveUp);
	};
	const untilMs = Date.now() + READY_WITHIN_MS;
	while (!text.includes(start.readyText)) {
		if (!isRunning() || Date.now() > untilMs) {
			await stop();
			throw new Error(`${start.name} did not start:\n${text.slice(-4_000)}`);
		}
		await wait(ASK_EVERY_MS);
	}
	return { process: child, stop };
}
