import { acdSearchDoc } from './acdSearchDoc.mts';
import type { AcdSearch } from './acdSearch.mts';
import { count, percent, table } from './docTable.mts';
import { timingText, type Timing } from './measure.mts';
import { COST_CENTRES, type Overhead } from './overhead.mts';
import type { Growth } from './growth.mts';
import type { ScoreRace } from './scoreRace.mts';
import { JOB_CONTACTS, JOB_INTERACTIONS, type Contestant, type JobRace } from './wholeJob.mts';

/** All that one run of the benchmark measured. */
export interface Measurements {
	/** Machine, versions and command, a line each. */
	circumstances: string[];
	rounds: number;
	jobs: JobRace[];
	score: ScoreRace;
	growth: Growth[];
	overhead: Overhead;
	acd: AcdSearch;
}

const ratio = (slower: Timing, faster: Timing) => (slower.medianMs / faster.medianMs).toFixed(1);

function serverName({ latencyMs, isTls }: JobRace): string {
	return `${latencyMs} ms, ${isTls ? 'https' : 'http'}`;
}

function todayTable(jobs: JobRace[]): string {
	return table(
		[
			'Server',
			"Today's way",
			'Nodes',
			'Times as fast',
			'Nodes, passing on interactions',
			'Times as fast',
		],
		jobs.map((job) => {
			const { today, nodes, nodesWithRows } = job.times;
			const cells = [nodes, nodesWithRows].flatMap((time) => [
				timingText(time),
				ratio(today, time),
			]);
			return [serverName(job), timingText(today), ...cells];
		}),
	);
}

function ceilingTable(jobs: JobRace[]): string {
	const cells = ({ times }: JobRace, best: Contestant) => [
		timingText(times[best]),
		percent(times[best].medianMs / times.nodes.medianMs),
	];
	return table(
		['Server', 'Ceiling', 'Of it', 'Bare n8n', 'Of it'],
		jobs.map((job) => [serverName(job), ...cells(job, 'ceiling'), ...cells(job, 'bare')]),
	);
}

function growthTable(growth: Growth[]): string {
	return table(
		['Interactions', 'Time', 'Times the line above', 'Heap above idle', 'Process above idle'],
		growth.map(({ interactions, time, mostAboveIdle }, index) => [
			count(interactions),
			timingText(time),
			index === 0 ? '' : ratio(time, growth[index - 1].time),
			`${Math.round(mostAboveIdle.heapMib)} MiB`,
			`${Math.round(mostAboveIdle.processMib)} MiB`,
		]),
	);
}

function overheadTable({ centres, serverCpuMs, jobMs }: Overhead): string {
	return table(
		['Where', 'Time', 'Of the job'],
		[
			...COST_CENTRES.map((centre) => [
				centre,
				`${Math.round(centres[centre])} ms`,
				percent(centres[centre] / jobMs),
			]),
			['the server (a process of its own)', `${Math.round(serverCpuMs)} ms`, ''],
		],
	);
}

/** The text of docs/performance.md, in Markdown. Times are the median of the rounds, with the least and the most. */
export function performanceDoc(measured: Measurements): string {
	const { circumstances, rounds, jobs, score, growth, overhead, acd } = measured;
	return `# Performance

Measured by \`npm run bench\`, which writes this page. Contestants take turns in one warm process, ${rounds} rounds, so the
ratios say more than the times: median (least–most).

${circumstances.map((line) => `- ${line}`).join('\n')}

## The whole job

Search, score, lists and campaigns for ${count(JOB_CONTACTS)} contacts with ${count(JOB_INTERACTIONS)} interactions. *Today's way* is a
script that makes one request after the other over one kept-alive connection, sums up each history as it reads it and
looks nothing up. The nodes run in n8n's engine, as in the nightly example: the
search gives on *Contact Summary*; the last two columns give on *Interactions*, each one an item of n8n.

${todayTable(jobs)}

The *ceiling* makes the requests of the nodes, 20 at once from the start, over kept-alive connections and without n8n. *Bare n8n*
makes them by n8n's HTTP helper, which opens a connection for each call, in a node that does nothing else: what every
node in n8n has to pay. "Of it" is how much of that speed the nodes reach. A job takes ${jobs[0].requests.nodes} requests by the nodes besides the token,
and ${jobs[0].requests.today} by today's way, which looks nothing up.

${ceilingTable(jobs)}

## Scoring

${count(score.interactions)} interactions of ${count(score.contacts)} contacts: time inside CXone RF Score, beside a bare loop that
parses the same times and counts the same calls, without looking for repeated ids, without checks and without output.

${table(
	['CXone RF Score', 'Bare loop', 'Speed of the loop that is reached'],
	[
		[
			timingText(score.node),
			timingText(score.bare),
			percent(score.bare.medianMs / score.node.medianMs),
		],
	],
)}

## Growth

Contact summaries of 10,000 contacts from more and more interactions, each in a process of its own after a tenth of the
contacts to warm up, server without latency. Memory is the most that was held above what the idle engine held: the heap,
and the whole process (RSS). Most of it is litter that Node has not collected yet; the histories themselves are never
kept.

${growthTable(growth)}

## Where the time goes

One whole job without latency, by n8n's process, sampled every 0.2 ms.

${overheadTable(overhead)}

${acdSearchDoc(acd, circumstances)}`;
}
