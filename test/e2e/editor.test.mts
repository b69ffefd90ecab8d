// Needs: newest n8n, Chromium
import type { INode, INodeProperties, INodeType } from 'n8n-workflow';
import { setTimeout as wait } from 'node:timers/promises';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import {
	canvasNode,
	openWorkflow,
	pressExecute,
	pressStop,
	waitForError,
	waitForTicks,
} from '../../tools/editor/canvas.mts';
import {
	fillCredential,
	openNewCredential,
	saveAndTest,
} from '../../tools/editor/credentialDialog.mts';
import { byTestId, openEditor, type Editor } from '../../tools/editor/editor.mts';
import { openNodeCreator, searchNodes } from '../../tools/editor/nodeCreator.mts';
import * as panel from '../../tools/editor/nodePanel.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { NEWEST_N8N } from '../../tools/n8n/installN8n.mts';
import type { WorkflowDraft } from '../../tools/n8n/n8nClient.mts';
import { workflowNode } from '../support/engine.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const NODES: INodeType[] = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
];
/** Time of one answer of the search that is stopped; without the stop the lists would follow it. */
const SLOW_ANSWER_MS = 4_000;

const whole = shareWholeN8n({ line: NEWEST_N8N, sandbox: { contacts: 60 } });
let editor: Editor;

beforeAll(async () => {
	editor = await openEditor({ url: whole.n8n.url });
});

afterAll(async () => {
	await editor?.close();
});

afterEach(() => {
	expect(editor.pageErrors).toEqual([]);
});

/** Saves a workflow and opens it in the editor. */
async function openDraft(draft: WorkflowDraft): Promise<void> {
	await openWorkflow(editor, await whole.client.addWorkflow(draft));
}

/** The four nodes with the defaults of all parameters. */
function fourNodes(): WorkflowDraft {
	const nodes = NODES.map(({ description }, index): INode => {
		const { name, displayName, credentials } = description;
		return {
			id: `a5a1f2b8-3c3e-4d5c-9a55-0c1f6f0a7c1${index}`,
			name: displayName,
			type: `n8n-nodes-cxone.${name}`,
			typeVersion: 1,
			position: [index * 240, 0],
			parameters: {},
			...(credentials && { credentials: { cxoneOAuth2Api: { ...whole.credential } } }),
		};
	});
	return { name: 'Four nodes', nodes, connections: {} };
}

/**
 * The properties that show when all parameters are at their defaults. The choice of authentication is none of them: n8n
 * shows it beside the credential.
 */
