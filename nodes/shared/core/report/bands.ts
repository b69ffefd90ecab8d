/** One column or row of the grid: a range of whole numbers, both ends in it; the last one is open. */
export interface Band {
	label: string;
	from: number;
}

/** Columns: whole days since the last call. */
export const DAY_BANDS: readonly Band[] = [
	{ label: '0–7', from: 0 },
	{ label: '8–30', from: 8 },
	{ label: '31–60', from: 31 },
	{ label: '61–90', from: 61 },
	{ label: 'over 90', from: 91 },
];

/** Rows: number of calls. */
export const CALL_BANDS: readonly Band[] = [
	{ label: '1', from: 0 },
	{ label: '2–3', from: 2 },
	{ label: '4–7', from: 4 },
	{ label: '8–14', from: 8 },
	{ label: '15 +', from: 15 },
];

/** Index of the band that a number lies in; below the first one (a time in the future) the first. */
export function bandOf(bands: readonly Band[], value: number): number {
	let index = bands.length - 1;
	while (index > 0 && value < bands[index].from) index -= 1;
	return index;
}
