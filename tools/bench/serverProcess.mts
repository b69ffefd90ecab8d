import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { ServerOptions, ServerStart, ServerState, ServerWord } from './server.mts';

/** A sandbox in a process of its own, so that it does not take its work from the measured one. */
export interface BenchServer extends ServerStart {
	/** Forgets lists, campaigns and requests. */
	reset: () => Promise<void>;
	state: () => Promise<ServerState>;
	stop: () => void;
}

/** Starts the server of the benchmark and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<BenchServer> {
	const file = fileURLToPath(new URL('server.mts', import.meta.url));
	const child: ChildProcess = fork(file, [JSON.stringify(options)], {
		execArgv: ['--import', 'tsx', '--max-old-space-size=6000'],
	});
	const [start] = (await once(child, 'message')) as [ServerStart];
	const tell = async (word: ServerWord) => {
		child.send(word);
		const [state] = (await once(child, 'message')) as [ServerState];
		return state;
	};
	return {
		...start,
		reset: async () => {
			await tell('reset');
		},
		state: async () => await tell('tell'),
		stop: () => {
			child.disconnect();
		},
	};
}