function shownAtDefaults(shown: INodeProperties[], all: INodeProperties[]): string[] {
	const defaults = new Map(all.map(({ name, default: value }) => [name, value]));
	const labelled = shown.filter(({ name, type }) => type !== 'notice' && name !== 'authentication');
	const atDefaults = labelled.filter(({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
			values?.includes(defaults.get(name.replace('/', '')) as string),
		),
	);
	return atDefaults.map(({ displayName }) => displayName);
}

describe('the nightly workflow', () => {
	beforeAll(async () => {
		const draft = await exampleWorkflow('nightly-segmentation-to-campaigns.json', whole.credential);
		const search = draft.nodes.find(({ name }) => name === 'Search Last 90 Days');
		// Many small pages one after the other: there is always a next request that Stop has to prevent.
		Object.assign(search?.parameters ?? {}, { options: { pageSize: 10, maxConcurrency: 1 } });
		await openDraft(draft);
	});

	afterEach(async () => {
		await panel.closeNode(editor);
	});

	test('runs by the button: a tick on every node, three campaigns, and hints', async () => {
		await pressExecute(editor);
		await waitForTicks(editor, [
			'Every Night at 02:00',
			'Search Last 90 Days',
			'Score Contacts',
			'Fill Lists by Segment',
			'Launch Campaigns',
		]);
		expect(whole.sandbox.state.campaigns).toHaveLength(3);
		await panel.openNode(editor, 'Launch Campaigns');
		expect(await panel.shownHints(editor)).toContain(
			'The abandonment threshold of 8 % is above the ceiling of 3 %',
		);
	});

	test('a field that is dropped on a field name becomes its path, not what the first item holds', async () => {
		await panel.openNode(editor, 'Score Contacts');
		await panel.dropField(editor, 'firstInteraction', 'lastInteractionField');
		const field = panel.parameterField(editor, 'lastInteractionField');
		expect(await field.inputValue()).toBe('firstInteraction');
		await field.fill('lastInteraction');
		await field.press('Tab');
	});

	test('says of a refused batch what was refused and what to do', async () => {
		whole.sandbox.faults.add({ call: 'addContacts', effect: { type: 'status', status: 400 } });
		await pressExecute(editor);
		await waitForError(editor, 'Fill Lists by Segment');
		await panel.openNode(editor, 'Fill Lists by Segment');
		const { message, advice } = await panel.shownError(editor);
		expect(message).toContain("CXone refused 'Add Contacts' as not valid (400)");
		expect(advice).toContain('Running again is safe');
	});

	test('sends nothing more after Stop', async () => {
		const { sandbox } = whole;
		const slow = { type: 'slow' as const, delayMs: SLOW_ANSWER_MS };
		sandbox.faults.add({ call: 'searchInteractions', times: Infinity, effect: slow });
		const before = sandbox.requests.length;
		await pressExecute(editor);
		while (sandbox.requests.length === before) await wait(50);
		await pressStop(editor);
		const atStop = sandbox.requests.length;
		await wait(SLOW_ANSWER_MS + 2_000);
		sandbox.faults.clear();

		expect(sandbox.requests.slice(atStop).map(({ call }) => call)).toEqual([]);
	});
});

test('sorted by segment, the score has three named outputs', async () => {
	await openDraft(await exampleWorkflow('score-crm-events.json', whole.credential));
	const outputs = byTestId(canvasNode(editor, 'Score Customers'), 'canvas-node-output-handle');
	const names = (await outputs.allInnerTexts()).map((text) => text.trim());
	expect(names).toEqual(['High', 'Medium', 'Low']);
});

test('a report is a picture in the panel', async () => {
	const [trigger, score] = ['Start', 'Report'];
	const scored = { contactId: 'C-1', frequency: 3, daysSince: 2, score: 80, priority: 'high' };
	await openDraft({
		name: 'Report',
		nodes: [
			workflowNode(trigger, 'n8n-nodes-base.manualTrigger'),
			workflowNode(score, 'n8n-nodes-cxone.cxoneRfScore', { operation: 'report' }),
		],
		connections: { [trigger]: { main: [[{ node: score, type: 'main', index: 0 }]] } },
		pinData: { [trigger]: [{ json: scored }] },
	});
	await pressExecute(editor);
	await waitForTicks(editor, [score]);

	const opened = await panel.openNode(editor, score);
	await byTestId(opened, 'ndv-view-binary-data').click();
	const picture = opened.locator(
		'img[src*="binary"], img[src^="blob:"], img[src^="data:image/png"]',
	);
	await picture.waitFor();
	const width = await picture.evaluate(
		(image) => (image as { naturalWidth?: number }).naturalWidth,
	);
	expect(width).toBe(1280);
	await panel.closeNode(editor);
});

describe('before a run', () => {
	const [search, lists, campaign, tool] = ['Search', 'Lists', 'Launch', 'Tool of an Agent'];

	beforeAll(async () => {
		const node = (name: string, type: string, parameters: INode['parameters'] = {}): INode => ({
			...workflowNode(name, `n8n-nodes-cxone.${type}`, parameters),
			credentials: { cxoneOAuth2Api: { ...whole.credential } },
		});
		const [trigger, agent] = ['Start', 'Agent'];
		const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
		await openDraft({
			name: 'Before a run',
			nodes: [
				workflowNode(trigger, 'n8n-nodes-base.manualTrigger'),
				node(search, 'cxoneInteractionsSearch', { contactSource: 'all', returnAll: false }),
				node(lists, 'cxoneListUpsert', { attributes: 'map' }),
				node(campaign, 'cxonePredictiveCampaign'),
				{ ...workflowNode(agent, '@n8n/n8n-nodes-langchain.agent'), typeVersion: 3 },
				node(tool, 'cxonePredictiveCampaignTool'),
			].map((one, index) => ({ ...one, position: [index * 240, (index % 2) * 240] })),
			connections: {
				[trigger]: to(search),
				[search]: to(lists),
				[lists]: to(campaign),
				[campaign]: to(agent),
				[tool]: { ai_tool: [[{ node: agent, type: 'ai_tool', index: 0 }]] },
			},
		});
	});

	afterEach(async () => {
		await panel.closeNode(editor);
	});

	test('a launch says that it dials people, and that a threshold is above the ceiling', async () => {
		await panel.openNode(editor, campaign);
		const hints = await panel.shownHints(editor);
		expect(hints).toContain('This run launches campaigns that dial people.');
		expect(hints).toContain('A threshold is above Maximum Abandonment Rate.');
		await panel.turnOn(editor, 'dryRun');
		await expect(panel.shownHints(editor)).resolves.not.toContain('dial people');
	});

	test('a limit says that it may cut histories short', async () => {
		await panel.openNode(editor, search);
		expect(await panel.shownHints(editor)).toContain('The limit may cut histories short');
	});

	test('the fields of a node that has not run can be seen, and dragged', async () => {
		const opened = await panel.openNode(editor, lists);
		const field = opened.locator('[data-target="mappable"][data-name="frequency"]');
		await field.first().waitFor();
		expect(await panel.shownLabels(editor)).toContain('Attribute Mapping');
		await panel.dropField(editor, 'contactId', 'contactIdField');
		expect(await panel.parameterField(editor, 'contactIdField').inputValue()).toBe('contactId');
	});

	test('a tool of an agent offers what lets the agent launch', async () => {
		await panel.openNode(editor, tool);
		expect(await panel.addAllOptions(editor)).toContain('Allow Launch by AI Agent');
	});
});

describe('the four nodes', () => {
	beforeAll(async () => {
		await openDraft(fourNodes());
	});

	afterEach(async () => {
		await panel.closeNode(editor);
	});

	test.each(NODES)('$description.displayName shows its parameters and options', async (node) => {
		const { displayName, properties } = node.description;
		const collection = properties.find(({ name }) => name === 'options');
		const parameters = shownAtDefaults(properties, properties);
		const options = shownAtDefaults(collection?.options as INodeProperties[], properties);

		await panel.openNode(editor, displayName);
		expect(await panel.shownLabels(editor)).toEqual(parameters);
		expect(await panel.addAllOptions(editor)).toEqual(options);
		expect(await panel.shownLabels(editor)).toEqual([...parameters, ...options]);
	});

	test('a number shows as it is, and keeps the fraction typed into it', async () => {
		await panel.openNode(editor, 'CXone RF Score');
		const decay = panel.parameterField(editor, 'recencyDecayPerDay');
		expect(await decay.inputValue()).toBe('0.5');
		await decay.fill('0.125');
		await decay.press('Tab');
		expect(await decay.inputValue()).toBe('0.125');
	});

	test('a list is picked from those of the tenant', async () => {
		await panel.openNode(editor, 'CXone List Upsert');
		await panel.chooseOption(editor, 'listBy', 'ID');
		expect(await panel.shownLabels(editor)).not.toContain('Name Prefix');
		expect(await panel.pickable(editor, 'high')).toEqual(['dynamic_outbound_segment_high']);
	});

	test.each([
		['CXone', NODES.map(({ description }) => description.displayName)],
		['dialer', ['CXone List Upsert', 'CXone Predictive Campaign']],
		['RFM', ['CXone RF Score']],
		['RFM report', ['CXone RF Score']],
		['call center', NODES.map(({ description }) => description.displayName)],
		[
			'phone calls',
			['CXone Interactions Search', 'CXone List Upsert', 'CXone Predictive Campaign'],
		],
		['segment', ['CXone List Upsert', 'CXone RF Score']],
	])('the search for %s finds those that fit', async (term, names) => {
		await openNodeCreator(editor);
		expect(await searchNodes(editor, term)).toEqual(expect.arrayContaining(names));
	});
});

test('the credential dialog says what is wrong, and is green when all is right', async () => {
	const { clientSecret, scope, ...others } = whole.sandbox.credential;
	await openNewCredential(editor);
	await fillCredential(editor, { ...others, clientSecret: 'wrong', scope });
	const wrongSecret = await saveAndTest(editor);
	await fillCredential(editor, { clientSecret, scope: 'lists:read' });
	const missingScope = await saveAndTest(editor);
	await fillCredential(editor, { scope });
	const right = await saveAndTest(editor);

	expect(wrongSecret.text).toContain('CXone does not accept the credential');
	expect(missingScope.text).toContain('lacks the scope interactions:read');
	expect([wrongSecret.isOk, missingScope.isOk, right.isOk]).toEqual([false, false, true]);
});
