/** Counts the pages and restarts of a whole run. */
export interface PageCount {
	pages: number;
	restarts: number;
	/** Pages that held more rows than asked for. */
	oversizedPages: number;
	/** Pages read at most; one more is a failure. */
	readonly maxPages: number;
}

/** A page count at zero. */
export function countPages(maxPages: number): PageCount {
	return { pages: 0, restarts: 0, oversizedPages: 0, maxPages };
}
