import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { tenantCredentials } from '../shared/n8n/descriptions';
import { isOff, isOneOf, MAY_DIAL, warningBefore } from '../shared/n8n/editorHints';
import { searchLists, searchSkills } from '../shared/n8n/listSearch';
import { runNode } from '../shared/n8n/runNode';
import { properties } from './description';
import { fillLists } from './upsert';

/** CXone List Upsert: puts contacts into outbound lists, which are found by name or created (contract 2.3). */
export class CxoneListUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CXone List Upsert',
		name: 'cxoneListUpsert',
		icon: { light: 'file:../../icons/list.svg', dark: 'file:../../icons/list.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{(String($parameter["dryRun"]).trim().toLowerCase() === "true" ? "dry run: lists" : "create or update") + " by " + ($parameter["listBy"] === "id" ? "ID" : $parameter["listBy"])}}',
		description:
			'Put contacts into NICE CXone outbound lists; a list is found by its name or created, and each contact goes in once',
		defaults: { name: 'CXone List Upsert' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantCredentials,
		hints: [
			warningBefore(
				'Where a skill is running, this run has its new contacts called at once.',
				isOneOf('authentication', 'accessKey'),
				isOneOf('ifSkillIsRunning', 'upload'),
				isOff('dryRun'),
				MAY_DIAL,
			),
		],
		builderHint: {
			searchHint:
				'Gets all contacts of a run at once: put no loop before it. Build and test it with Dry Run on. Its default output, one row for each list, is what CXone Predictive Campaign takes.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-cxone.cxoneRfScore',
					relationHint: 'Goes before: its priority names the list of a contact',
				},
				{
					nodeType: 'n8n-nodes-cxone.cxonePredictiveCampaign',
					relationHint: 'Goes after: dials the lists',
				},
			],
		},
		properties,
	};

	methods = { listSearch: { searchLists, searchSkills } };

	/** Handles all input items together, list by list and batch by batch. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, fillLists);
	}
}
