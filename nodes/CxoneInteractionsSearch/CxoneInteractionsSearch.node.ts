import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { tenantCredentials } from '../shared/n8n/descriptions';
import { runNode } from '../shared/n8n/runNode';
import { isOff, isOneOf, warningBefore } from '../shared/n8n/editorHints';
import { properties } from './description';
import { searchItems } from './search';

/** CXone Interactions Search: whom we talked to, and when (contract 2.1). */
export class CxoneInteractionsSearch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CXone Interactions Search',
		name: 'cxoneInteractionsSearch',
		icon: { light: 'file:../../icons/search.svg', dark: 'file:../../icons/search.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{($parameter["contactSource"] === "all" ? "all contacts" : $parameter["contactSource"] === "ids" ? "contacts by ID" : "input contacts") + ($parameter["timeRange"] === "lastDays" ? ", last " + $parameter["daysBack"] + " days" : ", between times")}}',
		description:
			'Search the interaction history of NICE CXone: calls and other interactions of given or all contacts in a time range, or a summary of each contact',
		defaults: { name: 'CXone Interactions Search' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantCredentials,
		hints: [
			warningBefore(
				'The limit may cut histories short, which then score wrongly. Turn on <i>Return All</i> before scoring.',
				isOff('returnAll'),
				isOneOf('output', 'interactions'),
			),
		],
		builderHint: {
			searchHint:
				'First of CXone Interactions Search, CXone RF Score, CXone List Upsert, CXone Predictive Campaign. Choose the output Contact Summary before scoring many contacts.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-cxone.cxoneRfScore',
					relationHint: 'Goes after: scores interactions and contact summaries as they are',
				},
			],
		},
		properties,
	};

	/** Handles all input items together, so that each contact is asked once. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, searchItems);
	}
}
