import type { INodeParameters } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import type { SearchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { generateHistory } from '../../sandbox/history.mts';
import type { Interaction, Sandbox } from '../../sandbox/server.mts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';

export { jsonsOf } from '../support/engine.mts';

/** Span of `yearOfCalls`. */
export const YEAR = { startTime: '2025-05-04T12:00:00.000Z', endTime: '2026-05-04T12:00:00.000Z' };

/** Parameters that search the whole of `yearOfCalls`. */
export const IN_YEAR: INodeParameters = { timeRange: 'between', ...YEAR };

/** A generated history with fixed times, so that runs can be compared exactly. */
export function yearOfCalls(contacts: number, minInteractions?: number): Interaction[] {
	const nowMs = Date.parse(YEAR.endTime);
	return generateHistory({ contacts, days: 365, seed: 11, nowMs, minInteractions });
}

/** What a search asks for; no contact ids means all contacts, no types all types. */
export interface Question {
	contactIds?: string[];
	types?: string[];
	/** ISO 8601; the range includes its start, and its end only if `endIsInclusive`. */
	startTime?: string;
	endTime?: string;
	endIsInclusive?: boolean;
}

/** The rows of a history that answer a question, found without the code under test, in the history's order. */
export function answerTo(history: Interaction[], question: Question): Interaction[] {
	const { contactIds, types, startTime = YEAR.startTime, endTime = YEAR.endTime } = question;
	const [startMs, endMs] = [Date.parse(startTime), Date.parse(endTime)];
	return history.filter(({ contactId, type, startTime: time }) => {
		const ms = Date.parse(time);
		return (
			ms >= startMs &&
			(question.endIsInclusive ? ms <= endMs : ms < endMs) &&
			(contactIds === undefined || contactIds.includes(contactId)) &&
			(types === undefined || types.includes(type))
		);
	});
}

/** The summary of each contact of some rows (contract 2.1), made without the code under test. */
export function summaryOf(rows: Interaction[], contactIds: Iterable<string>) {
	return Array.from(contactIds, (contactId) => {
		const times = rows.filter((row) => row.contactId === contactId).map((row) => row.startTime);
		times.sort();
		return {
			contactId,
			frequency: times.length,
			firstInteraction: times[0] ?? null,
			lastInteraction: times[times.length - 1] ?? null,
		};
	});
}

/** Runs CXone Interactions Search against a tenant, with a credential that holds no token yet. */
export async function search(
	tenant: Pick<Sandbox, 'credential'>,
	parameters: INodeParameters,
	options: Omit<NodeRunOptions, 'parameters' | 'credential'> = {},
): Promise<TestedNodeRun> {
	const credential = { type: new CxoneOAuth2Api(), values: { ...tenant.credential } };
	return await runNode(CxoneInteractionsSearch, { ...options, parameters, credential });
}

/** The bodies of the searches that a sandbox got, in order of arrival. */
export function searchBodies({ requests }: Sandbox): SearchRequest[] {
	return requests
		.filter(({ call }) => call === 'searchInteractions')
		.map(({ body }) => body as SearchRequest);
}

/** The rows in order of their id, to compare rows that come in another order. */
export function byId<Row extends { id?: unknown }>(rows: Row[]): Row[] {
	return [...rows].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}
