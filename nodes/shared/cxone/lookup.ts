import type { z } from 'zod';
import type { CallRule } from '../transport/call';
import { request } from '../transport/request';
import type { Session } from '../transport/session';
import type { PageAnswer } from './calls';
import { settled } from '../core/settled';
import { runPool } from '../transport/pool';
import { failureOf } from '../transport/wording';
import { countPages, readPages } from './paging';

/** Rows of a look-up page (contract 1.3). */
const LOOKUP_PAGE_SIZE = 100;
/** 10,000 pages of 100 names: more lists or campaigns than any tenant has. */
const MAX_LOOKUP_PAGES = 10_000;

/** What a look-up may leave out. */
export interface LookUpOptions {
	/** Name sent as the filter; a tenant may ignore it. */
	name?: string;
	/** Rows at most. */
	limit?: number;
	/** Which rows to give; all by default. */
	isWanted?: (name: string) => boolean;
}

/**
 * Looks up named records over all pages, keeping those that are wanted, in the order of the service.
 * Rows without a name are passed over. Undefined where the tenant lacks the call; throws a `CxoneFailure`.
 */
export async function lookUp<Row extends { name: string }>(
	session: Session,
	rule: CallRule<PageAnswer>,
	row: z.ZodType<Row, z.ZodTypeDef, unknown>,
	{ name, limit = Number.POSITIVE_INFINITY, isWanted = () => true }: LookUpOptions,
): Promise<Row[] | undefined> {
	let found: Row[] = [];
	const isThere = await readPages(
		session,
		{
			title: rule.title,
			nextPageSize: () => Math.min(LOOKUP_PAGE_SIZE, limit - found.length),
			fetchPage: async (pageToken, pageSize) => {
				const qs = {
					// Half a character cannot stand in an address: then all names are read and compared.
					...(name === undefined || /\p{Surrogate}/u.test(name) ? {} : { name }),
					pageSize,
					...(pageToken === undefined ? {} : { pageToken }),
				};
				const reply = await request(session, rule, { qs });
				return reply.kind === 'done' ? reply.answer : undefined;
			},
			onRows: (rows) => {
				for (const candidate of rows) {
					const checked = row.safeParse(candidate);
					const candidateName: unknown = Object(candidate).name;
					if (typeof candidateName !== 'string' || !isWanted(candidateName)) continue;
					// A record of the wanted name without a usable id must not count as absent: it would be made again.
					if (!checked.success) throw failureOf({ kind: 'unusable', call: rule.title });
					if (found.length < limit) found.push(checked.data);
				}
				return true;
			},
			onRestart: () => {
				found = [];
			},
		},
		countPages(MAX_LOOKUP_PAGES),
	);
	return isThere ? found : undefined;
}

/** Look-ups by name at a time. */
const LOOK_UP_WORKERS = 4;

/** What the look-up of one name showed: its records, undefined where the tenant lacks the look-up, or a failure. */
export type LookUpEnd<Row> = { found: Row[] | undefined } | { failure: unknown };

/**
 * Looks up each name, side by side. A name whose look-up seems absent while that of another works is asked again: the
 * tenant has the look-up. Never throws.
 */
export async function lookUpEach<Row>(
	_session: Session,
	names: readonly string[],
	find: (name: string) => Promise<Row[] | undefined>,
): Promise<Map<string, LookUpEnd<Row>>> {
	const ask = async (name: string): Promise<LookUpEnd<Row>> => {
		const look = await settled(find(name));
		return 'value' in look ? { found: look.value } : look;
	};
	const isAbsent = (end: LookUpEnd<Row>) => 'found' in end && end.found === undefined;
	const ends = await runPool(names, LOOK_UP_WORKERS, ask);
	const isThere = ends.some((end) => 'found' in end && end.found !== undefined);
	if (isThere)
		for (const [index, end] of ends.entries())
			if (isAbsent(end)) ends[index] = await ask(names[index]);
	return new Map(names.map((name, index) => [name, ends[index]]));
}
