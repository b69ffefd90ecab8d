import { isSameScore, type Priority } from './score';

/** Shares of the contacts with a history, in percent: each from 0 to 100, together no more than 100. */
export interface Shares {
	highPercent: number;
	mediumPercent: number;
}

/** What came of one share. */
export interface ShareCut {
	contacts: number;
	/** The lowest score in the segment, undefined where nobody is in it. */
	fromScore: number | undefined;
	/** How many contacts are beyond the last place of the share, with the score of the one at it. */
	tiedBeyond: number;
}

/** Where the segments begin among the contacts with a history. */
export interface ShareCuts {
	/** All contacts with a history: what the shares are of. */
	known: number;
	/** Those of them that can have a place. */
	ranked: number;
	/** Whether the share of high is less than one contact, and the best one is high all the same. */
	isHighBelowOne: boolean;
	/** Places of medium that went to high for a tie. */
	takenFromMedium: number;
	high: ShareCut;
	medium: ShareCut;
}

/** So that 30 % of 10 has room for 3 whatever the last digit of the product is. */
const ROUNDING = 1e-9;

function roomFor(known: number, percent: number): number {
	return Math.floor((known * percent) / 100 + ROUNDING);
}

/** The end of the contacts from `start` on that have one score. */
function endOfTie(scores: readonly number[], start: number): number {
	let end = start + 1;
	while (end < scores.length && isSameScore(scores[end - 1], scores[end])) end += 1;
	return end;
}

/** Takes the places from `start` up to `room` of the whole ranking, and everybody who ties with the last of them. */
function takePlaces(scores: readonly number[], start: number, room: number): ShareCut {
	const fitting = Math.min(room, scores.length);
	if (fitting <= start) return { contacts: 0, fromScore: undefined, tiedBeyond: 0 };
	const end = endOfTie(scores, fitting - 1);
	return { contacts: end - start, fromScore: scores[end - 1], tiedBeyond: end - fitting };
}

/**
 * Cuts scores, highest first, into shares of `known` contacts, of whom some may have no place among the scores: the
 * best `highPercent` are high, the next `mediumPercent` medium. Equal scores stay together in the higher segment, which
 * may so become larger than its share; what high takes comes off medium. Rounded down to whole places, but one is high
 * unless its share is 0.
 */
export function cutByShares(
	scores: readonly number[],
	known: number,
	{ highPercent, mediumPercent }: Shares,
): ShareCuts {
	const roomOfHigh = roomFor(known, highPercent);
	const isHighBelowOne = highPercent > 0 && roomOfHigh < 1;
	const high = takePlaces(scores, 0, isHighBelowOne ? 1 : roomOfHigh);
	const roomOfBoth = roomFor(known, highPercent + mediumPercent);
	const medium = takePlaces(scores, high.contacts, roomOfBoth);
	const fitting = high.contacts - high.tiedBeyond;
	const takenFromMedium = Math.max(0, Math.min(high.contacts, roomOfBoth) - fitting);
	return { known, ranked: scores.length, isHighBelowOne, takenFromMedium, high, medium };
}

/** The segment of the contact at a place of the ranking, counted from 0. */
export function priorityAt(place: number, { high, medium }: ShareCuts): Priority {
	if (place < high.contacts) return 'high';
	return place < high.contacts + medium.contacts ? 'medium' : 'low';
}
