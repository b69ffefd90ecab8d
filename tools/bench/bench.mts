/**
 * `npm run bench [rounds]`: races and measures everything, shows it, and writes docs/performance.md. `npm run bench -- acd
 * [rounds] [share]` does so for the search by an access key alone; a share below 1 of the sizes shows that it works and
 * writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { measureAcdSearch } from './acdSearch.mts';
import { ACD_HEADING, acdSearchDoc, withSection } from './acdSearchDoc.mts';
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

async function formatted(markdown: string): Promise<string> {
	return await format(markdown, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
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
	console.log('Search by an access key …');
	const acd = await measureAcdSearch(rounds);
	const measured = { circumstances: circumstances(), rounds, jobs, score, growth, overhead, acd };
	const page = await formatted(performanceDoc(measured));
	writeFileSync(PAGE, page);
	console.log(`\n${page}\nWritten to docs/performance.md`);
}

async function benchAcd(rounds: number, share: number): Promise<void> {
	console.log('Search by an access key …');
	const measured = await measureAcdSearch(rounds, share);
	const section = acdSearchDoc(measured, [...circumstances(), `${rounds} rounds`]);
	console.log(`\n${await formatted(section)}`);
	if (share !== 1) return;
	const page = withSection(readFileSync(PAGE, 'utf8'), ACD_HEADING, section);
	writeFileSync(PAGE, await formatted(page));
	console.log('Written to docs/performance.md');
}

const [first, ...more] = process.argv.slice(2);
if (first === 'acd') await benchAcd(Number(more[0] ?? 5), Number(more[1] ?? 1));
else await bench(Number(first ?? 5));
// The kept-alive connections of the scripts would keep this process.
process.exit(0);
