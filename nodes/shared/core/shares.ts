import { isSameScore, type Priority } from './score';

/** Shares of the ranked contacts, in percent: each from 0 to 100, together no more than 100. */
export interface Shares {
	highPercent: number;
	mediumPercent: number;
}

/** What came of one share. */
export interface ShareCut {
	/** How many contacts the share has room for, rounded down. */
	room: number;
	contacts: number;
	/** The lowest score in the segment, undefined where nobody is in it. */
	fromScore: number | undefined;
	/** How many contacts of one score did not all fit and are in the next segment together. */
	heldBack: number;
}

/** Where the segments begin among `ranked` contacts. */
export interface ShareCuts {
	ranked: number;
	high: ShareCut;
	medium: ShareCut;
}

/** So that 30 % of 10 has room for 3 whatever the last digit of the product is. */
const ROUNDING = 1e-9;

function roomFor(ranked: number, percent: number): number {
	return Math.floor((ranked * percent) / 100 + ROUNDING);
}

/** The end of the contacts from `start` on that have one score. */
function endOfTie(scores: readonly number[], start: number): number {
	let end = start + 1;
	while (end < scores.length && isSameScore(scores[end - 1], scores[end])) end += 1;
	return end;
}

/** Takes whole ties from `start` on while they fit; where `takesFirst` the first one also if it does not. */
function takeTies(
	scores: readonly number[],
	start: number,
	{ room, takesFirst }: { room: number; takesFirst: boolean },
): ShareCut {
	let end = start;
	let heldBack = 0;
	while (end < scores.length && heldBack === 0) {
		const next = endOfTie(scores, end);
		if (next - start <= room || (takesFirst && end === start)) end = next;
		else if (end - start < room) heldBack = next - end;
		else break;
	}
	const contacts = end - start;
	return { room, contacts, fromScore: contacts === 0 ? undefined : scores[end - 1], heldBack };
}

/**
 * Cuts scores, highest first, into shares: the best `highPercent` are high, the next `mediumPercent` medium. Equal
 * scores stay together: a tie that does not fit goes down as a whole, so that no segment, nor both together, has more
 * than its share. Only the best score of all is high whatever its tie, unless the share of high is 0.
 */
export function cutByShares(
	scores: readonly number[],
	{ highPercent, mediumPercent }: Shares,
): ShareCuts {
	const ranked = scores.length;
	const high = takeTies(scores, 0, {
		room: roomFor(ranked, highPercent),
		takesFirst: highPercent > 0,
	});
	const restOfBoth = roomFor(ranked, highPercent + mediumPercent) - high.contacts;
	const medium = takeTies(scores, high.contacts, {
		room: Math.max(0, Math.min(roomFor(ranked, mediumPercent), restOfBoth)),
		takesFirst: false,
	});
	return { ranked, high, medium };
}

/** The segment of the contact at a place of the ranking, counted from 0. */
export function priorityAt(place: number, { high, medium }: ShareCuts): Priority {
	if (place < high.contacts) return 'high';
	return place < high.contacts + medium.contacts ? 'medium' : 'low';
}
