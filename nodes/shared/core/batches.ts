/** Splits a list into parts of at most `size` (1 or more), in order, leaving none out and none empty. */
export function splitIntoBatches<Row>(rows: readonly Row[], size: number): Row[][] {
	const batches: Row[][] = [];
	for (let start = 0; start < rows.length; start += size)
		batches.push(rows.slice(start, start + size));
	return batches;
}

/** Splits a list into two halves, the first the larger; for a list of two or more neither is empty. */
export function halve<Row>(rows: readonly Row[]): [Row[], Row[]] {
	const middle = Math.ceil(rows.length / 2);
	return [rows.slice(0, middle), rows.slice(middle)];
}

/**
 * How many rows each part should hold so that all `workers` stay busy to the end: the number of parts is the next
 * multiple of the workers, unless that would make parts smaller than `smallest`. Never above `largest`.
 */
export function evenBatchSize(
	rowCount: number,
	{ largest, smallest, workers }: { largest: number; smallest: number; workers: number },
): number {
	const fewestParts = Math.max(1, Math.ceil(rowCount / largest));
	const evenParts = Math.ceil(fewestParts / workers) * workers;
	const size = Math.ceil(rowCount / evenParts);
	return size >= Math.min(smallest, largest) ? size : Math.min(largest, Math.max(smallest, 1));
}
