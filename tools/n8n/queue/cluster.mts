import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/server.mts';
import { Undo } from '../../system/undo.mts';
import { ensureN8n, type N8nLine } from '../installN8n.mts';
import { N8nClient, type SavedCredential } from '../n8nClient.mts';
import { installPackage, makeHome } from '../n8nHome.mts';
import { freePort, startN8n, type N8nStart, type RunningN8n } from '../n8nProcess.mts';
import { CREDENTIAL_NAME, packInto } from '../wholeN8n.mts';
import { startPostgres } from './postgres.mts';
import { ensureQueuePrograms } from './programs.mts';
import { startRedis } from './redis.mts';

/** n8n in queue mode: a main, which serves and executes nothing, and workers, which execute all; and a sandbox. */
export interface Cluster {
	main: RunningN8n;
	workers: RunningN8n[];
	client: N8nClient;
	sandbox: Sandbox;
	credential: SavedCredential;
	/** Stops all and removes what they kept. */
	close: () => Promise<void>;
}

/** What a cluster is started with. */
export interface ClusterOptions {
	line: N8nLine;
	/** 2 by default. */
	workers?: number;
	/** Executions that a worker runs at a time, 10 by default as in n8n. */
	concurrency?: number;
	sandbox?: SandboxOptions;
	/** For each of its n8n processes. */
	environment?: NodeJS.ProcessEnv;
}

/**
 * Installs what is missing, and starts Redis, PostgreSQL, n8n in queue mode, and a sandbox. Each n8n process has a home
 * of its own with the package in it, as on machines of their own; they share the database, the queue and the key.
 * Leaves nothing behind when a step fails. dist must be built.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const { line, workers: workerCount = 2, concurrency = 10 } = options;
	const undo = new Undo();
	return await undo.orUndo(async () => {
		const [programs, install] = await Promise.all([ensureQueuePrograms(), ensureN8n(line)]);
		const packed = await mkdtemp(join(tmpdir(), 'packed-'));
		undo.add(async () => await rm(packed, { recursive: true, force: true }));
		const tarball = await packInto(packed);
		const redis = await startRedis(programs.redisServer);
		undo.add(redis.close);
		const postgres = await startPostgres(programs);
		undo.add(postgres.close);
		const sandbox = await startSandbox(options.sandbox);
		undo.add(async () => await sandbox.close());

		const mainPort = await freePort();
		const environment = {
			...redis.environment,
			...postgres.environment,
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			// By it a workflow on a worker finds the webhooks.
			WEBHOOK_URL: `http://127.0.0.1:${mainPort}/`,
			...options.environment,
		};
		const startOne = async (start: Pick<N8nStart, 'command' | 'commandArguments' | 'port'>) => {
			const home = await makeHome();
			undo.add(home.remove);
			await installPackage(home, tarball);
			const n8n = await startN8n({ ...start, install, home, environment });
			undo.add(n8n.stop);
			return n8n;
		};
		// The main makes the tables, so the workers come after it.
		const main = await startOne({ command: 'start', port: mainPort });
		const starts = Array.from(
			{ length: workerCount },
			async () =>
				await startOne({ command: 'worker', commandArguments: [`--concurrency=${concurrency}`] }),
		);
		// All have to end before one that failed may end the rest.
		await Promise.allSettled(starts);
		const workers = await Promise.all(starts);
		const client = await N8nClient.logIn(main.url);
		const credential = await client.addCredential(CREDENTIAL_NAME, { ...sandbox.credential });
		return { main, workers, client, sandbox, credential, close: undo.run };
	});
}
