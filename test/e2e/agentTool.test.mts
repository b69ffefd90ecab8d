// Needs: every n8n
import type { IDataObject, INode } from 'n8n-workflow';

import { countCalls } from '../../tools/start/expectedJob.mts';
import { askedSpan } from '../../tools/start/checkRun.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { SavedCredential, SavedExecution } from '../../tools/n8n/n8nClient.mts';
import { workflowNode } from '../support/engine.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { jsonOf, runOnce } from './support/executions.mts';
import {
	startScriptedModel,
	type ModelStep,
	type ScriptedModel,
} from './support/scriptedModel.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

/** As n8n hangs a node under an agent: its type with `Tool` at the end. */
function asTool(node: INode): INode {
	return { ...node, type: `${node.type}Tool` };
}

/** The name of a field that the model is to fill: nodes read contacts from the item, which holds what the model gave. */
function fieldFromModel(name: string, description: string): string {
	return `={{ $fromAI('${name}', '${description}') && '${name}' }}`;
}

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 60 } });
	let model: ScriptedModel;
	let modelCredential: SavedCredential;

	beforeAll(async () => {
		model = await startScriptedModel();
		modelCredential = await whole.client.addCredential(
			'Model',
			{ apiKey: 'key-of-a-scripted-model', url: model.url, header: false },
			'openAiApi',
		);
	});

	afterAll(async () => {
		await model?.close();
	});

	beforeEach(() => {
		whole.sandbox.reset();
	});

	/** Lets an agent with this one tool follow the script. */
	async function startAgent(tool: INode, ...script: ModelStep[]): Promise<SavedExecution> {
		model.say(...script, { text: 'Done.' });
		const agent = {
			...workflowNode('Agent', '@n8n/n8n-nodes-langchain.agent', {
				promptType: 'define',
				text: 'Follow the script.',
			}),
			typeVersion: 3,
		};
		const languageModel = {
			...workflowNode('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', {
				model: { __rl: true, mode: 'id', value: 'scripted' },
				options: { maxRetries: 0 },
			}),
			typeVersion: 1.2,
			credentials: { openAiApi: { ...modelCredential } },
		};
		const draft = chain('Agent', [{}], [agent]);
		return await runOnce(whole.client, {
			...draft,
			nodes: [...draft.nodes, languageModel, asTool(tool)],
			connections: {
				...draft.connections,
				[languageModel.name]: {
					ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]],
				},
				[tool.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		});
	}

	/** The same to its end; gives what the tools answered to the model. */
	async function runAgent(tool: INode, ...script: ModelStep[]): Promise<string[]> {
		const execution = await startAgent(tool, ...script);
		expect(execution.data.resultData.error?.message).toBeUndefined();
		expect(jsonOf(execution, 'Agent')).toEqual([expect.objectContaining({ output: 'Done.' })]);
		return model.toolAnswers();
	}

	/** The fields that the model was told to fill, and the description of the tool. */
	function toolShown() {
		const { name, description, parameters } = model.requests[0].tools?.[0].function ?? {};
		return { name, description, fields: Object.keys(parameters?.properties ?? {}) };
	}

	test('search answers the summaries of the contacts that the model names', async () => {
		const { credential, sandbox } = whole;
		const contactIds = sandbox.state.history.slice(-3).map(({ contactId }) => contactId);
		const search = cxoneNode('InteractionsSearch', 'search_calls', credential, {
			contactSource: 'ids',
			contactIds: "={{ $fromAI('contactIds', 'IDs of contacts, separated by commas') }}",
			output: 'contactSummary',
		});
		const [answer] = await runAgent(search, {
			tool: 'search_calls',
			arguments: { contactIds: contactIds.join(', ') },
		});

		expect(toolShown()).toEqual({
			name: 'search_calls',
			description: expect.stringMatching(/interactions/i),
			fields: ['contactIds'],
		});
		const asked = countCalls(sandbox.state.history, askedSpan(sandbox.requests));
		const summaries = JSON.parse(answer) as IDataObject[];
		expect(summaries.map(({ contactId }) => contactId).sort()).toEqual(
			[...new Set(contactIds)].sort(),
		);
		for (const { contactId, frequency } of summaries)
			expect(frequency).toBe(asked.get(String(contactId))?.calls);
	});

	test('score answers the score of a summary that the model gives', async () => {
		const score = cxoneNode('RfScore', 'score_contact', whole.credential, {
			inputData: 'contactSummary',
			contactIdField: fieldFromModel('contactId', 'ID of the contact'),
			frequencyField:
				"={{ $fromAI('frequency', 'Number of calls', 'number') >= 0 && 'frequency' }}",
			lastInteractionField: fieldFromModel('lastInteraction', 'Time of the last call'),
			referenceTime: '2026-01-31T00:00:00Z',
		});
		const [answer] = await runAgent(score, {
			tool: 'score_contact',
			arguments: { contactId: 'C-1', frequency: 4, lastInteraction: '2026-01-11T00:00:00Z' },
		});

		expect(JSON.parse(answer)).toEqual([
			expect.objectContaining({ contactId: 'C-1', daysSince: 20, score: 50, priority: 'medium' }),
		]);
	});

	test('upsert writes the contact that the model gives', async () => {
		const { credential, sandbox } = whole;
		const upsert = cxoneNode('ListUpsert', 'put_into_list', credential, {
			listBy: 'name',
			listName: "={{ $fromAI('listName', 'Name of the list') }}",
			contactIdField: fieldFromModel('contactId', 'ID of the contact'),
			attributes: 'none',
		});
		const [answer] = await runAgent(upsert, {
			tool: 'put_into_list',
			arguments: { listName: 'VIP', contactId: 'C-1' },
		});

		expect(JSON.parse(answer)).toEqual([
			expect.objectContaining({ listName: 'VIP', created: true, accepted: 1 }),
		]);
		expect(sandbox.state.lists.map(({ name, contacts }) => [name, [...contacts.keys()]])).toEqual([
			['VIP', ['C-1']],
		]);
	});

	describe('a campaign', () => {
		/** A tool for campaigns, and the script of a model that launches one for a filled list. */
		async function launching(parameters: INode['parameters']): Promise<[INode, ModelStep]> {
			const { client, credential } = whole;
			await runOnce(
				client,
				chain(
					'Fill',
					[{ contactId: 'C-1', priority: 'high' }],
					[cxoneNode('ListUpsert', 'Lists', credential)],
				),
			);
			const campaign = cxoneNode('PredictiveCampaign', 'launch_campaign', credential, {
				listId: "={{ $fromAI('listId', 'ID of the list') }}",
				segment: 'high',
				campaignName: "={{ $fromAI('campaignName', 'Name of the campaign') }}",
				...parameters,
			});
			const values = { listId: whole.sandbox.state.lists[0].id, campaignName: 'By an agent' };
			return [campaign, { tool: 'launch_campaign', arguments: values }];
		}

		test('is not launched, and the model is told why', async () => {
			const execution = await startAgent(...(await launching({})));

			// In n8n 1.x an error of a tool ends the run, and the model reads nothing more.
			const told =
				line === '1.123'
					? execution.data.resultData.error?.message
					: model.toolAnswers().join('\n');
			expect(told).toContain('An AI agent may not launch this campaign');
			expect(model.requests).toHaveLength(line === '1.123' ? 1 : 2);
			expect(whole.sandbox.state.campaigns).toEqual([]);
			expect(whole.sandbox.requestCounts()).not.toHaveProperty('createCampaign');
		});

		test('is tried as a dry run, and the model is told that it is one', async () => {
			const [answer] = await runAgent(...(await launching({ dryRun: true })));

			expect(JSON.parse(answer)).toEqual([
				expect.objectContaining({ campaignName: 'By an agent', outcome: 'dryRun' }),
			]);
			expect(whole.sandbox.state.campaigns).toEqual([]);
		});

		test('is launched when the builder allows it', async () => {
			const [answer] = await runAgent(
				...(await launching({ options: { allowAgentLaunch: true } })),
			);

			expect(JSON.parse(answer)).toEqual([
				expect.objectContaining({ campaignName: 'By an agent', outcome: 'created' }),
			]);
			expect(whole.sandbox.state.campaigns).toHaveLength(1);
		});
	});
});
