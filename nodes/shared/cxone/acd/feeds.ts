import type { CallingRecord } from '../../core/callingRecord';
import { isLive } from '../../core/callingRecord';
import type { Fact, Unknown } from '../../core/checks';
import { leftOf, openRecords, type FeedingList, type OpenRecords } from '../../core/listChecks';
import { phoneReader } from '../../core/phone';
import { runPool } from '../../core/pool';
import { cautiousNow, type Session } from '../../transport/session';
import type { CallingList, FeedOrder, RunFeeds } from '../skillTenant';
import type { AcdRecord } from './answers';
import { getCallingListById, readCallingLists } from './callingLists';
import { factOf, valueOfFact } from './facts';
import { readRecords } from './records';
import { readSkillParameters } from './skillParameters';
import { textOf, valueOf } from './values';

/** Lists that are read side by side. */
const WORKERS = 4;
/** The country of numbers that are written without one; the same for all, so that equal ones stay equal. */
const COUNTRY = 'US';
const ABSENT = 'CXone does not show the list';

/** A list as it was read: its records summed up by skill, and the live ones by phone. */
interface ReadList {
	list: CallingList;
	bySkill: Fact<Map<string, OpenRecords>>;
}

/** What is no phone number as it can be compared: its digits, or the text where it has none. */
function plainPhone(text: string): string {
	return text.replace(/\D/g, '') || text.trim().toLowerCase();
}

/** Counts live records by phone, over all lists; equal numbers in different spellings are one. */
class PhoneCount {
	readonly counts = new Map<string, number>();
	withoutPhone = 0;
	unread: Unknown | undefined;
	private readonly read = phoneReader(COUNTRY);

	add({ phones }: CallingRecord): void {
		if (phones.length === 0) this.withoutPhone += 1;
		const numbers = new Set(phones.map((phone) => this.read(phone).e164 ?? plainPhone(phone)));
		for (const number of numbers) this.counts.set(number, (this.counts.get(number) ?? 0) + 1);
	}
}

/** The lists of the tenant, or those that are named where all cannot be read; the failure of the whole stays with them. */
async function readLists(
	session: Session,
	listIds: readonly string[],
	scope: 'namedLists' | 'allLists',
): Promise<{ lists: CallingList[]; all: Fact<CallingList[]>; missing: Set<string> }> {
	const all: Fact<CallingList[]> =
		scope === 'allLists'
			? await factOf(readCallingLists(session))
			: { unknown: 'only the lists of this run were read' };
	const lists = [...(valueOfFact(all) ?? [])];
	const known = new Set(lists.map(({ id }) => id));
	// A new list may be among the lists later than by its id.
	const missing = new Set<string>();
	const singles = await runPool(
		listIds.filter((id) => !known.has(id)),
		WORKERS,
		async (listId) => {
			const single = await factOf(getCallingListById(session, listId), ABSENT);
			if ('unknown' in single && single.unknown === ABSENT) missing.add(listId);
			return valueOfFact(single) ?? [];
		},
	);
	return { lists: lists.concat(singles.flat()), all, missing };
}

/** The ids of the lists that the settings of a skill name, where CXone shows them. */
async function readOwnLists(session: Session, skillId: string): Promise<Set<string>> {
	const parameters = valueOfFact(await readSkillParameters(session, skillId));
	const lists = parameters === undefined ? undefined : valueOf(parameters, 'callingLists');
	if (!Array.isArray(lists)) return new Set();
	return new Set(
		lists.flatMap((list: unknown) => {
			const row = Object(list) as AcdRecord;
			return textOf(row, 'id') ?? textOf(row, 'listId') ?? [];
		}),
	);
}

async function readList(
	session: Session,
	list: CallingList,
	skillIds: readonly string[],
	phones: PhoneCount,
): Promise<ReadList> {
	const records = await factOf(readRecords(session, list.id, false));
	if ('unknown' in records) {
		// One that counts nothing holds no phone that could ring.
		if (list.isActive && list.recordsLeft !== 0) phones.unread ??= records;
		return { list, bySkill: records };
	}
	const nowMs = cautiousNow(session);
	for (const record of records.known) if (isLive(record, list.isActive, nowMs)) phones.add(record);
	const sums = skillIds.map((id) => [id, openRecords(records.known, id, nowMs)] as const);
	return { list, bySkill: { known: new Map(sums) } };
}

