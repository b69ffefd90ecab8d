import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { readSwitch } from '../shared/core/switches';
import { runNode, type NodeRun } from '../shared/n8n/runNode';
import { properties } from './description';
import type { Operation } from './operation.description';
import { makeReport } from './report';
import { scoreItems, SEGMENT_OUTPUTS } from './score';

async function runOperation(nodeRun: NodeRun): Promise<void> {
	const operation = nodeRun.parameters.option<Operation>('operation', 0, ['score', 'report']);
	if (operation === 'report') await makeReport(nodeRun);
	else scoreItems(nodeRun);
}

/** CXone RF Score: recency and frequency of each contact as a score of 0 to 100 with its segment (contract 2.2). */
export class CxoneRfScore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CXone RF Score',
		name: 'cxoneRfScore',
		icon: { light: 'file:../../icons/score.svg', dark: 'file:../../icons/score.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "report" ? "make report" : $parameter["inputData"] === "contactSummary" ? "score contact summaries" : $parameter["inputData"] === "interactions" ? "score interactions" : "score contacts"}}',
		description:
			'Score contacts by recency and frequency of their interactions, 0 to 100, and sort them into high, medium and low priority',
		defaults: { name: 'CXone RF Score' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{$parameter["operation"] !== "report" && String($parameter["splitBySegment"]).trim().toLowerCase() === "true" ? [{"type":"${NodeConnectionTypes.Main}","displayName":"High"},{"type":"${NodeConnectionTypes.Main}","displayName":"Medium"},{"type":"${NodeConnectionTypes.Main}","displayName":"Low"}] : ["${NodeConnectionTypes.Main}"]}}`,
		builderHint: {
			searchHint:
				'Needs no credential. Takes interactions or contact summaries, of CXone or of any other source, and gives one item for each contact with score and priority.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-cxone.cxoneInteractionsSearch',
					relationHint: 'Goes before: gives the history that is scored',
				},
				{
					nodeType: 'n8n-nodes-cxone.cxoneListUpsert',
					relationHint: 'Goes after: makes a calling list of each priority',
				},
			],
		},
		properties,
	};

	/** Scores all input items together, or makes one report of them. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// What is neither true nor false shows one output; the scoring then refuses it.
		const isSplit =
			this.getNodeParameter('operation', 0, 'score') !== 'report' &&
			readSwitch(this.getNodeParameter('splitBySegment', 0, false)) === true;
		return await runNode(this, properties, runOperation, isSplit ? SEGMENT_OUTPUTS : 1);
	}
}
