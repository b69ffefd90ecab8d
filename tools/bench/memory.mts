import { collectGarbage } from './measure.mts';

const MIB = 1_048_576;
const LOOK_EVERY_MS = 10;

/** How long work took, and the most memory that was held meanwhile above what was held before. */
export interface WatchedWork<Result> {
	result: Result;
	tookMs: number;
	/** The whole process (RSS). */
	processMib: number;
	heapMib: number;
}

/** Does work and watches the memory of this process. */
export async function watchMemory<Result>(
	work: () => Promise<Result>,
): Promise<WatchedWork<Result>> {
	collectGarbage();
	const idle = process.memoryUsage();
	const peak = { ...idle };
	const look = setInterval(() => {
		const { rss, heapUsed } = process.memoryUsage();
		peak.rss = Math.max(peak.rss, rss);
		peak.heapUsed = Math.max(peak.heapUsed, heapUsed);
	}, LOOK_EVERY_MS);
	try {
		const startMs = performance.now();
		const result = await work();
		return {
			result,
			tookMs: performance.now() - startMs,
			processMib: (peak.rss - idle.rss) / MIB,
			heapMib: (peak.heapUsed - idle.heapUsed) / MIB,
		};
	} finally {
		clearInterval(look);
	}
}
