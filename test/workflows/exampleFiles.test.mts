import type { INode, INodeProperties, NodePropertyTypes } from 'n8n-workflow';

import packageJson from '../../package.json';
import { n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import { readExample } from '../support/engine.mts';
import { exampleFiles } from './exampleRuns.mts';

/** The stock nodes in use: versions and parameters that n8n 1.123 and the newest n8n both know. */
const STOCK_NODES: Record<string, { version: number; parameters: string[] }> = {
	'n8n-nodes-base.httpRequest': {
		version: 4.2,
		parameters: ['method', 'url', 'sendBody', 'specifyBody', 'jsonBody', 'options'],
	},
	'n8n-nodes-base.if': { version: 2.2, parameters: ['conditions', 'options'] },
	'n8n-nodes-base.manualTrigger': { version: 1, parameters: [] },
	'n8n-nodes-base.noOp': { version: 1, parameters: [] },
	'n8n-nodes-base.respondToWebhook': { version: 1.1, parameters: ['respondWith', 'options'] },
	'n8n-nodes-base.scheduleTrigger': { version: 1.2, parameters: ['rule'] },
	'n8n-nodes-base.set': {
		version: 3.4,
		parameters: ['mode', 'jsonOutput', 'assignments', 'includeOtherFields', 'options'],
	},
	'n8n-nodes-base.splitOut': { version: 1, parameters: ['fieldToSplitOut', 'include', 'options'] },
	'n8n-nodes-base.stickyNote': { version: 1, parameters: ['content', 'height', 'width', 'color'] },
	'n8n-nodes-base.stopAndError': { version: 1, parameters: ['errorMessage'] },
	'n8n-nodes-base.webhook': {
		version: 2,
		parameters: ['httpMethod', 'path', 'authentication', 'responseMode', 'responseData', 'options'],
	},
};

/** Width and height of a node on the canvas. */
const NODE_PX = 96;
/** The types of nodes that a workflow begins with. */
const TRIGGERS = ['manualTrigger', 'scheduleTrigger', 'webhook'].map(
	(name) => `n8n-nodes-base.${name}`,
);

/** Every example that a test runs: in this folder, but the one that needs an n8n with workers in test/e2e. */
const RUN_IN_TESTS = [
	'crm-trigger-to-list.json',
	'dry-run-preview.json',
	'nightly-segmentation-to-campaigns.json',
	'scaled-out-segmentation-to-campaigns.json',
	'score-crm-events.json',
	'skills-abandonment-watchdog.json',
	'skills-crm-contact-to-list.json',
	'skills-evening-stop.json',
	'skills-morning-start.json',
	'skills-nightly-fill.json',
];

const { nodeTypes } = loadPackageTypes('source');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const COLLECTION: NodePropertyTypes = 'collection';

/** The parameters of a node, the options in its collections included, that the properties do not name. */
function unknownParameters(
	parameters: Record<string, unknown>,
	properties: INodeProperties[],
): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const sameName = properties.filter((property) => property.name === name);
		if (sameName.length === 0) return [name];
		const [{ type, options = [] }] = sameName;
		if (type !== COLLECTION) return [];
		return unknownParameters(
			value as object as Record<string, unknown>,
			options as INodeProperties[],
		);
	});
}

/** Parameters that do not show up in the editor with the others set as they are, and so do nothing. */
function hiddenParameters(node: INode): string[] {
	const { description } = nodeTypes[node.type];
	return Object.keys(node.parameters).filter((name) =>
		description.properties
			.filter((property) => property.name === name)
			.every(
				(property) =>
					!n8nWorkflow.NodeHelpers.displayParameter(
						withDefaults(node).parameters,
						property,
						node,
						description,
					),
			),
	);
}

/** The node as the editor has it: with the defaults of all parameters. */
function withDefaults(node: INode): INode {
	const { description } = nodeTypes[node.type];
	const parameters = n8nWorkflow.NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		true,
		node,
		description,
	);
	return { ...node, parameters: parameters ?? {} };
}

test('every file in workflows/ is run by a test', () => {
	expect(exampleFiles()).toEqual(RUN_IN_TESTS);
});

