/** `npm run bench [rounds]`: races and measures everything, shows it, and writes docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { measureGrowth } from './growth.mts';
import { measureOverhead } from './overhead.mts';
import { performanceDoc } from './performanceDoc.mts';
import { raceScore } from './scoreRace.mts';
import { JOB_CONTACTS, JOB_INTERACTIONS, raceWholeJob, type JobRace } from './wholeJob.mts';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
/** n8n runs for weeks: the code of the nodes and of n8n is to be as warm as it is there. */
const WARM_UP_ROUNDS = 5;
const SERVERS: Array<[latencyMs: number, isTls: boolean]> = [
	[0, false],
	[20, false],
	[50, false],
	[200, false],
	[0, true],
	[20, true],
	[50, true],
];

function versionOf(packageName: string): string {
	const url = new URL(`../../node_modules/${packageName}/package.json`, import.meta.url);
	return (JSON.parse(readFileSync(url, 'utf8')) as { version: string }).version;
}

function circumstances(): string[] {
	const [cpu] = cpus();
	return [
		`${cpus().length} cores (${cpu.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB; server and client share them`,
		`Node ${process.versions.node}, n8n-core ${versionOf('n8n-core')}, axios ${versionOf('axios')}`,
		new Date().toISOString().slice(0, 10),
	];
}

async function bench(rounds: number): Promise<void> {
	// The server's certificate is made for the run, and n8n's helper is to take it.
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
	console.log('Warming up …');
	await raceWholeJob(0, false, WARM_UP_ROUNDS);
	const jobs: JobRace[] = [];
	for (const [latencyMs, isTls] of SERVERS) {
		console.log(`Whole job, ${latencyMs} ms, ${isTls ? 'https' : 'http'} …`);
		jobs.push(await raceWholeJob(latencyMs, isTls, rounds));
	}
	console.log('Growth …');
	const growth = await measureGrowth(rounds);
	const overhead = await measureOverhead(JOB_CONTACTS, JOB_INTERACTIONS);
	console.log('Scoring …');
	const score = await raceScore(rounds);
	const page = await format(
		performanceDoc({ circumstances: circumstances(), rounds, jobs, score, growth, overhead }),
		{ ...(await resolveConfig(PAGE)), parser: 'markdown' },
	);
	writeFileSync(PAGE, page);
	console.log(`\n${page}\nWritten to docs/performance.md`);
}

await bench(Number(process.argv[2] ?? 5));
// The kept-alive connections of the scripts would keep this process.
process.exit(0);
