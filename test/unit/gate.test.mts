import { access } from '../../nodes/shared/cxone/rest/access.ts';
import { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { Gate, type Place } from '../../nodes/shared/transport/gate.ts';
import { failureOf } from '../../nodes/shared/transport/wording.ts';
import { VirtualClock } from '../support/virtualClock.mts';

const clock = new VirtualClock();

jest.mock('n8n-workflow', () => ({ sleep: async (ms: number) => await clock.sleep(ms) }));

function gateOf(maxConcurrency: number, isOpen = true, signal?: AbortSignal) {
	const gate = new Gate(
		{ start: maxConcurrency, max: maxConcurrency },
		isOpen,
		signal,
		() => clock.nowMs,
	);
	const places: Place[] = [];
	const failures: unknown[] = [];
	const calls: object[] = [];
	const enter = (count: number) => {
		for (const call of Array.from({ length: count }, () => ({}))) {
			calls.push(call);
			void gate.enter(call).then(
				(place) => places.push(place),
				(error: unknown) => failures.push(error),
			);
		}
	};
	return { gate, places, failures, calls, enter };
}

test('lets as many in as may run at once, and the next when one leaves', async () => {
	const { gate, places, enter } = gateOf(2);
	enter(4);
	await clock.settle();
	expect(places).toHaveLength(2);
	gate.leave(places[0], 'badly');
	await clock.settle();
	expect(places).toHaveLength(3);
});

test('the first call goes alone until one went well', async () => {
	const { gate, places, calls, enter } = gateOf(4, false);
	enter(5);
	await clock.settle();
	expect(gate.limit).toBe(1);
	expect(places).toHaveLength(1);
	// Its own retries go alone too; only when it has failed for good may the next one try.
	gate.leave(places[0], 'badly');
	await clock.settle();
	expect(places).toHaveLength(1);
	gate.settle(calls[0], new Error('the list is not valid'));
	await clock.settle();
	expect(places).toHaveLength(2);
	gate.leave(places[1], 'well');
	await clock.settle();

	expect(gate.limit).toBe(4);
	expect(places).toHaveLength(5);
});

test.each(['credential', 'unreached'] as const)(
	'a first call that failed by %s keeps the others from trying in turn',
	async (kind) => {
		const { gate, places, failures, calls, enter } = gateOf(4, false);
		enter(3);
		await clock.settle();
		gate.leave(places[0], 'badly');
		const failure = failureOf({ kind }, access.says);
		gate.settle(calls[0], failure);
		await clock.settle();
		expect(places).toHaveLength(1);
		expect(failures).toEqual([failure, failure]);
	},
);

test('429 to calls that began together halves the limit once; successes raise it again', async () => {
	const { gate, places, enter } = gateOf(8);
	enter(8);
	await clock.settle();
	for (const place of places.slice(0, 4)) gate.leave(place, 'limited');
	expect(gate.limit).toBe(4);
	for (let rounds = 0; rounds < 4; rounds++) {
		expect(gate.limit).toBe(4);
		for (const place of places.slice(-4)) gate.leave(place, 'well');
		enter(4);
		await clock.settle();
	}
	expect(gate.limit).toBe(5);
	gate.leave(places[places.length - 1], 'limited');
	expect(gate.limit).toBe(2);
});

test('a pause holds all calls back until the longest wait is over', async () => {
	const { gate, places, enter } = gateOf(4);
	gate.holdBack(1_000);
	enter(2);
	await clock.advanceTo(clock.nowMs + 500);
	gate.holdBack(2_000);
	gate.holdBack(100);
	await clock.advanceTo(clock.nowMs + 1_999);
	expect(places).toHaveLength(0);
	await clock.advanceTo(clock.nowMs + 1);
	expect(places).toHaveLength(2);
	enter(1);
	await clock.settle();
	expect(places).toHaveLength(3);
});

test('after a cancel none enters, neither the waiting nor the new', async () => {
	const cancel = new AbortController();
	const { gate, places, failures, enter } = gateOf(1, true, cancel.signal);
	enter(3);
	await clock.settle();
	cancel.abort();
	gate.leave(places[0], 'badly');
	enter(1);
	await clock.settle();

	expect(places).toHaveLength(1);
	expect(failures.map((error) => (error as CxoneFailure).facts.kind)).toEqual([
		...['cancelled', 'cancelled', 'cancelled'],
	]);
});

test('a cancel during a pause is seen within a quarter of a second', async () => {
	const cancel = new AbortController();
	const { gate, failures, enter } = gateOf(1, true, cancel.signal);
	gate.holdBack(60_000);
	enter(2);
	await clock.advanceTo(clock.nowMs + 1_000);
	cancel.abort();
	await clock.advanceTo(clock.nowMs + 250);

	expect(failures).toHaveLength(2);
});
