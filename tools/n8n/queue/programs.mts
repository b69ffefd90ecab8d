import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findOrInstall, findProgram } from '../../system/debianPackages.mts';

/** Where Debian keeps the programs of PostgreSQL, a folder for each version; they are not on the path. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';
/** Oldest PostgreSQL that n8n takes. */
const OLDEST_POSTGRES = 13;
const PACKAGES = ['redis-server', 'postgresql'];

/** The programs of what queue mode needs beside n8n, as files to run. */
export interface QueuePrograms {
	redisServer: string;
	initdb: string;
	postgres: string;
}

function postgresFolders(): string[] {
	const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).map(Number) : [];
	return versions
		.filter((version) => version >= OLDEST_POSTGRES)
		.sort((a, b) => b - a)
		.map((version) => join(DEBIAN_POSTGRES, String(version), 'bin'));
}

function findQueuePrograms(): QueuePrograms | undefined {
	const folders = postgresFolders();
	const redisServer = findProgram(['redis-server']);
	const initdb = findProgram(['initdb'], folders);
	const postgres = findProgram(['postgres'], folders);
	if (redisServer === undefined || initdb === undefined || postgres === undefined) return undefined;
	return { redisServer, initdb, postgres };
}

/**
 * The programs of Redis and PostgreSQL, on the path or where Debian has them. Where one is missing both are installed
 * by apt-get. Throws with what to install when that cannot be done.
 */
export async function ensureQueuePrograms(
	onInstall: () => void = () => {},
): Promise<QueuePrograms> {
	return await findOrInstall(findQueuePrograms, {
		packages: PACKAGES,
		complaint: `Queue mode needs Redis and PostgreSQL ${OLDEST_POSTGRES} or later: put redis-server, initdb and postgres on the path`,
		onInstall,
	});
}
