import { saysFailure } from '../../core/answerWords';
import { hasLostDigits, isBlank, toContactId } from '../../core/fields';
import type { AnswerCheck } from '../../transport/call';
import type { CreatedAnswer } from '../once';
import { valueOf } from './values';

/** A record as CXone gives it: names in either dialect, numbers perhaps as text. */
export type AcdRecord = Readonly<Record<string, unknown>>;

/** Rows of one page; `total` counts those of all pages and is undefined where the service does not say. */
export interface AcdRows {
	rows: AcdRecord[];
	total: number | undefined;
}

const REFUSED = { success: false } as const;

function isRecord(value: unknown): value is AcdRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies in `resultSet`, where a version wraps its payload so, or else the payload itself. */
function unwrapped(body: unknown): unknown {
	const resultSet = isRecord(body) ? valueOf(body, 'resultSet') : undefined;
	return isBlank(resultSet) ? body : resultSet;
}

/** A count, as a number or as text; undefined where it is none. */
export function readCount(value: unknown): number | undefined {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/**
 * Checks an answer that holds rows under one of `names`, wrapped in `resultSet` or not. No body at all means no rows
 * (204), and so does a total of zero without rows. Without names the only array of the answer is taken.
 */
export function rowsUnder(...names: string[]): AnswerCheck<AcdRows> {
	return {
		safeParse: (body) => {
			if (isBlank(body)) return { success: true, data: { rows: [], total: 0 } };
			const payload = unwrapped(body);
			if (!isRecord(payload) || saysFailure(payload)) return REFUSED;
			const total = readCount(valueOf(payload, 'totalRecords'));
			const arrays =
				names.length === 0
					? Object.values(payload).filter(Array.isArray)
					: names.map((name) => valueOf(payload, name)).filter(Array.isArray);
			if (arrays.length === 0)
				return total === 0 ? { success: true, data: { rows: [], total } } : REFUSED;
			const [rows] = arrays as unknown[][];
			if (arrays.length > 1 || !rows.every(isRecord)) return REFUSED;
			return { success: true, data: { rows, total } };
		},
	};
}

/** Checks an answer that is one record, wrapped in `resultSet` or not, or alone in an array under `name`. */
export function recordUnder(name?: string): AnswerCheck<AcdRecord> {
	return {
		safeParse: (body) => {
			const payload = unwrapped(body);
			if (!isRecord(payload) || saysFailure(payload)) return REFUSED;
			const inArray: unknown = name === undefined ? undefined : valueOf(payload, name);
			if (!Array.isArray(inArray)) return { success: true, data: payload };
			const [row] = inArray as unknown[];
			return inArray.length === 1 && isRecord(row) ? { success: true, data: row } : REFUSED;
		},
	};
}

/** Checks the answer to a write: any body or none, but no text, no web page, and nothing that says that it failed. */
export const accepted: AnswerCheck<AcdRecord> = {
	safeParse: (body) => {
		if (isBlank(body)) return { success: true, data: {} };
		const payload = unwrapped(body);
		return isRecord(payload) && !saysFailure(payload) ? { success: true, data: payload } : REFUSED;
	},
};

/** Checks the answer to a create: its id is under `name`, and null where that is a number that has lost digits. */
export function createdUnder(name: string): AnswerCheck<CreatedAnswer> {
	return {
		safeParse: (body) => {
			const answer = accepted.safeParse(body);
			const given = answer.success ? valueOf(answer.data, name) : undefined;
			const id = hasLostDigits(given) ? null : toContactId(given);
			return id === undefined ? REFUSED : { success: true, data: { id } };
		},
	};
}
