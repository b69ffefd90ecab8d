import type { PagingEffect } from '../faultRule.mts';

/** What a call's work sees of its request: the bearer token is checked, the JSON body parsed. */
export interface ApiRequest {
	body: unknown;
	/** The `{id}` of the path, '' where there is none. */
	id: string;
	query: Record<string, unknown>;
	/** Set when a fault is to spoil the page that is asked for. */
	pagingEffect?: PagingEffect;
}
