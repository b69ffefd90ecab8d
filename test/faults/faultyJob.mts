import type { CallName, FaultRule, RequestLogEntry, Sandbox } from '../../sandbox/server.mts';
import { startSandbox } from '../../sandbox/server.mts';
import { authorisedClient, makeList } from '../sandbox/tenant.mts';
import type { Fault } from './fault.mts';
import { HISTORY, runJob, type JobPlan, type JobRun } from './job.mts';

const SEGMENTS = ['high', 'medium', 'low'];

/** A tenant of its own for one row of the table. */
export interface JobTenant {
	sandbox: Sandbox;
	plan: JobPlan;
	/** Runs the job and gives the requests that it made. */
	run: (changes?: JobPlan) => Promise<{ run: JobRun; requests: RequestLogEntry[] }>;
}

/** Opens a tenant; with `byId` its lists are there, and the job puts contacts into them by id. */
export async function openJobTenant(plan: JobPlan = {}, byId = false): Promise<JobTenant> {
	const sandbox = await startSandbox({ history: HISTORY });
	const listIds: Record<string, string> = {};
	if (byId) {
		const api = await authorisedClient(sandbox);
		for (const segment of SEGMENTS) listIds[segment] = await makeList(api, `list_${segment}`, 0);
	}
	const wholePlan = byId ? { ...plan, listIds } : plan;
	return {
		sandbox,
		plan: wholePlan,
		run: async (changes = {}) => {
			const before = sandbox.requests.length;
			const run = await runJob(sandbox, { ...wholePlan, ...changes });
			return { run, requests: sandbox.requests.slice(before) };
		},
	};
}

/** The rule that makes the sandbox spoil a call as the table says; `echo` goes into the body of error answers. */
export function ruleOf(
	fault: Fault,
	call: CallName,
	{
		isPersisting,
		elsewhereUrl,
		echo,
	}: { isPersisting: boolean; elsewhereUrl: string; echo: string },
): FaultRule {
	const effect = typeof fault.effect === 'function' ? fault.effect(elsewhereUrl) : fault.effect;
	// n8n shows the code of a refused token request, but not its status.
	const isLimited = effect.type === 'status' && effect.status === 429;
	const body = { error: isLimited ? 'too_many_requests' : 'sandbox_fault', message: echo };
	return {
		call,
		times: isPersisting ? Infinity : (fault.times ?? 1),
		skip: fault.skip,
		when: fault.when,
		effect: effect.type === 'status' ? { ...effect, body } : effect,
	};
}

/** What makes two requests the same one, sent again. */
export function identityOf({ method, path, body }: RequestLogEntry): string {
	return JSON.stringify([method, path, body]);
}

/** The shortest time between a refusal of a request and its next try, in milliseconds; Infinity without a next try. */
export function shortestWaitMs(requests: RequestLogEntry[]): number {
	const waits = requests.flatMap((refused, index) => {
		if (refused.status < 400) return [];
		const identity = identityOf(refused);
		const next = requests.slice(index + 1).find((request) => identityOf(request) === identity);
		return next === undefined ? [] : [next.startedAt - refused.endedAt];
	});
	return Math.min(...waits);
}

/** How often the request that was sent most often was sent. */
export function mostTries(requests: RequestLogEntry[]): number {
	const tries = new Map<string, number>();
	for (const request of requests) {
		const identity = identityOf(request);
		tries.set(identity, (tries.get(identity) ?? 0) + 1);
	}
	return Math.max(...tries.values());
}
