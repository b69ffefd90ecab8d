import { MAX_CONCURRENCY } from '../../nodes/shared/n8n/limits.ts';
import { measureOnce, type Growth } from './growth.mts';
import { raceInTurn, raceTimed, type Timing } from './measure.mts';
import { runBare } from './scriptClients.mts';
import { inParallel } from './scripts.mts';
import { startServer, type BenchServer } from './serverProcess.mts';
import { countedIn, searchByAccessKey, serverForAccessKey } from './yearByAccessKey.mts';

const DAY_INTERACTIONS = 100_000;
const YEAR_INTERACTIONS = 1_000_000;
const CONTACTS = 10_000;
const SIDE_BY_SIDE = 8;
const LOGIN_LATENCY_MS = 50;

/** A search by an access key, in turn with its own requests sent bare in n8n. */
export interface AcdRace {
	interactions: number;
	/** Requests of one search without login and discovery, and those of them for contacts. */
	requests: number;
	contactRequests: number;
	nodes: Timing;
	bare: Timing;
}

/** All that is measured of the search by an access key. */
export interface AcdSearch {
	day: AcdRace;
	year: AcdRace;
	memory: Growth['mostAboveIdle'];
	login: { requests: number; logins: number; discoveries: number; time: Timing };
}

/** Sends the same requests as a search did, as many at once as the node rises to, and drops the answers. */
async function sendBare({ accessKey }: BenchServer, paths: string[]): Promise<void> {
	await runBare('cxoneAccessKeyApi', { ...accessKey }, async (send) => {
		await inParallel([...paths], MAX_CONCURRENCY, async (url) => {
			await send({ method: 'GET', url });
		});
	});
}

async function raceSearch(days: number, interactions: number, rounds: number): Promise<AcdRace> {
	const server = await startServer({
		contacts: CONTACTS,
		interactions,
		latencyMs: 0,
		isTls: false,
		...serverForAccessKey(days),
	});
	const search = async () => {
		const counted = countedIn(await searchByAccessKey(server, days));
		if (counted !== interactions) throw new Error(`${counted} of ${interactions} were counted`);
	};
	try {
		await search();
		await server.reset();
		await search();
		const { requests, counts, paths } = await server.state();
		if (paths.length !== requests) throw new Error(`${paths.length} of ${requests} are known`);
		const bare = async () => await sendBare(server, paths);
		const times = await raceInTurn({ nodes: search, bare }, rounds);
		return { interactions, requests, contactRequests: counts.completedContacts, ...times };
	} finally {
		server.stop();
	}
}

/** Eight requests at once by an access key that has no token yet, at a server that never saw it. */
async function raceLogin(rounds: number): Promise<AcdSearch['login']> {
	const seen = { requests: 0, logins: 0, discoveries: 0 };
	const startAndSend = async (): Promise<number> => {
		const options = { contacts: 1, interactions: 1, latencyMs: LOGIN_LATENCY_MS, isTls: false };
		const server = await startServer(options);
		try {
			const startMs = performance.now();
			const path = '/inContactAPI/services/v30.0/business-unit';
			await runBare('cxoneAccessKeyApi', { ...server.accessKey }, async (send) => {
				const all = Array.from({ length: SIDE_BY_SIDE }, () => send({ method: 'GET', url: path }));
				await Promise.all(all);
			});
			const tookMs = performance.now() - startMs;
			const { requests, counts } = await server.state();
			seen.requests = Math.max(seen.requests, requests);
			seen.logins = Math.max(seen.logins, counts.accessKeyLogin ?? 0);
			seen.discoveries = Math.max(seen.discoveries, counts.tenantDiscovery ?? 0);
			return tookMs;
		} finally {
			server.stop();
		}
	};
	const { login } = await raceTimed({ login: startAndSend }, rounds);
	return { ...seen, time: login };
}

async function measureMemory(interactions: number, rounds: number): Promise<AcdSearch['memory']> {
	const most = { processMib: 0, heapMib: 0 };
	for (let round = 0; round < rounds; round += 1) {
		const task = { contacts: CONTACTS, interactions, isByAccessKey: true };
		const { processMib, heapMib } = await measureOnce(task);
		most.processMib = Math.max(most.processMib, processMib);
		most.heapMib = Math.max(most.heapMib, heapMib);
	}
	return most;
}

/** Measures the search by an access key. @param share of the sizes, 1 by default; less to see that it works */
export async function measureAcdSearch(rounds: number, share = 1): Promise<AcdSearch> {
	return {
		login: await raceLogin(rounds),
		day: await raceSearch(1, DAY_INTERACTIONS * share, rounds),
		year: await raceSearch(365, YEAR_INTERACTIONS * share, rounds),
		memory: await measureMemory(YEAR_INTERACTIONS * share, rounds),
	};
}
