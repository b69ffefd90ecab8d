import { hasLostDigits } from '../../core/fields';
import type { PageCount } from '../../core/pageCount';
import { toIsoUtc } from '../../core/time';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { readPages } from '../paging';
import type { InteractionQuery, InteractionSink } from '../history';
import { searchInteractions } from './calls';
import { toPage, type SearchRequest } from './schemas';

/** What this family knows of a query. */
type RestQuery = Pick<InteractionQuery, 'contactIds' | 'window' | 'interactionTypes' | 'pageSize'>;

function toFilters(query: RestQuery): SearchRequest['filters'] {
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

/** See `Interactions.read` (contract 1.2). */
export async function readInteractions(
	session: Session,
	query: RestQuery,
	sink: InteractionSink,
	count: PageCount,
): Promise<void> {
	const filters = toFilters(query);
	await readPages(
		session,
		{
			title: searchInteractions.title,
			nextPageSize: () => Math.min(query.pageSize, sink.roomLeft()),
			fetchPage: async (pageToken, size) => {
				const body: SearchRequest = { filters, pageSize: size, pageToken: pageToken ?? null };
				const reply = await request(session, searchInteractions, { body });
				return reply.kind === 'done' ? toPage(reply.answer) : undefined;
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
