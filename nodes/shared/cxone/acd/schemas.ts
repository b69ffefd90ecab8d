import { z } from 'zod';

/** Rows are checked by their reader: an array schema would look at each, and copy them all. */
const rows = z.custom<unknown[]>(Array.isArray, 'Expected array');
/** Numbers may come as text. */
const count = z
	.union([z.number(), z.string().regex(/^\s*\d+\s*$/)])
	.transform(Number)
	.refine((value) => Number.isSafeInteger(value) && value >= 0);

/** One page of completed contacts; `totalRecords` counts those of all pages and is undefined where it cannot be read. */
export const completedContacts = z
	.object({
		totalRecords: count.optional().catch(undefined),
		completedContacts: rows.nullish(),
	})
	.passthrough();
