import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import type { InstalledN8n } from './installN8n.mts';
import type { N8nHome } from './n8nHome.mts';

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 200;

/** A running n8n; `url` without slash at the end. */
export interface RunningN8n {
	url: string;
	process: ChildProcess;
	/** All that it wrote so far. */
	output: () => string;
	/** Ends it as Ctrl-C does, and by force when that takes too long. */
	stop: () => Promise<void>;
}

/** How to start a process of n8n. */
export interface N8nStart {
	install: InstalledN8n;
	home: N8nHome;
	/** `start` for the whole n8n, `worker` for a worker of queue mode. */
	command?: 'start' | 'worker';
	commandArguments?: string[];
	/** Where it listens; a free port by default. */
	port?: number;
	environment?: NodeJS.ProcessEnv;
}

/** A port of loopback that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** The environment of an n8n process: this one's, less what belongs to npm, tests or another n8n. */
export function n8nEnvironment(home: N8nHome, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(
		([name]) => !/^(npm_|n8n_|jest_|node_env|node_options|node_path)/i.test(name),
	);
	return { ...Object.fromEntries(own), ...home.environment, ...more };
}

function isJson({ headers }: Response): boolean {
	return headers.get('content-type')?.startsWith('application/json') ?? false;
}

async function waitUntilReady(address: string, running: RunningN8n): Promise<void> {
	const untilMs = Date.now() + READY_WITHIN_MS;
	for (;;) {
		if (running.process.exitCode !== null || Date.now() > untilMs) {
			await running.stop();
			throw new Error(`n8n did not start:\n${running.output().slice(-4_000)}`);
		}
		const [answer] = await Promise.allSettled([fetch(address)]);
		// While it starts, n8n answers every address with a page.
		if (answer.status === 'fulfilled' && answer.value.ok && isJson(answer.value)) return;
		await wait(ASK_EVERY_MS);
	}
}

/** Starts a process of n8n and waits until it is ready; throws with its output when it does not get there. */
export async function startN8n(start: N8nStart): Promise<RunningN8n> {
	const { install, home, command = 'start', commandArguments = [] } = start;
	const port = start.port ?? (await freePort());
	const health = command === 'worker' ? { QUEUE_HEALTH_CHECK_ACTIVE: 'true' } : {};
	const child = spawn(install.nodeFile, [install.cliFile, command, ...commandArguments], {
		cwd: home.folder,
		env: n8nEnvironment(home, {
			N8N_PORT: String(port),
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...health,
			...start.environment,
		}),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (part: Buffer) => (text += part.toString()));
	// Whatever ends this process ends n8n too.
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	const ended = once(child, 'close').finally(() => process.off('exit', kill));
	const url = `http://127.0.0.1:${port}`;
	const running: RunningN8n = {
		url,
		process: child,
		output: () => text,
		stop: async () => {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGINT');
			const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
			await ended;
			clearTimeout(giveUp);
		},
	};
	// 1.x calls itself ready before it knows its own addresses.
	const address = command === 'worker' ? '/healthz/readiness' : '/rest/settings';
	await waitUntilReady(url + address, running);
	return running;
}
