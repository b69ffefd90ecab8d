import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { startProgram, type RunningProgram } from '../system/program.mts';
import type { InstalledN8n } from './installN8n.mts';
import type { N8nHome } from './n8nHome.mts';

/** A running n8n; `url` without slash at the end. */
export interface RunningN8n extends RunningProgram {
	url: string;
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

/** A port of loopback that nobody listened on a moment ago: the wanted one, or any where that is taken. */
export async function freePort(wanted = 0): Promise<number> {
	const server = createServer().listen(wanted, '127.0.0.1');
	const [listening] = await Promise.allSettled([once(server, 'listening')]);
	if (listening.status === 'rejected') {
		if (wanted === 0) throw listening.reason;
		return await freePort();
	}
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

/** Whether n8n's own answer comes: while it starts, n8n answers every address with a page. */
async function answersWithJson(address: string): Promise<boolean> {
	const [answer] = await Promise.allSettled([fetch(address)]);
	if (answer.status === 'rejected' || !answer.value.ok) return false;
	return answer.value.headers.get('content-type')?.startsWith('application/json') ?? false;
}

/** Starts a process of n8n and waits until it is ready; throws with its output when it does not get there. */
export async function startN8n(start: N8nStart): Promise<RunningN8n> {
	const { install, home, command = 'start', commandArguments = [] } = start;
	const port = start.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const health = command === 'worker' ? { QUEUE_HEALTH_CHECK_ACTIVE: 'true' } : {};
	// 1.x calls itself ready before it knows its own addresses.
	const address = command === 'worker' ? '/healthz/readiness' : '/rest/settings';
	const running = await startProgram({
		name: 'n8n',
		file: install.nodeFile,
		arguments: [install.cliFile, command, ...commandArguments],
		options: {
			cwd: home.folder,
			env: n8nEnvironment(home, {
				N8N_PORT: String(port),
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...health,
				...start.environment,
			}),
		},
		isReady: async () => await answersWithJson(url + address),
		readyWithinMs: 180_000,
		askEveryMs: 200,
		stopWithinMs: 15_000,
	});
	return { ...running, url };
}
