import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { promisify } from 'node:util';

import { freePort } from '../n8nProcess.mts';
import type { QueuePrograms } from './programs.mts';
import { startService, type Service } from './service.mts';

/** The user that Debian makes for PostgreSQL, which refuses to run as root. */
const POSTGRES_USER = 'postgres';
const DATABASE_USER = 'n8n';

/** Whom PostgreSQL is to run as; undefined where this process's user will do. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const numberOf = async (which: string) =>
		Number((await promisify(execFile)('id', [which, POSTGRES_USER])).stdout);
	return { uid: await numberOf('-u'), gid: await numberOf('-g') };
}

/** Makes a fresh database, and serves it on a free port of loopback. */
export async function startPostgres(
	programs: Pick<QueuePrograms, 'initdb' | 'postgres'>,
): Promise<Service> {
	return await startService('PostgreSQL', async (folder) => {
		const user = await serverUser();
		if (user !== undefined) await chown(folder, user.uid, user.gid);
		const make = ['--pgdata', folder, '--username', DATABASE_USER, '--auth', 'trust', '--no-sync'];
		const texts = ['--encoding', 'UTF8', '--locale', 'C'];
		await promisify(execFile)(programs.initdb, [...make, ...texts], { cwd: folder, ...user });
		const port = String(await freePort());
		// What is thrown away need not outlive a power cut.
		const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
		return {
			file: programs.postgres,
			arguments: ['-D', folder, '-p', port, ...settings.flatMap((setting) => ['-c', setting])],
			readyText: 'database system is ready to accept connections',
			user,
			environment: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: port,
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_USER: DATABASE_USER,
				DB_POSTGRESDB_PASSWORD: '',
			},
		};
	});
}
