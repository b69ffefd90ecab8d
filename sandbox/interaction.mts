/** One row of the call history; fields beyond the four of the contract pass through. */
export interface Interaction {
	id: string;
	/** ISO 8601 UTC with `Z`. */
	startTime: string;
	contactId: string;
	/** `voice`, `chat`, `email`, `sms` or whatever a history file brings. */
	type: string;
	[extra: string]: unknown;
}

function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

/**
 * The history in the service's order, by start time and then id; the same array when it is so already.
 * Throws a RangeError for a start time that is not a time.
 */
export function inServiceOrder(history: Interaction[]): {
	rows: Interaction[];
	timesMs: Float64Array;
} {
	const timesMs = Float64Array.from(history, (row) => {
		const timeMs = Date.parse(row.startTime);
		if (Number.isNaN(timeMs)) {
			throw new RangeError(`Interaction ${row.id}: startTime "${row.startTime}" is not a time`);
		}
		return timeMs;
	});
	const compare = (a: number, b: number) =>
		timesMs[a] - timesMs[b] || compareText(history[a].id, history[b].id);
	const order = Uint32Array.from(history, (_, position) => position);
	if (order.every((position) => position === 0 || compare(position - 1, position) <= 0)) {
		return { rows: history, timesMs };
	}
	order.sort(compare);
	return {
		rows: Array.from(order, (position) => history[position]),
		timesMs: Float64Array.from(order, (position) => timesMs[position]),
	};
}
