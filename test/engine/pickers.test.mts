import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { MemoryCredentialsHelper } from '../../tools/engine/credentialsHelper.mts';
import { n8nCore, n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { NodeTypes } from '../../tools/engine/nodeTypes.mts';
import { workflowNode } from '../support/engine.mts';
import { campaignBody } from '../sandbox/tenant.mts';
import { countOf } from './campaignRuns.mts';
import {
	credentialOf,
	shareSandbox,
	shortenWaits,
	withSandbox,
	type Tenant,
} from './outboundRuns.mts';
import { accessKeyOf } from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

type Picker = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** n8n's own context for the pickers of a node, with the credential of a tenant. */
function pickerContext(
	nodeType: INodeType,
	{ type, values }: ReturnType<typeof credentialOf | typeof accessKeyOf>,
): ILoadOptionsFunctions {
	const authentication = type instanceof CxoneOAuth2Api ? 'oAuth2' : 'accessKey';
	const node = {
		...workflowNode('Picker', `n8n-nodes-cxone.${nodeType.description.name}`, { authentication }),
		credentials: { [type.name]: { id: 'c', name: 'Credential' } },
	};
	const workflow = new n8nWorkflow.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new NodeTypes({ [node.type]: nodeType }),
	});
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new MemoryCredentialsHelper(
			{ [type.name]: type },
			{ Credential: { ...values } },
		),
		variables: {},
		// The editor sends all parameters, those with their defaults too.
		currentNodeParameters: node.parameters,
	};
	return new n8nCore.LoadOptionsContext(
		workflow,
		node,
		additionalData as IWorkflowExecuteAdditionalData,
		'listId',
	) as unknown as ILoadOptionsFunctions;
}

async function pick(
	nodeType: INodeType,
	method: string,
	tenant: Tenant,
	filter?: string,
): Promise<INodeListSearchResult> {
	const picker = nodeType.methods?.listSearch?.[method] as Picker;
	return await picker.call(pickerContext(nodeType, credentialOf(tenant)), filter);
}

function addLists(names: string[]): void {
	const { state } = shared.sandbox;
	names.forEach((name, n) =>
		state.lists.push({
			id: `list-${n}`,
			name,
			type: 'outbound',
			createdAt: '2026-01-31T09:00:00Z',
			contacts: new Map(),
		}),
	);
}

describe.each([
	['CXone List Upsert', new CxoneListUpsert()],
	['CXone Predictive Campaign', new CxonePredictiveCampaign()],
])('the picker of lists of %s', (_title, node) => {
	it('shows the outbound lists by name, on all pages', async () => {
		const { sandbox } = shared;
		addLists(['vip', 'Alpha', 'inbound', ...Array.from({ length: 120 }, (_, n) => `z${n}`)]);
		Object.assign(sandbox.state.lists[2], { type: 'inbound' });
		const { results } = await pick(node, 'searchLists', sandbox);

		expect(results).toHaveLength(122);
		expect(results.slice(0, 3)).toEqual([
			{ name: 'Alpha', value: 'list-1' },
			{ name: 'vip', value: 'list-0' },
			{ name: 'z0', value: 'list-3' },
		]);
		expect(countOf(sandbox, 'findLists')).toBe(2);
	});

	it('shows those whose name holds the filter, in any case', async () => {
		addLists(['vip', 'Alpha', 'VIPs of Alpha']);
		const { results } = await pick(node, 'searchLists', shared.sandbox, 'vIp');

		expect(results.map(({ name }) => name)).toEqual(['vip', 'VIPs of Alpha']);
	});

	it('shows none of none', async () => {
		expect(await pick(node, 'searchLists', shared.sandbox, 'x')).toEqual({ results: [] });
	});

	it('says so where the tenant has no look-up', async () => {
		await withSandbox({ absentCalls: ['findLists'] }, async (sandbox) => {
			await expect(pick(node, 'searchLists', sandbox)).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: 'This tenant has no look-up of lists',
				description: "Choose 'By ID' and enter the ID from CXone.",
			});
		});
	});
});

describe('the picker of campaigns', () => {
	const node = new CxonePredictiveCampaign();

	it('shows the campaigns by name, and filters them', async () => {
		const { sandbox } = shared;
		['spring', 'Autumn', 'spring 2'].forEach((name, n) =>
			sandbox.state.campaigns.push({
				...campaignBody('list-0', { name }),
				id: `camp-${n}`,
			} as (typeof sandbox.state.campaigns)[number]),
		);

		expect((await pick(node, 'searchCampaigns', sandbox)).results).toEqual([
			{ name: 'Autumn', value: 'camp-1' },
			{ name: 'spring', value: 'camp-0' },
			{ name: 'spring 2', value: 'camp-2' },
		]);
		expect((await pick(node, 'searchCampaigns', sandbox, '2')).results).toEqual([
			{ name: 'spring 2', value: 'camp-2' },
		]);
	});

	it('says so where the tenant has no look-up', async () => {
		await withSandbox({ absentCalls: ['findCampaigns'] }, async (sandbox) => {
			await expect(pick(node, 'searchCampaigns', sandbox)).rejects.toThrow(
				'This tenant has no look-up of campaigns',
			);
		});
	});

	it('names the scope that is missing', async () => {
		await withSandbox({ scopes: ['lists:read'] }, async (sandbox) => {
			await expect(pick(node, 'searchCampaigns', sandbox)).rejects.toMatchObject({
				name: 'NodeApiError',
				message: expect.stringContaining("the scope 'campaigns:read' is missing (403)"),
			});
		});
	});

	it('says that the credential is not accepted', async () => {
		const { credential } = shared.sandbox;
		const wrong = { credential: { ...credential, clientSecret: 'wrong' } };

		await expect(pick(node, 'searchCampaigns', wrong)).rejects.toThrow(
			'CXone does not accept the credential',
		);
	});
});

describe('the picker of skills', () => {
	const { searchSkills } = new CxonePredictiveCampaign().methods.listSearch;

	async function pickSkills(filter?: string): Promise<string[]> {
		const credential = accessKeyOf(shared.sandbox);
		const context = pickerContext(new CxonePredictiveCampaign(), credential);
		const { results } = await searchSkills.call(context, filter);
		return results.map(({ name, value }) => `${value} ${name}`);
	}

	it('shows those that dial, and no others', async () => {
		expect(await pickSkills()).toEqual([
			'4001 dynamic_outbound_high',
			'4003 dynamic_outbound_low',
			'4002 dynamic_outbound_medium',
		]);
	});

	it('shows those whose name holds the filter, in any case', async () => {
		expect(await pickSkills('HIGH')).toEqual(['4001 dynamic_outbound_high']);
	});
});
