import { wait, waiting } from '../../nodes/shared/transport/wait.ts';

/** The waits asked of the host, in milliseconds; each is over at once. */
const slices: number[] = [];
let onSlice = () => {};

jest.mock('n8n-workflow', () => ({
	sleep: async (ms: number) => {
		slices.push(ms);
		onSlice();
	},
}));

beforeEach(() => {
	slices.length = 0;
	onSlice = () => {};
});

afterEach(() => {
	waiting.scale = 1;
});

test('a long wait is made of slices that add up to it', async () => {
	await wait(1_100, undefined);
	expect(slices).toEqual([250, 250, 250, 250, 100]);
});

test.each([0, -5])('%d ms is no wait', async (waitMs) => {
	await wait(waitMs, undefined);
	expect(slices).toEqual([]);
});

test('a cancel is seen after the slice that runs', async () => {
	const cancel = new AbortController();
	onSlice = () => {
		if (slices.length === 3) cancel.abort();
	};
	await wait(60_000, cancel.signal);

	expect(slices).toHaveLength(3);
	await wait(60_000, cancel.signal);
	expect(slices).toHaveLength(3);
});

test('tests can shorten all waits', async () => {
	waiting.scale = 0.01;
	await wait(20_000, undefined);
	waiting.scale = 0;
	await wait(20_000, undefined);

	expect(slices).toEqual([200]);
});

test('in production a millisecond is one', () => {
	expect(waiting.scale).toBe(1);
});
