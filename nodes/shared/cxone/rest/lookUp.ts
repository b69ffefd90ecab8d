import type { z } from 'zod';
import { settled } from '../../core/settled';
import type { CallRule } from '../../transport/call';
import { runPool } from '../../core/pool';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { PageAnswer } from './calls';
import { failureOf } from '../../transport/wording';
import { countPages, readPages } from '../paging';

/** Rows of a look-up page (contract 1.3). */
const LOOKUP_PAGE_SIZE = 100;
/** 10,000 pages of 100 names: more lists or campaigns than any tenant has. */
const MAX_LOOKUP_PAGES = 10_000;
/** Names looked up side by side at most; the gate of the run may let fewer through. */
const MAX_LOOKUP_WORKERS = 20;

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
 * Rows without a name are passed over. Undefined where the tenant lacks the call, which only the first page of all names
 * in a run that never saw this look-up work may say; throws a `CxoneFailure`.
 */
export async function lookUp<Row extends { name: string }>(
	session: Session,
	rule: CallRule<PageAnswer>,
	row: z.ZodType<Row, z.ZodTypeDef, unknown>,
	{ name, limit = Number.POSITIVE_INFINITY, isWanted = () => true }: LookUpOptions,
): Promise<Row[] | undefined> {
	let found: Row[] = [];
	// Half a character cannot stand in an address: then all names are read and compared.
	let filter = name === undefined || /\p{Surrogate}/u.test(name) ? undefined : name;
	const isThere = await readPages(
		session,
		{
			title: rule.title,
			nextPageSize: () => Math.min(LOOKUP_PAGE_SIZE, limit - found.length),
			fetchPage: async (pageToken, pageSize) => {
				const ask = async () =>
					await request(session, rule, {
						qs: {
							...(filter === undefined ? {} : { name: filter }),
							pageSize,
							...(pageToken === undefined ? {} : { pageToken }),
						},
					});
				let reply = await ask();
				if (reply.kind === 'absent' && pageToken === undefined && filter !== undefined) {
					// Some services say so of a name that is nowhere: whether the look-up is there shows without a name.
					filter = undefined;
					reply = await ask();
				}
				if (reply.kind === 'done') {
					session.workingLookUps.add(rule.title);
					return reply.answer;
				}
				if (reply.kind !== 'absent') return undefined;
				// A look-up that worked is there: what is missing now is the page, or the service for a while.
				if (pageToken !== undefined || session.workingLookUps.has(rule.title)) {
					const { title: call, scope } = rule;
					throw failureOf({ kind: 'status', call, scope, status: reply.status });
				}
				return undefined;
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

/** What the look-up of a name showed: its records, undefined where the tenant lacks the look-up, or a failure. */
export type EachLookUp<Row> = { found: Row[] | undefined } | { failure: unknown };

/**
 * Looks up many names side by side, each once. Where some look-ups said that the tenant lacks them and others worked,
 * the first are asked once more: the tenant has it, so a second such answer is their failure. Never throws.
 */
export async function lookUpEach<Row>(
	session: Session,
	names: Iterable<string>,
	find: (name: string) => Promise<Row[] | undefined>,
): Promise<Map<string, EachLookUp<Row>>> {
	const lookUps = new Map<string, EachLookUp<Row>>();
	const lookUpAll = async (wanted: string[]) => {
		await runPool(wanted, Math.min(MAX_LOOKUP_WORKERS, wanted.length), async (name) => {
			const end = await settled(find(name));
			lookUps.set(name, 'failure' in end ? end : { found: end.value });
		});
	};
	await lookUpAll([...new Set(names)]);
	const absent = [...lookUps].filter(([, end]) => 'found' in end && end.found === undefined);
	if (session.workingLookUps.size > 0) await lookUpAll(absent.map(([name]) => name));
	return lookUps;
}
