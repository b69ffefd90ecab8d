import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { GrowthAnswer, GrowthTask } from './growthProcess.mts';
import { raceTimed, type Timing } from './measure.mts';

const CONTACTS = 10_000;
export const GROWTH_SIZES = [10_000, 100_000, 1_000_000] as const;

/** Time and memory of a summary of so many interactions of ten thousand contacts; memory above the idle engine. */
export interface Growth {
	interactions: number;
	time: Timing;
	mostAboveIdle: { processMib: number; heapMib: number };
}

/** Runs a task of the growth in a process of its own. */
export async function measureOnce(task: GrowthTask): Promise<GrowthAnswer> {
	const file = fileURLToPath(new URL('growthProcess.mts', import.meta.url));
	const child = fork(file, [JSON.stringify(task)], {
		execArgv: ['--expose-gc', '--import', 'tsx'],
	});
	const [answer] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(([code]) => {
			throw new Error(`The measured process ended with ${code}`);
		}),
	])) as [GrowthAnswer];
	child.kill();
	return answer;
}

/** Sums up each of `GROWTH_SIZES` in a process of its own, in turn. */
export async function measureGrowth(rounds: number): Promise<Growth[]> {
	const most = new Map<number, Growth['mostAboveIdle']>();
	const contestants = Object.fromEntries(
		GROWTH_SIZES.map((interactions) => [
			String(interactions),
			async () => {
				const answer = await measureOnce({ contacts: CONTACTS, interactions });
				const before = most.get(interactions) ?? answer;
				most.set(interactions, {
					processMib: Math.max(before.processMib, answer.processMib),
					heapMib: Math.max(before.heapMib, answer.heapMib),
				});
				return answer.tookMs;
			},
		]),
	);
	const times = await raceTimed(contestants, rounds);
	return GROWTH_SIZES.map((interactions) => ({
		interactions,
		time: times[String(interactions)],
		mostAboveIdle: most.get(interactions) ?? { processMib: 0, heapMib: 0 },
	}));
}
