import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { tenantCredentials } from '../shared/n8n/descriptions';
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
		properties,
	};

	methods = { listSearch: { searchLists, searchSkills } };

	/** Handles all input items together, list by list and batch by batch. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, fillLists);
	}
}
