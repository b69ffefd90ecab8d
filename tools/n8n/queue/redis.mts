import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../n8nProcess.mts';
import { startService } from './service.mts';

/** A Redis on loopback that keeps nothing; gone after `close`. */
export interface Redis {
	/** What n8n is told of it. */
	environment: NodeJS.ProcessEnv;
	close: () => Promise<void>;
}

/** Starts a Redis on a free port. */
export async function startRedis(redisServer: string): Promise<Redis> {
	const folder = await mkdtemp(join(tmpdir(), 'redis-'));
	const remove = async () => await rm(folder, { recursive: true, force: true });
	try {
		const port = String(await freePort());
		const keepNothing = ['--save', '', '--appendonly', 'no'];
		const service = await startService({
			name: 'Redis',
			program: redisServer,
			arguments: ['--port', port, '--bind', '127.0.0.1', '--dir', folder, ...keepNothing],
			folder,
			readyText: 'Ready to accept connections',
		});
		return {
			environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port },
			close: async () => {
				await service.stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
