import { isLive, type CallingRecord } from './callingRecord';
import {
	fail,
	judged,
	namesOf,
	pass,
	toCheck,
	unknown,
	type Check,
	type Fact,
	type Outcome,
	type Unknown,
} from './checks';

/** Records of a list that a skill is to dial and that are neither done with nor removed. */
export interface OpenRecords {
	open: number;
	/** Of these, those whose day has passed, and those of which nothing can be read. */
	expired: number;
	withoutExpiry: number;
	/** When the first of the others expires, in milliseconds. */
	firstExpiryMs: number | undefined;
}

/** A list that feeds a skill. */
export interface FeedingList {
	name: string;
	isActive: boolean;
	/** Whether the run names it. */
	isNamed: boolean;
	/** Records that the list itself counts as left for the skill; undefined where it does not say. */
	countedLeft: number | undefined;
	records: Fact<OpenRecords>;
}

/** The lists that feed a skill. */
export interface Feeds {
	lists: Fact<FeedingList[]>;
	/** Why others may feed it too; undefined where none does. */
	mayFeedMore: Unknown | undefined;
}

/** Sums up the records of a list that are for a skill; one that names no skill is for any. */
export function openRecords(
	records: readonly CallingRecord[],
	skillId: string,
	nowMs: number,
): OpenRecords {
	const open = records.filter(
		(record) => !record.isFinal && !record.isRemoved && (record.skillId ?? skillId) === skillId,
	);
	const live = open.filter((record) => isLive(record, true, nowMs));
	const laterMs = live.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
	return {
		open: open.length,
		expired: open.length - live.length,
		withoutExpiry: open.filter(({ expiresAtMs }) => expiresAtMs === undefined).length,
		firstExpiryMs: laterMs.reduce<number | undefined>(
			(first, atMs) => (first === undefined || atMs < first ? atMs : first),
			undefined,
		),
	};
}

/** Records of a list that may ring, as its records say or else as it counts them; undefined where neither does. */
export function leftOf({ records, countedLeft }: FeedingList): number | undefined {
	return 'known' in records ? records.known.open - records.known.expired : countedLeft;
}

function described(lists: readonly FeedingList[]): string {
	return lists
		.slice(0, 5)
		.map((list) => `'${list.name}' (${leftOf(list) ?? 'unknown'})`)
		.join(', ');
}

function judgeLeft(named: readonly FeedingList[]): Outcome {
	if (named.length === 0) return unknown('no list is known');
	const counts = named.map((list) =>
		'known' in list.records ? list.records.known.open : list.countedLeft,
	);
	const empty = named.filter((_, index) => counts[index] === 0);
	if (empty.length > 0) return fail(`nobody is left to call in ${described(empty)}`);
	const unread = named.find((_, index) => counts[index] === undefined);
	if (unread !== undefined) return judged(unread.records, () => unknown(''));
	return pass(`records left: ${described(named)}`);
}

function judgeExpiry(named: readonly FeedingList[]): Outcome {
	const open = named.flatMap(({ name, records }) =>
		'known' in records && records.known.open > 0 ? [{ name, ...records.known }] : [],
	);
	const over = open.filter((list) => list.expired === list.open);
	if (over.length > 0)
		return fail(`all records have expired in ${namesOf(over.map(({ name }) => name))}`);
	const unread = named.find(({ records }) => 'unknown' in records);
	if (unread !== undefined) return judged(unread.records, () => unknown(''));
	if (open.length === 0) return unknown('no records are left');
	if (open.some(({ withoutExpiry }) => withoutExpiry > 0))
		return unknown('records do not say when they expire');
	const expired = open.reduce((sum, list) => sum + list.expired, 0);
	const firstMs = Math.min(...open.flatMap(({ firstExpiryMs }) => firstExpiryMs ?? []));
	return pass(
		`the first of the others expires at ${new Date(firstMs).toISOString()}, ${expired} have expired`,
	);
}

function judgeOthers(lists: readonly FeedingList[], mayFeedMore: Unknown | undefined): Outcome {
	const others = lists.filter(({ isNamed, isActive }) => !isNamed && isActive);
	const filled = others.filter((list) => (leftOf(list) ?? 0) > 0);
	if (filled.length > 0)
		return fail(`${filled.length} other active lists with records left: ${described(filled)}`);
	if (mayFeedMore !== undefined) return judged(mayFeedMore, pass);
	const unread = others.find((list) => leftOf(list) === undefined);
	if (unread !== undefined) return judged(unread.records, () => unknown(''));
	return pass('no other active list has records left');
}

/** The checks of the lists that feed a skill. Pure. */
export function listChecks({ lists, mayFeedMore }: Feeds): Check[] {
	const onNamed = (judge: (named: FeedingList[]) => Outcome) =>
		judged(lists, (known) => judge(known.filter(({ isNamed }) => isNamed)));
	return [
		toCheck(
			'listActive',
			'the lists of this run are active',
			onNamed((named) => {
				const inactive = named.filter(({ isActive }) => !isActive).map(({ name }) => name);
				if (inactive.length > 0) return fail(`not active: ${namesOf(inactive)}`);
				return named.length > 0 ? pass(`${named.length} active`) : unknown('no list is known');
			}),
		),
		toCheck('recordsLeft', 'records left to call', onNamed(judgeLeft)),
		toCheck('recordsNotExpired', 'records that have not expired', onNamed(judgeExpiry)),
		toCheck(
			'onlyTheseLists',
			'no other active list with records left on the skill',
			judged(lists, (known) => judgeOthers(known, mayFeedMore)),
		),
	];
}

/** The phones of the live records in all lists of the skills of a run. */
export interface LivePhones {
	/** Live records by phone. */
	counts: ReadonlyMap<string, number>;
	/** Live records that show no phone. */
	withoutPhone: number;
	/** Why some lists could not be read; undefined where all were. */
	unread: Unknown | undefined;
}

/** The check over all lists of all skills of a run: a phone has one live record at most. Pure. */
export function judgePhones({ counts, withoutPhone, unread }: LivePhones): Check {
	const doubled = [...counts.values()].filter((count) => count > 1).length;
	const judge = (): Outcome => {
		if (doubled > 0) return fail(`${doubled} phones have more than one record that may ring`);
		if (unread !== undefined) return judged(unread, pass);
		return withoutPhone > 0
			? unknown(`${withoutPhone} records show no phone`)
			: pass(`${counts.size} phones, each once`);
	};
	return toCheck(
		'onePhoneOnce',
		'no phone with two live records in the lists of these skills',
		judge(),
	);
}
