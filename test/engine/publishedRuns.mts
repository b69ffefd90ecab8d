import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';
import { PublishedTenant, type PublishedRing, type PublishedRules } from './publishedTenant.mts';

export { hintsOf, shownTexts } from './outboundRuns.mts';
export { jsonItems, jsonsOf } from '../support/engine.mts';

/** A Wednesday, 11:00 in New York. */
export const NOW = Date.UTC(2026, 4, 20, 15);

const open: PublishedTenant[] = [];
let movedMs = 0;

/** Moves the clock of n8n and of the tenants. */
export function moveOn(ms: number): void {
	movedMs += ms;
}

/** Sets up a test file: waits are short, and after each test nothing was started or overwritten by a request. */
export function setUpPublished(scale = 0.002): void {
	beforeAll(() => {
		waiting.scale = scale;
	});
	beforeEach(() => {
		movedMs = 0;
		const realNow = Date.now.bind(Date);
		const offsetMs = NOW - realNow();
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offsetMs + movedMs);
	});
	afterEach(async () => {
		const tenants = open.splice(0);
		try {
			for (const tenant of tenants) expectNothingStarted(tenant);
		} finally {
			jest.restoreAllMocks();
			for (const tenant of tenants) await tenant.close();
		}
	});
	afterAll(() => {
		waiting.scale = 1;
	});
}

function expectNothingStarted({ calls }: PublishedTenant): void {
	expect(calls.filter(({ call }) => call.endsWith('/start'))).toEqual([]);
	for (const { body } of calls.filter(({ call }) => call.endsWith('/upload')))
		expect(body).toMatchObject({ startSkill: false, forceOverwrite: false });
	for (const { query } of calls.filter(({ call }) => call.startsWith('DELETE')))
		expect(query.get('forceDelete')).toBe('false');
}

/** A tenant with such rules, on a port of its own. */
export async function openPublished(rules: PublishedRules = {}): Promise<PublishedTenant> {
	const tenant = new PublishedTenant(rules);
	await tenant.listen();
	open.push(tenant);
	return tenant;
}

/** Runs CXone List Upsert; a row for each contact. */
export async function fillLists(
	tenant: PublishedTenant,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	options: NodeRunOptions = {},
): Promise<TestedNodeRun> {
	return await runNode(CxoneListUpsert, {
		items,
		parameters: { authentication: 'accessKey', output: 'contacts', ...parameters },
		credential: { type: new CxoneAccessKeyApi(), values: { ...tenant.acd.credential } },
		...options,
	});
}

/** Runs CXone Predictive Campaign. */
export async function campaign(
	tenant: PublishedTenant,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	options: NodeRunOptions = {},
): Promise<TestedNodeRun> {
	return await runNode(CxonePredictiveCampaign, {
		items,
		parameters: { authentication: 'accessKey', ...parameters },
		credential: { type: new CxoneAccessKeyApi(), values: { ...tenant.acd.credential } },
		...options,
	});
}

/** The phone of the person of that number, E.164. */
export function phone(number: number): string {
	return `+1201${String(5_550_100 + number)}`;
}

/** Items of people by number. */
export function people(
	count: number,
	{ from = 0, ...fields }: IDataObject & { from?: number } = {},
): INodeExecutionData[] {
	return Array.from({ length: count }, (_, n) => ({
		json: { contactId: phone(from + n), score: 90 - n / 4, priority: 'high', ...fields },
	}));
}

/** Phones that rang more than once. */
export function rangTwice(rings: readonly PublishedRing[]): string[] {
	const counts = new Map<string, number>();
	for (const ring of rings) counts.set(ring.phone, (counts.get(ring.phone) ?? 0) + 1);
	return [...counts].filter(([, count]) => count > 1).map(([number]) => number);
}

/** Outcomes of the contacts, by contact id. */
export function outcomesOf(run: TestedNodeRun): Record<string, string> {
	return Object.fromEntries(
		run.items.map(({ json }) => [
			String(json.contactId),
			[json.outcome, json.reason].filter(Boolean).join(' '),
		]),
	);
}