/** Records left in a list for a skill, as the list counts them; undefined where it does not say. */
function countedLeft({ skills, recordsLeft }: CallingList, skillId: string): number | undefined {
	const own = skills.find((skill) => skill.skillId === skillId);
	if (own === undefined) return skills.length > 0 ? 0 : recordsLeft;
	// Its count of records to call knows of expired ones; it is of all skills of the list.
	if (skills.length === 1 && recordsLeft !== undefined) return recordsLeft;
	const { totalRecords, finalizedRecords } = own;
	if (totalRecords === undefined || finalizedRecords === undefined) return undefined;
	return Math.max(0, totalRecords - finalizedRecords);
}

/** Whether a list may feed any skill: it holds records and names none. */
function feedsAny({ isActive, skills, recordsLeft }: CallingList): boolean {
	return isActive && skills.length === 0 && recordsLeft !== 0;
}

/** Records left to call for a skill, as its active lists count them; undefined where one does not say. */
export async function countRecordsLeft(
	session: Session,
	skillId: string,
): Promise<number | undefined> {
	const lists = (await readCallingLists(session)).filter(({ isActive }) => isActive);
	if (lists.some(feedsAny)) return undefined;
	const counts = lists
		.filter(({ skills }) => skills.some((skill) => skill.skillId === skillId))
		.map((list) => countedLeft(list, skillId));
	return counts.includes(undefined)
		? undefined
		: counts.reduce<number>((sum, count = 0) => sum + count, 0);
}

/**
 * Reads the lists that feed the skills of a run, each once, with the records that are not done with. Lists that are not
 * active are read only where the run names them.
 */
export async function readFeeds(
	session: Session,
	wanted: readonly FeedOrder[],
	scope: 'namedLists' | 'allLists',
): Promise<RunFeeds> {
	const namedIds = new Set(wanted.flatMap(({ listIds }) => listIds));
	const skillIds = wanted.map(({ skillId }) => skillId);
	const { lists, all, missing } = await readLists(session, [...namedIds], scope);
	const ownLists = new Map<string, Set<string>>();
	if (scope === 'allLists')
		await runPool(skillIds, WORKERS, async (skillId) => {
			ownLists.set(skillId, await readOwnLists(session, skillId));
		});
	const namedBy = new Map(wanted.map(({ skillId, listIds }) => [skillId, new Set(listIds)]));
	const feeds = (list: CallingList, skillId: string) =>
		namedBy.get(skillId)?.has(list.id) === true ||
		(list.isActive &&
			(ownLists.get(skillId)?.has(list.id) === true ||
				list.skills.some((skill) => skill.skillId === skillId)));
	const phones = new PhoneCount();
	const toRead = lists.filter((list) => skillIds.some((skillId) => feeds(list, skillId)));
	const read = await runPool(
		toRead,
		WORKERS,
		async (list) => await readList(session, list, skillIds, phones),
	);
	const unclaimed = lists.filter(
		(list) => feedsAny(list) && !skillIds.some((skillId) => feeds(list, skillId)),
	);
	const mayFeedMore: Unknown | undefined =
		'unknown' in all
			? all
			: unclaimed.length > 0
				? { unknown: `${unclaimed.length} active lists do not say which skill they feed` }
				: undefined;
	if (mayFeedMore !== undefined) phones.unread ??= mayFeedMore;
	const feedingList = ({ list, bySkill }: ReadList, skillId: string): FeedingList => ({
		name: list.name,
		isActive: list.isActive,
		isNamed: namedBy.get(skillId)?.has(list.id) === true,
		countedLeft: countedLeft(list, skillId),
		records: 'known' in bySkill ? { known: bySkill.known.get(skillId) as OpenRecords } : bySkill,
	});
	return {
		missingLists: missing,
		isEmpty: (skillId, listId) => {
			const one = read.find(({ list }) => list.id === listId);
			const left = one === undefined ? undefined : leftOf(feedingList(one, skillId));
			return left === undefined ? undefined : left === 0;
		},
		feedsOf: (skillId) => {
			const own = read.filter(({ list }) => feeds(list, skillId));
			return { lists: { known: own.map((one) => feedingList(one, skillId)) }, mayFeedMore };
		},
		phones,
	};
}
