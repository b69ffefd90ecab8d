/**
 * Runs `work` over the tasks with at most `workers` at once; tasks are taken in order, results keep that order.
 * After a throw no new task is taken; the running ones end first, then the first error is thrown.
 */
export async function runPool<Task, Result>(
	tasks: readonly Task[],
	workers: number,
	work: (task: Task, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(tasks.length);
	let next = 0;
	let firstFailed: number | undefined;
	const runWorker = async (_: unknown, worker: number): Promise<void> => {
		while (next < tasks.length && firstFailed === undefined) {
			const index = next++;
			try {
				results[index] = await work(tasks[index], index);
			} finally {
				// A result that is missing here is an error on its way up: the other workers stop taking tasks.
				if (!(index in results)) firstFailed ??= worker;
			}
		}
	};
	const ends = await Promise.allSettled(
		Array.from({ length: Math.min(workers, tasks.length) }, runWorker),
	);
	const failed = firstFailed === undefined ? undefined : ends[firstFailed];
	if (failed?.status === 'rejected') throw failed.reason;
	return results;
}
