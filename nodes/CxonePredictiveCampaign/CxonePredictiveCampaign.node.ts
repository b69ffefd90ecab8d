import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { whatDials } from '../shared/cxone/open';
import type { Tenant } from '../shared/cxone/tenant';
import { tenantCredentials } from '../shared/n8n/descriptions';
import { searchCampaigns, searchLists, searchSkills } from '../shared/n8n/listSearch';
import { runNode, type NodeRun } from '../shared/n8n/runNode';
import { properties } from './description';
import { editorHints } from './editorHints';
import { launchCampaigns } from './launch';
import { getCampaigns, getManyCampaigns } from './read';
import { launchSkills } from './skillLaunch';
import { getManySkills, getSkills } from './skillRead';
import { stopSkills } from './skillStop';

type Operation = (nodeRun: NodeRun) => Promise<void>;

/** The operations, by what dials in the tenant. */
const OPERATIONS: Readonly<Record<Tenant['dialsBy'], Readonly<Record<string, Operation>>>> = {
	campaigns: { launch: launchCampaigns, get: getCampaigns, getAll: getManyCampaigns },
	skills: {
		launch: async (nodeRun) => await launchSkills(nodeRun, 'launch'),
		start: async (nodeRun) => await launchSkills(nodeRun, 'start'),
		stop: stopSkills,
		get: getSkills,
		getAll: getManySkills,
	},
};

async function runOperation(nodeRun: NodeRun): Promise<void> {
	const operations = OPERATIONS[whatDials(nodeRun.context)];
	const operation = nodeRun.parameters.option('operation', 0, Object.keys(operations));
	await operations[operation](nodeRun);
}

/**
 * CXone Predictive Campaign: launches predictive dialing for lists, with an abandonment threshold each (contract 2.4), or sets,
 * checks, starts and stops the skills that dial them (contract 4.3).
 */
export class CxonePredictiveCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CXone Predictive Campaign',
		name: 'cxonePredictiveCampaign',
		icon: { light: 'file:../../icons/campaign.svg', dark: 'file:../../icons/campaign.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{($parameter["operation"] === "getAll" ? "get many" : $parameter["operation"]) + (String($parameter["dryRun"]).trim().toLowerCase() === "true" ? " (dry run)" : "")}}',
		description:
			'Launch predictive dialing in NICE CXone for outbound lists, with an abandonment threshold for each segment and checks before anybody rings; get campaigns',
		defaults: { name: 'CXone Predictive Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantCredentials,
		hints: editorHints,
		builderHint: {
			searchHint:
				'Last of CXone Interactions Search, CXone RF Score, CXone List Upsert, CXone Predictive Campaign. Dials real people: build and test it with Dry Run on, and leave it to a person to turn that off.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-cxone.cxoneListUpsert',
					relationHint: 'Goes before: its rows, one for each list, are what is launched',
				},
			],
		},
		properties,
	};

	methods = { listSearch: { searchCampaigns, searchLists, searchSkills } };

	/** Runs the chosen operation. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, runOperation);
	}
}
