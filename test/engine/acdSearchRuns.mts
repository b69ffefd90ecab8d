import type { INodeParameters } from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import type { AcdOptions, Interaction, Sandbox, SandboxOptions } from '../../sandbox/server.mts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';
import { openSandbox } from '../support/withSandbox.mts';

export { jsonItems, jsonsOf } from '../support/engine.mts';

/** The end of the histories of these tests, and the clock of their sandboxes. */
export const NOW = Date.UTC(2026, 4, 20, 12);
export const DAY_MS = 86_400_000;
export const iso = (timeMs: number) => new Date(timeMs).toISOString();

/** Parameters that search the 90 days before `NOW`. */
export const IN_90_DAYS: INodeParameters = {
	timeRange: 'between',
	startTime: iso(NOW - 90 * DAY_MS),
	endTime: iso(NOW),
};

/** A sandbox whose clock stands at `NOW`, closed at the end of the file. */
export async function openAt(acd: AcdOptions = {}, options: SandboxOptions = {}): Promise<Sandbox> {
	return await openSandbox({ contacts: 40, days: 120, now: () => NOW, ...options, acd });
}

/** Runs CXone Interactions Search with an access key that has not logged in yet. */
export async function searchAcd(
	values: Record<string, string>,
	parameters: INodeParameters = {},
	options: Omit<NodeRunOptions, 'parameters' | 'credential'> = {},
): Promise<TestedNodeRun> {
	return await runNode(CxoneInteractionsSearch, {
		...options,
		parameters: { authentication: 'accessKey', ...parameters },
		credential: { type: new CxoneAccessKeyApi(), values },
	});
}

/** A call of a history, so many minutes before `NOW`. */
export function call(id: string, minutesAgo: number, changes: object = {}): Interaction {
	return {
		id,
		startTime: iso(NOW - minutesAgo * 60_000),
		contactId: 'C-000001',
		type: 'voice',
		direction: 'inbound',
		durationSeconds: 60,
		...changes,
	};
}

/** What the calls of a history are as interactions, found without the code under test: the sandbox's own oracle. */
export function answerTo(
	sandbox: Sandbox,
	{
		fromMs = NOW - 90 * DAY_MS,
		toMs = NOW,
		contactIds,
		mediaTypes = [4],
	}: {
		fromMs?: number;
		toMs?: number;
		contactIds?: readonly string[];
		mediaTypes?: readonly number[];
	} = {},
) {
	const contactOf = new Map(sandbox.state.history.map(({ id, contactId }) => [id, contactId]));
	return sandbox.acd
		.contacts()
		.filter(({ kind }) => kind === 'call')
		.map((row) => ({ ...row, customer: contactOf.get(row.interactionId ?? '') ?? '' }))
		.filter(
			({ startMs, durationSeconds, customer, mediaTypeId }) =>
				startMs >= fromMs &&
				startMs <= toMs &&
				startMs + durationSeconds * 1_000 + 15 * 60_000 <= NOW &&
				mediaTypes.includes(mediaTypeId) &&
				(contactIds === undefined || contactIds.includes(customer)),
		)
		.map((row) => ({
			id: String(row.contactId),
			contactId: sandbox.phoneOf(row.customer),
			startTime: iso(row.startMs),
		}));
}

/** The summary of each contact of some interactions, by contact. */
export function summaryOf(rows: ReadonlyArray<{ contactId: string; startTime: string }>) {
	const times = new Map<string, string[]>();
	for (const { contactId, startTime } of rows)
		times.set(contactId, [...(times.get(contactId) ?? []), startTime].sort());
	return Object.fromEntries(
		[...times].map(([contactId, all]) => [
			contactId,
			{ frequency: all.length, first: all[0], last: all[all.length - 1] },
		]),
	);
}

/** What a sandbox was asked of completed contacts, in order of arrival. */
export function questionsOf({ requests }: Sandbox) {
	return requests
		.filter(({ call: name }) => name === 'completedContacts')
		.map(({ path, status }): { status: number; query: Record<string, string | undefined> } => ({
			status,
			query: Object.fromEntries(new URL(path, 'http://host').searchParams),
		}));
}

/** The texts of the hints of a run. */
export function hintsOf(run: TestedNodeRun): string[] {
	return (run.node?.hints ?? []).map(({ message }) => message);
}
