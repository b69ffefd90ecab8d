import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import {
	startSandbox,
	type AcdOptions,
	type CallingList,
	type CallingRecord,
	type CallName,
	type Ring,
	type Sandbox,
	type SandboxOptions,
} from '../../sandbox/server.mts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';
import { following, keepTenantTime, tenantNow } from '../support/tenantClock.mts';

export { jsonItems, jsonsOf } from '../support/engine.mts';
export { moveOn } from '../support/tenantClock.mts';
export { hintsOf, shownTexts } from './outboundRuns.mts';

/** A Wednesday, 11:00 in New York. */
export const NOW = Date.UTC(2026, 4, 20, 15);

const open: Sandbox[] = [];

/**
 * Sets up a test file: waits are short, n8n's clock goes with the tenant's, and after each test no phone may have rung but on
 * the word of the test itself.
 */
export function setUpCallingLists(scale = 0.002): void {
	beforeAll(() => {
		waiting.scale = scale;
	});
	keepTenantTime(NOW);
	afterEach(async () => {
		const tenants = open.splice(0);
		try {
			for (const sandbox of tenants) expectNothingRang(sandbox);
		} finally {
			for (const sandbox of tenants) await sandbox.close();
		}
	});
	afterAll(() => {
		waiting.scale = 1;
	});
}

/** Rings that the test itself made, by tenant. */
const wanted = new WeakMap<Sandbox, number>();

/** Nobody was called: no skill was started by a request, and no phone rang but on the word of the test. */
export function expectNothingRang(sandbox: Sandbox): void {
	expect(sandbox.requestCounts().startSkill ?? 0).toBe(0);
	expect(sandbox.rings.slice(wanted.get(sandbox) ?? 0)).toEqual([]);
	const uploads = sandbox.requests.filter(({ call }) => call === 'uploadCallingList');
	for (const { body } of uploads)
		expect(body).toMatchObject({ startSkill: false, forceOverwrite: false });
}

/** A tenant whose time is `NOW` and runs. */
export async function openTenant(
	acd: AcdOptions = {},
	more: Omit<SandboxOptions, 'acd'> = {},
): Promise<Sandbox> {
	const sandbox = await startSandbox({ contacts: 0, now: tenantNow, ...more, acd });
	open.push(sandbox);
	return sandbox;
}

/** What a person does in the morning: presses Start everywhere. Gives who rang; the clocks go on together. */
export function pressStart(sandbox: Sandbox): Ring[] {
	const rings = following(sandbox, () => sandbox.pressStartEverywhere());
	for (const skill of sandbox.state.skills) skill.isStarted = false;
	wanted.set(sandbox, sandbox.rings.length);
	return rings;
}

/** Runs the node with an access key. */
export async function upload(
	{ acd }: Pick<Sandbox, 'acd'>,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	options: NodeRunOptions = {},
): Promise<TestedNodeRun> {
	return await runNode(CxoneListUpsert, {
		items,
		parameters: { authentication: 'accessKey', ...parameters },
		credential: { type: new CxoneAccessKeyApi(), values: { ...acd.credential } },
		...options,
	});
}

/** The phone of the contact of that number. */
export function phoneOf(number: number): string {
	return `+1201${String(2_340_000 + number)}`;
}

/** Items of contacts by number, with the best score first. */
export function contacts(
	count: number,
	{ from = 0, ...fields }: IDataObject & { from?: number } = {},
): INodeExecutionData[] {
	return Array.from({ length: count }, (_, n) => ({
		json: {
			contactId: phoneOf(from + n),
			score: 90 - n * 0.25,
			priority: 'high',
			...fields,
		},
	}));
}

/** All lists with what is in them. */
export function listsOf({ acd, state }: Sandbox): CallingList[] {
	acd.settle();
	return state.callingLists;
}

/** The records that may ring, with their lists. */
export function liveRecords(sandbox: Sandbox): Array<CallingRecord & { list: CallingList }> {
	const nowMs = sandbox.clock.now();
	return listsOf(sandbox).flatMap((list) =>
		list.records
			.filter(
				({ finalStatus, isRemoved, expiresAtMs }) =>
					finalStatus === undefined && !isRemoved && expiresAtMs > nowMs,
			)
			.filter(() => list.status === 'Active' && !list.isDeleted)
			.map((record) => ({ ...record, list })),
	);
}

/** The phones that may ring, as often as they have records. */
export function livePhones(sandbox: Sandbox): string[] {
	return liveRecords(sandbox)
		.map(({ phone }) => phone)
		.sort();
}

/** The phones of contacts by number, as records have them. */
export function phonesOf(count: number, from = 0): string[] {
	return Array.from({ length: count }, (_, n) => phoneOf(from + n).slice(2)).sort();
}

/** How often a call was made. */
export function countOf(sandbox: Sandbox, call: CallName): number {
	return sandbox.requestCounts()[call] ?? 0;
}

/** The file of an upload, line by line. */
export function fileOf(sandbox: Sandbox, number = 0): string[] {
	const uploads = sandbox.requests.filter(({ call }) => call === 'uploadCallingList');
	const { listFile } = uploads[number].body as { listFile: string };
	return Buffer.from(listFile, 'base64').toString('utf8').trimEnd().split('\r\n');
}
