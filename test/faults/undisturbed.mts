import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import { authorisedClient, makeList } from '../sandbox/tenant.mts';
import { HISTORY, inputOf, runJob, type JobNode, type JobPlan, type JobRun } from './job.mts';
import { stateOf, type TenantState } from './tenantState.mts';
import { openSandbox } from '../support/withSandbox.mts';

const SEGMENTS = ['high', 'medium', 'low'];
/** Fields that a fault may change: the number of batches, and the name of a list that could not be looked up. */
const CHANGED_BY_FAULTS = ['batches', 'listName'];
/** Fields that tell whether something was there before the run. */
const CHANGED_BY_RUNNING_AGAIN = ['created', 'outcome'];

/** A job that nothing disturbed: where every other one has to end. */
export interface Undisturbed {
	/** The plan that was run; the ids of its lists, if it has any, hold in every tenant that is prepared alike. */
	plan: JobPlan;
	run: JobRun;
	requestCount: number;
	/** What the tenant held at the end. */
	state: TenantState;
	tenant: Sandbox['state'];
}

/** Makes the empty lists that a job by id puts contacts into, and gives their ids by segment. */
export async function makeListsById(sandbox: Sandbox): Promise<Record<string, string>> {
	const api = await authorisedClient(sandbox);
	const listIds: Record<string, string> = {};
	for (const segment of SEGMENTS) listIds[segment] = await makeList(api, `list_${segment}`, 0);
	return listIds;
}

/** Runs the whole job, by id on request, on a tenant of its own. */
export async function runUndisturbed(plan: JobPlan = {}, byId = false): Promise<Undisturbed> {
	const sandbox = await openSandbox({ history: HISTORY });
	const wholePlan = byId ? { ...plan, listIds: await makeListsById(sandbox) } : plan;
	const before = sandbox.requests.length;
	const credentials: NonNullable<JobPlan['credentials']> = {};
	const run = await runJob(sandbox, { ...wholePlan, credentials });
	await sandbox.close();
	return {
		plan: wholePlan,
		run,
		requestCount: sandbox.requests.length - before,
		state: stateOf(sandbox),
		tenant: sandbox.state,
	};
}

/** What the undisturbed node got, as items that a trigger can give. */
export function givenTo({ run }: Undisturbed, node: JobNode): INodeExecutionData[] {
	return inputOf(run, node).map(({ json }) => ({ json }));
}

/** What the tenant holds once the undisturbed job has run up to that node. */
function stateAfter({ plan, state }: Undisturbed, node: JobNode): TenantState {
	if (node === 'Campaign') return state;
	const empty = state.lists.map((list) => ({ ...list, contacts: {} }));
	const untouched = plan.listIds === undefined ? [] : empty;
	return { lists: node === 'List Upsert' ? state.lists : untouched, campaigns: [] };
}

/** What a node hands on, in words that hold in any tenant: names for ids. */
function handedOn(
	run: JobRun,
	node: JobNode,
	{ lists, campaigns }: Sandbox['state'],
	isAgain: boolean,
): IDataObject[] {
	const leftOut = [...CHANGED_BY_FAULTS, ...(isAgain ? CHANGED_BY_RUNNING_AGAIN : [])];
	const items = run.nodes[node]?.outputs[0] ?? [];
	return items.map(({ json }) => {
		const told = Object.entries(json).filter(([field]) => !leftOut.includes(field));
		const named = Object.fromEntries(told) as IDataObject;
		if ('listId' in json) named.listId = lists.find(({ id }) => id === json.listId)?.name;
		if ('campaignId' in json)
			named.campaignId = campaigns.find(({ id }) => id === json.campaignId)?.name;
		return named;
	});
}

/** The run went well, and the tenant and what the node hands on are as if there had been no fault. */
export function expectGoal(
	run: JobRun,
	sandbox: Sandbox,
	goal: Undisturbed,
	{ node, isWholeJob, isAgain }: { node: JobNode; isWholeJob: boolean; isAgain: boolean },
): void {
	expect(run.error).toBeUndefined();
	expect(stateOf(sandbox)).toEqual(stateAfter(goal, isWholeJob ? 'Campaign' : node));
	expect(handedOn(run, node, sandbox.state, isAgain)).toEqual(
		handedOn(goal.run, node, goal.tenant, isAgain),
	);
}
