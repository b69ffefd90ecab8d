import type { Ring, Sandbox } from '../../../sandbox/server.mts';
import { isLive, type CallingRecord } from '../../../sandbox/outbound.mts';
import { countOf } from '../text.mts';
import type { AbandonmentRow } from './rows.mts';

/*
 * What is wrong in the sandbox, found from its state and from what rang, and from nothing that the nodes use or say. Each
 * finder gives a text for each fault and none when all is right. None names a whole phone number.
 */

/** As much of a phone number as may be shown. */
export function endOf(phone: string): string {
	return `…${phone.slice(-2)}`;
}

function twiceIn(phones: string[]): string[] {
	const seen = new Set<string>();
	return [...new Set(phones.filter((phone) => seen.has(phone) || !seen.add(phone)))];
}

/** Phones that rang more than once. */
export function findRangTwice(rings: readonly Ring[]): string[] {
	return twiceIn(rings.map(({ phone }) => phone)).map((phone) => {
		const ofPhone = rings.filter((ring) => ring.phone === phone);
		const lists = new Set(ofPhone.map(({ listName }) => listName));
		return `${endOf(phone)} rang ${ofPhone.length} times, from ${countOf(lists.size, 'list')}`;
	});
}

/** The phones on the tenant's do-not-call lists, E.164. */
export function phonesHeldBack({ state }: Sandbox): Set<string> {
	return new Set(
		state.dncGroups.flatMap(({ phoneNumbers }) => phoneNumbers.map((phone) => `+1${phone}`)),
	);
}

/** Phones that rang although they are on a do-not-call list. */
export function findHeldBackRung(sandbox: Sandbox, rings: readonly Ring[]): string[] {
	const heldBack = phonesHeldBack(sandbox);
	return rings
		.filter(({ phone }) => heldBack.has(phone))
		.map(({ phone }) => `${endOf(phone)} is on the do-not-call list and rang`);
}

/** The records that may ring, of all active lists. */
export function liveRecords({ state, clock }: Sandbox): CallingRecord[] {
	const nowMs = clock.now();
	return state.callingLists.flatMap((list) =>
		list.records.filter((record) => isLive(list, record, nowMs)),
	);
}

/** Phones that could ring twice, because two records of them may ring. */
export function findDoubled(sandbox: Sandbox): string[] {
	const phones = liveRecords(sandbox).map(({ phone }) => phone);
	return twiceIn(phones).map((phone) => `${endOf(phone)} has two records that may ring`);
}

/** Whether everyone of a night is in a list that may ring, each once and with the score, or was held back. @param accepted by phone */
export function findMisplaced(sandbox: Sandbox, accepted: ReadonlyMap<string, number>): string[] {
	const listed = new Map(
		liveRecords(sandbox).map(({ phone, fields }) => [`+1${phone}`, Number(fields.score)]),
	);
	return [...accepted].flatMap(([phone, score]) => {
		const found = listed.get(phone);
		if (found === undefined) return [`${endOf(phone)} is in no list`];
		return Math.abs(found - score) <= 0.01 ? [] : [`${endOf(phone)} has the score ${found}`];
	});
}

/** Whether figures of a day are what rang: the rate may be rounded up, to the hundredth. */
export function findWrongFigures(
	{ abandoned, answered, ratePercent }: AbandonmentRow,
	rings: readonly Ring[],
): string[] {
	const dropped = rings.filter(({ outcome }) => outcome === 'abandoned').length;
	const picked = rings.filter(({ outcome }) => outcome !== 'noAnswer').length;
	const isRate =
		picked === 0
			? ratePercent === null
			: (ratePercent ?? -1) >= (100 * dropped) / picked - 1e-9 &&
				(ratePercent ?? 101) < (100 * dropped) / picked + 0.01;
	return abandoned === dropped && answered === picked && isRate
		? []
		: [
				`${abandoned} of ${answered} (${ratePercent} %) are told, and ${dropped} of ${picked} were dropped`,
			];
}
