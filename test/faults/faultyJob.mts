import type {
	FaultRule,
	RestCallName as CallName,
	RequestLogEntry,
	Sandbox,
} from '../../sandbox/server.mts';
import { authorisedClient } from '../sandbox/tenant.mts';
import { logIn } from '../support/logIn.mts';
import type { Fault } from './fault.mts';
import { HISTORY, runJob, type JobNode, type JobPlan, type JobRun } from './job.mts';
import { givenTo, makeListsById, type Undisturbed } from './undisturbed.mts';
import { openSandbox } from '../support/withSandbox.mts';

/** A tenant of its own for one row of the table. */
export interface JobTenant {
	sandbox: Sandbox;
	plan: JobPlan;
	/** Runs the job and gives the requests that it made. */
	run: (changes?: JobPlan) => Promise<{ run: JobRun; requests: RequestLogEntry[] }>;
}

function tenantOf(sandbox: Sandbox, plan: JobPlan): JobTenant {
	return {
		sandbox,
		plan,
		run: async (changes = {}) => {
			const before = sandbox.requests.length;
			const run = await runJob(sandbox, { ...plan, ...changes });
			return { run, requests: sandbox.requests.slice(before) };
		},
	};
}

/** Opens a tenant; with `byId` its lists are there, and the job puts contacts into them by id. */
export async function openJobTenant(plan: JobPlan = {}, byId = false): Promise<JobTenant> {
	const sandbox = await openSandbox({ history: HISTORY });
	return tenantOf(sandbox, byId ? { ...plan, listIds: await makeListsById(sandbox) } : plan);
}

/** Fills the lists of the undisturbed job, under the same ids. */
async function fillLists(sandbox: Sandbox, { lists }: Sandbox['state']): Promise<void> {
	const api = await authorisedClient(sandbox);
	for (const { name, description, type, contacts } of lists) {
		const { data } = await api.post('/api/v1/lists', { name, description, type });
		const batch = Array.from(contacts, ([contactId, attributes]) => ({
			contactId,
			data: attributes,
		}));
		await api.post(`/api/v1/lists/${data.id}/contacts`, batch);
	}
}

/**
 * Opens a tenant on which the job has come as far as `node`, which alone is run: with the items of the undisturbed job,
 * and, but for the first node, with a token that a node before it has fetched.
 */
export async function openNodeTenant(node: JobNode, undisturbed: Undisturbed): Promise<JobTenant> {
	const sandbox = await openSandbox({ history: HISTORY });
	const { plan } = undisturbed;
	if (node === 'Campaign') await fillLists(sandbox, undisturbed.tenant);
	else if (plan.listIds !== undefined) await makeListsById(sandbox);
	const nodePlan: JobPlan = {
		...plan,
		from: { node, items: givenTo(undisturbed, node) },
		until: node,
	};
	if (node === 'Search') return tenantOf(sandbox, nodePlan);
	const loggedIn = await logIn(sandbox.credential);
	const { run, ...tenant } = tenantOf(sandbox, nodePlan);
	const credentials = () => ({ Credential: { ...loggedIn } });
	return {
		...tenant,
		run: async (changes) => await run({ credentials: credentials(), ...changes }),
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
