import { searchInteractions } from '../../nodes/shared/cxone/rest/calls.ts';
import { request } from '../../nodes/shared/transport/request.ts';
import { handMadeSession, type HandMadeAnswer } from '../support/handMadeSession.mts';
import { VirtualClock } from '../support/virtualClock.mts';

let clock = new VirtualClock();

jest.mock('n8n-workflow', () => ({ sleep: async (ms: number) => await clock.sleep(ms) }));

const good: HandMadeAnswer = { statusCode: 200, body: { data: [] } };
const limited = (retryAfter: string): HandMadeAnswer => ({
	statusCode: 429,
	headers: { 'retry-after': retryAfter },
});

/** Makes calls side by side; the answers come in turn, each after 100 ms. Gives when each request was sent. */
async function sendTimes(callCount: number, maxConcurrency: number, answers: HandMadeAnswer[]) {
	clock = new VirtualClock();
	const sentAtMs: number[] = [];
	const session = handMadeSession(
		async () => {
			const answer = answers[Math.min(sentAtMs.push(clock.nowMs), answers.length) - 1];
			await clock.sleep(100);
			return answer;
		},
		{ maxConcurrency, now: () => clock.nowMs },
	);
	const calls = Array.from({ length: callCount }, async () => {
		return await request(session, searchInteractions, { body: {} });
	});
	const ends = Promise.allSettled(calls);
	await clock.runOut();
	return { sentAtMs, ends: (await ends).map(({ status }) => status) };
}

test('a wait that the service names for one call holds all others back, those that stand at the door too', async () => {
	const { sentAtMs, ends } = await sendTimes(3, 1, [limited('20'), good]);

	expect(ends).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
	expect(sentAtMs).toHaveLength(4);
	expect(sentAtMs[0]).toBe(0);
	expect(sentAtMs[1]).toBe(20_100);
});

test('calls that were under way come to their end, and the next ones wait', async () => {
	const { sentAtMs } = await sendTimes(8, 4, [good, limited('5'), good]);

	expect(sentAtMs.slice(0, 4)).toEqual([0, 0, 0, 0]);
	// The first answer let one call more in before the refusal was read.
	expect(sentAtMs.filter((atMs) => atMs > 0 && atMs < 5_100).length).toBeLessThanOrEqual(1);
	expect(sentAtMs).toHaveLength(9);
});

test('without such a wait the others go on while one backs off', async () => {
	const { sentAtMs } = await sendTimes(3, 1, [{ statusCode: 500 }, good]);

	expect(sentAtMs[1]).toBe(100);
	expect(sentAtMs).toHaveLength(4);
});
