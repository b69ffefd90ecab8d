import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { searchCampaigns, searchLists } from '../shared/n8n/listSearch';
import { runNode } from '../shared/n8n/runNode';
import { properties } from './description';
import { launchCampaigns } from './launch';
import { getCampaigns, getManyCampaigns } from './read';

const OPERATIONS = { launch: launchCampaigns, get: getCampaigns, getAll: getManyCampaigns };

/** CXone Predictive Campaign: launches predictive dialing for lists, with an abandonment threshold each (contract 2.4). */
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
			'Launch predictive dialing campaigns in NICE CXone for outbound lists, with an abandonment threshold for each segment, or get campaigns',
		defaults: { name: 'CXone Predictive Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cxoneOAuth2Api', required: true }],
		properties,
	};

	methods = { listSearch: { searchCampaigns, searchLists } };

	/** Runs the chosen operation. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as keyof typeof OPERATIONS;
		return await runNode(this, properties, OPERATIONS[operation]);
	}
}
