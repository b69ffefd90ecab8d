import type { INodeParameterResourceLocator, INodeProperties, INodeType } from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { REMEDIES } from '../../nodes/CxonePredictiveCampaign/skillHints.ts';
import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems, runNode, type NodeRunOptions } from '../support/engine.mts';
import { fileOfAddress, readDocument, tableRows } from './markdown.mts';

const PAGES: Array<{ node: INodeType; path: string }> = [
	{ node: new CxoneInteractionsSearch(), path: 'docs/interactions-search.md' },
	{ node: new CxoneRfScore(), path: 'docs/rf-score.md' },
	{ node: new CxoneListUpsert(), path: 'docs/list-upsert.md' },
	{ node: new CxonePredictiveCampaign(), path: 'docs/predictive-campaign.md' },
];

/** How a page shows the default of a parameter. */
function shownDefault({ type, default: value }: INodeProperties): string {
	if (type === 'fixedCollection') {
		const entries = Object.values(value as Record<string, object[]>).flat();
		return `\`${entries.map((entry) => Object.values(entry).join(' ← ')).join(', ')}\``;
	}
	const shown = type === 'resourceLocator' ? (value as INodeParameterResourceLocator).value : value;
	if (type === 'assignmentCollection') return 'empty';
	const text = Array.isArray(shown) ? shown.join(', ') : String(shown);
	return text === '' ? 'empty' : `\`${text}\``;
}

/** The parameters with those inside collections; a collection itself and a notice have no row. */
function rowParameters(properties: INodeProperties[]): INodeProperties[] {
	const settable = properties.filter(({ type }) => type !== 'notice');
	return settable.flatMap((property) =>
		property.type === 'collection' ? (property.options as INodeProperties[]) : [property],
	);
}

function choicesOf({ type, options }: INodeProperties): Array<{ name: string; value: string }> {
	if (type !== 'options' && type !== 'multiOptions') return [];
	return options as Array<{ name: string; value: string }>;
}

describe.each(PAGES)('$path', ({ node, path }) => {
	const page = readDocument(path);
	const rows = tableRows(page);
	const { description } = node;

	test.each(rowParameters(description.properties))(
		'has the parameter $displayName',
		(parameter) => {
			const cells = [parameter.displayName, `\`${parameter.name}\``, shownDefault(parameter)];
			// Two of a name, each for another choice, have a row each.
			const named = rows.filter(([, name]) => name === cells[1]);
			const row = named.find(([, , shown]) => shown === cells[2]) ?? named[0];
			expect(row?.slice(0, 3)).toEqual(cells);
			for (const { name, value } of choicesOf(parameter))
				expect(row?.[3]).toContain(`\`${value}\` _${name}_`);
		},
	);

	test('names its collections, its type, and no parameter that is gone', () => {
		const collections = description.properties.filter(({ type }) => type === 'collection');
		for (const { name } of collections) expect(page).toContain(`internal name \`${name}\``);
		expect(page).toContain(`\`n8n-nodes-cxone.${description.name}\``);
		const known = rowParameters(description.properties).map(({ name }) => `\`${name}\``);
		expect(
			rows.filter((row) => row.length === 4 && row[1].startsWith('`')).map(([, name]) => name),
		).toEqual(known);
	});

	test('is where the codex says it is', async () => {
		const folder = node.constructor.name;
		const codex = await import(`../../nodes/${folder}/${folder}.node.json`);
		const [{ url }] = codex.resources.primaryDocumentation;
		expect(fileOfAddress('', url)).toBe(path);
	});
});

