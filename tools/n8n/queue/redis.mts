import { freePort } from '../n8nProcess.mts';
import { startService, type Service } from './service.mts';

/** Starts a Redis on a free port of loopback that keeps nothing. */
export async function startRedis(redisServer: string): Promise<Service> {
	return await startService('Redis', async (folder) => {
		const port = String(await freePort());
		const keepNothing = ['--save', '', '--appendonly', 'no'];
		return {
			file: redisServer,
			arguments: ['--port', port, '--bind', '127.0.0.1', '--dir', folder, ...keepNothing],
			readyText: 'Ready to accept connections',
			environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port },
		};
	});
}
