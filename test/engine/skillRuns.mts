import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import type { Sandbox } from '../../sandbox/server.mts';
import { acdClient } from '../sandbox/acdTenant.mts';
import { fillList, type Row } from '../sandbox/dialTenant.mts';
import { jsonItems, runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';

/** The access key of a tenant, for a run. */
export function accessKeyOf({ acd }: Pick<Sandbox, 'acd'>) {
	return { type: new CxoneAccessKeyApi(), values: { ...acd.credential } };
}

/** Runs CXone Predictive Campaign with the access key of a tenant. */
export async function skills(
	tenant: Pick<Sandbox, 'acd'>,
	{ parameters, ...options }: NodeRunOptions,
	node: new () => CxonePredictiveCampaign = CxonePredictiveCampaign,
): Promise<TestedNodeRun> {
	return await runNode(node, {
		credential: accessKeyOf(tenant),
		parameters: { authentication: 'accessKey', ...parameters },
		...options,
	});
}

/** The calls of the ACD API that a sandbox got, in order, without login and discovery. */
export function acdCallsOf({ requests }: Sandbox): string[] {
	return requests
		.map(({ call }) => call)
		.filter((call) => call !== 'accessKeyLogin' && call !== 'tenantDiscovery');
}

/** The calls that change something. */
export function writesOf(sandbox: Sandbox): string[] {
	return acdCallsOf(sandbox).filter((call) =>
		/^(?:put|start|stop|upload|create|delete|remove|cancel|add|change)/.test(call),
	);
}

/** The skill of that id in a sandbox. */
export function skillOf({ state }: Sandbox, skillId = 4001) {
	const skill = state.skills.find((candidate) => candidate.skillId === skillId);
	if (skill === undefined) throw new Error(`There is no skill ${skillId}`);
	return skill;
}

/** Sets the skills that dial up as a careful administrator would, so that every check that can be met is. */
export function setUpSkills({ state }: Sandbox): void {
	for (const skill of state.skills) {
		for (const zone of skill.parameters.timeZones) zone.endTime = '20:00';
		skill.parameters.listManagement.listOrderingOptions = [
			{ orderType: 'Score', direction: 'Descending' },
		];
	}
}

/** Puts a list of such records into a tenant, for a skill, and forgets the requests. Gives its id. */
export async function putList(
	sandbox: Sandbox,
	rows: Record<string, Row>,
	{ skillId = 4001, listName = 'list' }: { skillId?: number; listName?: string } = {},
): Promise<string> {
	const api = await acdClient(sandbox);
	const listId = await fillList(api, rows, { skillId }, listName);
	sandbox.requests.length = 0;
	return String(listId);
}

/** An item as CXone List Upsert gives it. */
export function listItem(listId: string, fields: IDataObject = {}): INodeExecutionData {
	const [item] = jsonItems({ listId, skillId: 4001, segment: 'high', ...fields });
	return item;
}

/** The checks of the first row of a run, by name. */
export function checksOf(run: TestedNodeRun, row = 0): Record<string, IDataObject> {
	const { checks } = run.items[row].json as { checks: IDataObject[] };
	return Object.fromEntries(checks.map((check) => [String(check.check), check]));
}

/** Lets a day go by, in which skills that run dial; gives the external ids of those who rang since the start, each once. */
export function whoRings(sandbox: Sandbox): string[] {
	sandbox.dial({ days: 1 });
	return [...new Set(sandbox.rings.map(({ externalId }) => externalId))].sort();
}

/** Holds that nobody's phone rang and nobody's will: no start was sent, no skill runs. */
export function expectSilence(sandbox: Sandbox): void {
	expect(acdCallsOf(sandbox).filter((call) => call === 'startSkill')).toEqual([]);
	expect(whoRings(sandbox)).toEqual([]);
}
