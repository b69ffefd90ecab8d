import { runPool } from '../../nodes/shared/core/pool.ts';

/** Work whose tasks end when the test says so. */
function heldWork() {
	const started: number[] = [];
	const ends = new Map<number, { finish: () => void; fail: (error: unknown) => void }>();
	const work = async (task: number) => {
		started.push(task);
		await new Promise<void>((finish, fail) => ends.set(task, { finish, fail }));
		return task * 10;
	};
	return { started, ends, work };
}

/** Lets everything run that can. */
const settle = async () => await new Promise((resolve) => setImmediate(resolve));

test('takes tasks in order, never more at once than workers, and keeps the order of the results', async () => {
	const { started, ends, work } = heldWork();
	const run = runPool([1, 2, 3, 4], 2, work);
	expect(started).toEqual([1, 2]);
	ends.get(2)?.finish();
	await settle();
	expect(started).toEqual([1, 2, 3]);
	ends.get(3)?.finish();
	await settle();
	ends.get(4)?.finish();
	ends.get(1)?.finish();

	expect(await run).toEqual([10, 20, 30, 40]);
});

test('after a throw no new task is taken, and the running ones end first', async () => {
	const { started, ends, work } = heldWork();
	const run = runPool([1, 2, 3, 4], 2, work);
	let hasEnded = false;
	const settled = run.then(
		() => 'done',
		(error: unknown) => {
			hasEnded = true;
			return error;
		},
	);
	const reason = new Error('task 2');
	ends.get(2)?.fail(reason);
	await settle();
	expect(hasEnded).toBe(false);
	ends.get(1)?.finish();

	expect(await settled).toBe(reason);
	expect(started).toEqual([1, 2]);
});

test('undefined is a result like any other', async () => {
	const ran: number[] = [];
	const results = await runPool([1, 2, 3], 1, async (task) => {
		ran.push(task);
		return undefined;
	});

	expect(ran).toEqual([1, 2, 3]);
	expect(results).toEqual([undefined, undefined, undefined]);
});

test('no tasks, no work', async () => {
	const work = jest.fn();
	expect(await runPool([], 4, work)).toEqual([]);
	expect(work).not.toHaveBeenCalled();
});

test('the index of a task comes with it', async () => {
	expect(await runPool(['a', 'b'], 5, async (task, index) => `${index}${task}`)).toEqual([
		'0a',
		'1b',
	]);
});