describe('the output fields', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({
			history: [{ id: 'i-1', startTime: '2026-01-05T09:00:00Z', contactId: 'C-1', type: 'voice' }],
		});
	});

	afterAll(async () => await sandbox.close());

	/** The fields of a page's output tables: rows of three cells that begin with a name in code. */
	function documentedFields(path: string): string[] {
		return tableRows(readDocument(path))
			.filter(([name, ...rest]) => rest.length === 2 && /^`\w+`$/.test(name))
			.map(([name]) => name.slice(1, -1));
	}

	async function outputFields(node: INodeType, options: NodeRunOptions): Promise<string[]> {
		const needsCredential = node.description.credentials !== undefined;
		const run = await runNode(node, {
			...options,
			...(needsCredential && {
				credential: { type: new CxoneOAuth2Api(), values: { ...sandbox.credential } },
			}),
		});
		expect(run.error).toBeUndefined();
		expect(run.items.length).toBeGreaterThan(0);
		return [...new Set(run.items.flatMap(({ json }) => Object.keys(json)))];
	}

	const january = {
		contactSource: 'all',
		timeRange: 'between',
		startTime: '2026-01-01T00:00:00Z',
		endTime: '2026-02-01T00:00:00Z',
	};
	const scored = jsonItems({ contactId: 'C-1', priority: 'high', score: 70 });
	const lists = jsonItems({ listId: '', segment: 'high' });
	const [search, score, upsert, campaign] = PAGES;

	test.each<[string, (typeof PAGES)[number], NodeRunOptions]>([
		['interactions', search, { parameters: january }],
		['contact summary', search, { parameters: { ...january, output: 'contactSummary' } }],
		['scores', score, { items: jsonItems({ contactId: 'C-1', startTime: 1_700_000_000 }) }],
		['report', score, { parameters: { operation: 'report' }, items: scored }],
		['lists', upsert, { parameters: { dryRun: true }, items: scored }],
		['contacts', upsert, { parameters: { output: 'contacts', dryRun: true }, items: scored }],
		['campaigns', campaign, { parameters: { dryRun: true }, items: lists }],
	])('%s', async (_, { node, path }, options) => {
		expect(documentedFields(path)).toEqual(
			expect.arrayContaining(await outputFields(node, options)),
		);
	});

	test('what an access key adds to interactions and to a summary', async () => {
		const credential = { type: new CxoneAccessKeyApi(), values: { ...sandbox.acd.credential } };
		const outputOf = async (output: string) => {
			const parameters = { ...january, authentication: 'accessKey', output };
			const run = await runNode(search.node, { parameters, credential });
			expect(run.items).toHaveLength(1);
			return Object.keys(run.items[0].json);
		};
		const documented = documentedFields(search.path);
		expect(documented).toEqual(expect.arrayContaining(await outputOf('contactSummary')));
		const added = ['id', 'contactId', 'askedAs', 'startTime', 'type', 'direction'];
		expect(await outputOf('interactions')).toEqual(expect.arrayContaining(added));
		expect(documented).toEqual(expect.arrayContaining(added));
	});

	test('what an access key adds to lists and to contacts', async () => {
		const credential = { type: new CxoneAccessKeyApi(), values: { ...sandbox.acd.credential } };
		const items = jsonItems({ contactId: '2012340001', priority: 'high', score: 70 });
		const documented = documentedFields(upsert.path);
		const uploaded = async (output: string) => {
			const parameters = { authentication: 'accessKey', output };
			const run = await runNode(upsert.node, { parameters, credential, items });
			expect(run.items).toHaveLength(1);
			return Object.keys(run.items[0].json);
		};
		const fields = [...(await uploaded('lists')), ...(await uploaded('contacts'))];
		expect(fields).toEqual(expect.arrayContaining(['existing', 'expiresAt', 'heldIn']));
		expect(documented).toEqual(expect.arrayContaining(fields));
	});

	test.each([
		['launch', { dryRun: true }],
		['get', { operation: 'get' }],
		['getAll', { operation: 'getAll' }],
	])('of a skill: %s', async (_, parameters) => {
		const credential = { type: new CxoneAccessKeyApi(), values: { ...sandbox.acd.credential } };
		const run = await runNode(campaign.node, {
			parameters: { authentication: 'accessKey', ...parameters },
			items: jsonItems({ skillId: 4001, segment: 'high' }),
			credential,
		});
		expect(run.error).toBeUndefined();
		const fields = Object.keys(run.items[0].json).filter(
			(name) => name !== 'id' && name !== 'name',
		);
		expect(documentedFields(campaign.path)).toEqual(expect.arrayContaining(fields));
	});

	test('every check is on the page', () => {
		const names = tableRows(readDocument(campaign.path)).map(([name]) => name);
		for (const name of Object.keys(REMEDIES)) expect(names).toContain(`\`${name}\``);
	});

	test('the reason of a rejected contact', async () => {
		sandbox.faults.add({ call: 'addContacts', effect: { type: 'status', status: 400 } });
		const fields = await outputFields(upsert.node, {
			parameters: { output: 'contacts' },
			items: scored,
			onError: 'continueRegularOutput',
		});
		expect(fields).toContain('reason');
		expect(documentedFields(upsert.path)).toEqual(expect.arrayContaining(fields));
	});
});
