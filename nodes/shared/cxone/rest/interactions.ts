import { hasLostDigits } from '../../core/fields';
import type { TimeWindow } from '../../core/windows';
import { toIsoUtc } from '../../core/time';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { searchInteractions } from './calls';
import { readPages, type PageCount } from '../paging';
import type { SearchRequest } from './schemas';

/** Which interactions are asked for; no contact ids means those of all contacts, no types all types. */
export interface InteractionQuery {
	contactIds?: string[];
	window: TimeWindow;
	interactionTypes: string[];
}

/** Takes the rows of one query. */
export interface InteractionSink {
	/** Rows that may still be asked for; zero ends the query. */
	roomLeft: () => number;
	take: (rows: unknown[]) => void;
	/** Forgets all rows taken, because the query starts again. */
	reset: () => void;
}

function toFilters(query: InteractionQuery): SearchRequest['filters'] {
	const { contactIds, window, interactionTypes } = query;
	return {
		...(contactIds === undefined ? {} : { contactIds }),
		startTime: toIsoUtc(window.startMs),
		endTime: toIsoUtc(window.endMs),
		...(interactionTypes.length === 0 ? {} : { interactionType: interactionTypes }),
	};
}

function hasInexactId(row: unknown): boolean {
	const { id, contactId } = Object(row) as { id?: unknown; contactId?: unknown };
	return hasLostDigits(id) || hasLostDigits(contactId);
}

/**
 * Reads all interactions of a query into `sink`, `pageSize` (1–500) rows at a time and never more than it has room for
 * (contract 1.2). Throws a `CxoneFailure` when the history cannot be read whole, or holds ids that lost digits.
 */
export async function readInteractions(
	session: Session,
	query: InteractionQuery,
	pageSize: number,
	sink: InteractionSink,
	count: PageCount,
): Promise<void> {
	const filters = toFilters(query);
	await readPages(
		session,
		{
			title: searchInteractions.title,
			nextPageSize: () => Math.min(pageSize, sink.roomLeft()),
			fetchPage: async (pageToken, size) => {
				const body: SearchRequest = { filters, pageSize: size, pageToken: pageToken ?? null };
				const reply = await request(session, searchInteractions, { body });
				return reply.kind === 'done' ? reply.answer : undefined;
			},
			onRows: (rows) => {
				if (rows.some(hasInexactId)) {
					const { title: call } = searchInteractions;
					throw failureOf({ kind: 'inexactIds', call });
				}
				sink.take(rows);
				// What n8n's HTTP helper hangs on the answer outlives it until a full garbage collection; the rows need not.
				rows.length = 0;
				return true;
			},
			onRestart: () => sink.reset(),
		},
		count,
	);
}