describe.each(exampleFiles())('%s', (fileName) => {
	const workflow = readExample(fileName);
	const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	const stickyNotes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	const ownNodes = nodes.filter(({ type }) => type.startsWith(`${packageJson.name}.`));

	test('has a name, is not active, and runs in the order of v1', () => {
		expect(workflow).toMatchObject({
			name: expect.stringMatching(/^CXone: /),
			active: false,
			settings: { executionOrder: 'v1' },
		});
	});

	test('uses stock nodes with versions and parameters that every supported n8n has', () => {
		const stock = workflow.nodes.filter((node) => !ownNodes.includes(node));
		expect(stock.length).toBeGreaterThan(0);
		for (const { type, typeVersion, parameters } of stock) {
			expect([type, typeVersion]).toEqual([type, STOCK_NODES[type]?.version]);
			expect(STOCK_NODES[type].parameters).toEqual(expect.arrayContaining(Object.keys(parameters)));
		}
	});

	test("uses this package's nodes with parameters that they have and show", () => {
		expect(ownNodes.length).toBeGreaterThan(0);
		for (const node of ownNodes) {
			const { description } = nodeTypes[node.type];
			expect(description.version).toBe(node.typeVersion);
			expect(unknownParameters(node.parameters, description.properties)).toEqual([]);
			expect(hiddenParameters(node)).toEqual([]);
			expect(
				n8nWorkflow.NodeHelpers.getNodeParametersIssues(
					description.properties,
					withDefaults(node),
					description,
				),
			).toBeNull();
		}
	});

	test('names a credential to choose where one is needed, and no real one', () => {
		for (const node of nodes) {
			const { authentication = 'oAuth2' } = node.parameters;
			const needed = (nodeTypes[node.type]?.description.credentials ?? []).filter(
				({ displayOptions }) =>
					displayOptions?.show?.authentication?.includes(authentication as string) ?? true,
			);
			expect(Object.keys(node.credentials ?? {})).toEqual(needed.map(({ name }) => name));
			for (const credential of Object.values(node.credentials ?? {})) {
				expect(credential).toEqual({ id: 'cxone-account', name: 'CXone account' });
			}
		}
	});

	test('connects every node, and only nodes that there are', () => {
		const targets = Object.values(workflow.connections).flatMap(({ main }) =>
			main.flatMap((connections) => connections ?? []).map(({ node }) => node),
		);
		const names = nodes.map(({ name }) => name);
		const triggers = nodes.filter(({ type }) => TRIGGERS.includes(type));
		const others = nodes.filter((node) => !triggers.includes(node));
		expect(triggers).not.toEqual([]);
		// Ways may meet again.
		expect([...new Set(targets)].sort()).toEqual(others.map(({ name }) => name).sort());
		expect(names).toEqual(expect.arrayContaining(Object.keys(workflow.connections)));
	});

	test('has ids and names that occur once', () => {
		const ids = workflow.nodes.map(({ id }) => id);
		const names = workflow.nodes.map(({ name }) => name);
		expect(ids.filter((id) => !UUID.test(id))).toEqual([]);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(names).size).toBe(names.length);
	});

	test('explains itself in notes, and no node covers another', () => {
		expect(stickyNotes.length).toBeGreaterThan(1);
		const overlaps = nodes.flatMap((a, index) =>
			nodes
				.slice(index + 1)
				.filter(
					(b) =>
						Math.abs(a.position[0] - b.position[0]) < 120 &&
						Math.abs(a.position[1] - b.position[1]) < 120,
				)
				.map((b) => [a.name, b.name]),
		);
		expect(overlaps).toEqual([]);
	});

	test('has notes that cover no other, and no node across the edge of one', () => {
		const boxes = stickyNotes.map(({ name, position: [left, top], parameters }) => ({
			name,
			...{ left, top, right: left + Number(parameters.width) },
			bottom: top + Number(parameters.height),
		}));
		const places = nodes.map(({ name, position: [left, top] }) => ({
			name,
			...{ left, top, right: left + NODE_PX, bottom: top + NODE_PX },
		}));
		const meet = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
			a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
		const holds = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
			a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;
		const wrong = boxes.flatMap((box, index) => [
			...boxes.slice(index + 1).filter((other) => meet(box, other)),
			...places.filter((place) => meet(box, place) && !holds(box, place)),
		]);
		expect(wrong.map(({ name }) => name)).toEqual([]);
	});
});

test('an unknown parameter is found, in a collection too', () => {
	const { properties } = nodeTypes['n8n-nodes-cxone.cxoneInteractionsSearch'].description;
	expect(unknownParameters({ daysback: 90, options: { pagesize: 5 } }, properties)).toEqual([
		'daysback',
		'pagesize',
	]);
});

test('a parameter that does not show up is found', () => {
	const workflow = readExample('dry-run-preview.json');
	const search = workflow.nodes.find(({ type }) => type.endsWith('cxoneInteractionsSearch'));
	expect(search).toBeDefined();
	const node = { ...(search as INode) };
	node.parameters = { ...node.parameters, contactIdField: 'id' };
	expect(hiddenParameters(node)).toEqual(['contactIdField']);
});
