import { searchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { type Answer, invalidBody, refusal } from '../answer.mts';
import type { ApiRequest } from './apiRequest.mts';
import type { InteractionIndex } from './interactionIndex.mts';
import { DEFAULT_PAGE_SIZE, type Pager } from './paging.mts';

/** The contract's request, with the service's own default for an absent page size. */
const searchBody = searchRequest.extend({
	pageSize: searchRequest.shape.pageSize.default(DEFAULT_PAGE_SIZE),
});

/** Answers one page of a search; `startTime` is inclusive, `endTime` exclusive. */
export function searchInteractions(
	request: ApiRequest,
	index: InteractionIndex,
	pager: Pager,
): Answer {
	const parsed = searchBody.safeParse(request.body);
	if (!parsed.success) return invalidBody(parsed.error);
	const { filters, pageSize, pageToken } = parsed.data;
	if (Date.parse(filters.endTime) < Date.parse(filters.startTime)) {
		return refusal(400, 'invalid_request', 'filters.endTime must not be before filters.startTime.');
	}
	const listing = {
		queryKey: `interactions ${JSON.stringify(filters)}`,
		pageSize,
		pageToken,
		read: (start: number, count: number) => index.read(filters, start, count),
	};
	return pager.page(listing, request.pagingEffect);
}
