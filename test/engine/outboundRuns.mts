import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import {
	startSandbox,
	type CallName,
	type Sandbox,
	type SandboxList,
	type SandboxOptions,
} from '../../sandbox/server.mts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';

export { jsonsOf } from '../support/engine.mts';
export { withSandbox } from '../support/withSandbox.mts';

/** Where a node's requests go: a sandbox, or a gateway before one. */
export type Tenant = Pick<Sandbox, 'credential'>;

/** The credential of a tenant, for a run. */
export function credentialOf({ credential }: Tenant, changes: IDataObject = {}) {
	return { type: new CxoneOAuth2Api(), values: { ...credential, ...changes } };
}

/** Runs CXone List Upsert against a tenant. */
export async function upsert(tenant: Tenant, options: NodeRunOptions): Promise<TestedNodeRun> {
	return await runNode(CxoneListUpsert, { credential: credentialOf(tenant), ...options });
}

/** Runs CXone Predictive Campaign against a tenant. */
export async function campaign(tenant: Tenant, options: NodeRunOptions): Promise<TestedNodeRun> {
	return await runNode(CxonePredictiveCampaign, { credential: credentialOf(tenant), ...options });
}

/** Makes waits a hundredth as long for all tests of a file. */
export function shortenWaits(): void {
	beforeAll(() => {
		waiting.scale = 0.01;
	});
	afterAll(() => {
		waiting.scale = 1;
	});
}

/** One sandbox for all tests of a file, emptied before each; read `sandbox` inside tests only. */
export function shareSandbox(options: SandboxOptions = {}): { readonly sandbox: Sandbox } {
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox({ contacts: 0, ...options });
	});
	beforeEach(() => sandbox?.reset());
	afterAll(async () => await sandbox?.close());
	return {
		get sandbox() {
			if (sandbox === undefined) throw new Error('The sandbox is not started yet');
			return sandbox;
		},
	};
}

/** The calls that a sandbox got, in order, without the token requests. */
export function callsOf({ requests }: Sandbox): string[] {
	return requests.filter(({ call }) => call !== 'token').map(({ call }) => call);
}

/** The bodies of all requests of one call, in order. */
export function bodiesOf({ requests }: Sandbox, call: CallName): unknown[] {
	return requests.filter((entry) => entry.call === call).map(({ body }) => body);
}

/** How many contacts each batch held, in order of arrival. */
export function batchSizesOf(sandbox: Sandbox): number[] {
	return bodiesOf(sandbox, 'addContacts').map((body) => (body as unknown[]).length);
}

/** The one list of that name. Throws if there is none or more than one. */
export function listNamed({ state }: Sandbox, name: string): SandboxList {
	const [list, ...others] = state.lists.filter((candidate) => candidate.name === name);
	if (list === undefined || others.length > 0) {
		throw new Error(`${others.length + (list ? 1 : 0)} lists are named '${name}'`);
	}
	return list;
}

/** The texts of a run's hints. */
export function hintsOf(run: TestedNodeRun): string[] {
	return (run.node?.hints ?? []).map(({ message }) => message);
}

/** Items of so many contacts `c0`, `c1`, …, with the given fields. */
export function contactItems(count: number, fields: IDataObject = {}): INodeExecutionData[] {
	return Array.from({ length: count }, (_, n) => ({ json: { contactId: `c${n}`, ...fields } }));
}

/** All that a person sees of a failed run: errors and hints, without the items that they were given. */
export function shownTexts(run: TestedNodeRun): string {
	return JSON.stringify([run.error, run.node?.error, run.node?.hints]);
}
