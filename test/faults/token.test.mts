import type { RequestLogEntry, Sandbox } from '../../sandbox/server.mts';
import { HISTORY, runJob, type JobPlan } from './job.mts';
import { openSandbox } from '../support/withSandbox.mts';

/** A token is renewed when a tenth of its life is left (the nodes) or when it is refused (n8n before 2.3x). */
const RENEWED_AFTER = 0.9;
const TIMER_SLACK_MS = 20;
const CONCURRENCY = 8;

async function search(sandbox: Sandbox, plan: JobPlan): Promise<string[]> {
	const run = await runJob(sandbox, { ...plan, pageSize: 1, until: 'Search' });
	expect(run.error).toBeUndefined();
	return run.nodes.Search.outputs[0].map(({ json }) => String(json.id)).sort();
}

function requestsOf(sandbox: Sandbox, call: RequestLogEntry['call']): RequestLogEntry[] {
	return sandbox.requests.filter((request) => request.call === call);
}

const everyId = HISTORY.map(({ id }) => id).sort();

test.concurrent(
	'tokens that live two seconds under a search of seven: one for each life, each interaction once',
	async () => {
		const lifeSeconds = 2;
		const latencyMs = 250;
		const sandbox = await openSandbox({
			history: HISTORY,
			tokenLifeSeconds: lifeSeconds,
			latencyMs,
		});
		const ids = await search(sandbox, { searchConcurrency: CONCURRENCY, contactsPerRequest: 4 });
		await sandbox.close();

		const tokens = requestsOf(sandbox, 'token');
		const pages = requestsOf(sandbox, 'searchInteractions');
		const refused = pages.filter(({ status }) => status === 401);
		const usedMs = pages[pages.length - 1].endedAt - tokens[0].endedAt;
		const gapsMs = tokens.slice(1).map(({ startedAt }, n) => startedAt - tokens[n].endedAt);
		expect(ids).toEqual(everyId);
		expect(usedMs).toBeGreaterThan(5_000);
		// The refusal, n8n's own second refusal and the token take four answers at most.
		expect(tokens.length).toBeGreaterThanOrEqual(
			Math.floor(usedMs / (lifeSeconds * 1_000 + 4 * latencyMs)),
		);
		expect(tokens.length).toBeLessThanOrEqual(
			Math.floor(usedMs / 1_000 / (lifeSeconds * RENEWED_AFTER)) + 1,
		);
		expect(Math.min(...gapsMs)).toBeGreaterThan(
			lifeSeconds * 1_000 * RENEWED_AFTER - TIMER_SLACK_MS,
		);
		expect(pages.length - refused.length).toBe(HISTORY.length);
		// No request is refused twice for one token; n8n before 2.3x has one more refused to renew it.
		expect(refused.length).toBeLessThanOrEqual(tokens.length * (CONCURRENCY + 1));
	},
);

test.concurrent(
	'all tokens expire under twenty parallel requests: exactly one renewal, each interaction once',
	async () => {
		let answered = 0;
		const sandbox = await openSandbox({
			history: HISTORY,
			latencyMs: 150,
			onAnswered: () => {
				answered += 1;
				if (answered === 60) sandbox.expireTokens();
			},
		});
		const ids = await search(sandbox, { searchConcurrency: 20, contactsPerRequest: 1 });
		await sandbox.close();

		const refused = requestsOf(sandbox, 'searchInteractions').filter(
			({ status }) => status === 401,
		);
		expect(ids).toEqual(everyId);
		expect(refused.length).toBeGreaterThan(10);
		expect(requestsOf(sandbox, 'token')).toHaveLength(2);
	},
);

test.concurrent(
	'the first request of a run goes alone, so that a token is fetched once',
	async () => {
		const sandbox = await openSandbox({ history: HISTORY, latencyMs: 100 });
		await search(sandbox, { searchConcurrency: 20, contactsPerRequest: 1 });
		await sandbox.close();

		const [token, first, ...others] = sandbox.requests;
		expect([token.call, first.call]).toEqual(['token', 'searchInteractions']);
		expect(Math.min(...others.map(({ startedAt }) => startedAt))).toBeGreaterThanOrEqual(
			first.endedAt,
		);
		expect(requestsOf(sandbox, 'token')).toHaveLength(1);
	},
);

test.concurrent('the nodes of one run, and the next run, use the same token', async () => {
	const credentials = {};
	const sandbox = await openSandbox({ history: HISTORY });
	await runJob(sandbox, { credentials });
	await runJob(sandbox, { credentials });
	await sandbox.close();

	expect(requestsOf(sandbox, 'token')).toHaveLength(1);
});
