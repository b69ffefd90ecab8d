import { hasHistory, isSameScore, type ContactScore } from './score';
import { DAY_MS } from './time';

const FEW_CONTACTS = 30;
const SHORT_DAYS = 30;
const MANY_OF_ONE_EVENT = 0.8;
const MANY_TIED = 0.5;

/** From when to when interactions were seen. */
export class SeenTimes {
	private firstMs = Number.POSITIVE_INFINITY;
	private lastMs = Number.NEGATIVE_INFINITY;
	private isWhole = true;

	/** Notes the time of an interaction. */
	add(ms: number): void {
		if (ms < this.firstMs) this.firstMs = ms;
		if (ms > this.lastMs) this.lastMs = ms;
	}

	/** Notes that interactions took place at times that nobody told. */
	addUnknown(): void {
		this.isWhole = false;
	}

	/** Days from the first interaction to the last; undefined where there may be an earlier one, or none at all. */
	days(): number | undefined {
		if (!this.isWhole || this.lastMs < this.firstMs) return undefined;
		return (this.lastMs - this.firstMs) / DAY_MS;
	}
}

/** Figures of the contacts with a history, each figure there only where it says that the data are thin. */
export interface ThinData {
	/** All contacts with a history. */
	contacts: number;
	isFew: boolean;
	/** Days between the first and the last interaction. */
	spanDays?: number;
	/** Contacts with no more than one interaction. */
	oneEvent?: number;
	/** The contacts that share the most frequent score. */
	tie?: { contacts: number; score: number; recencyScore: number };
}

function largestTie(rows: readonly ContactScore[]): { start: number; contacts: number } {
	let largest = { start: 0, contacts: 0 };
	let start = 0;
	for (let index = 1; index <= rows.length; index++) {
		if (index < rows.length && isSameScore(rows[index - 1].score, rows[index].score)) continue;
		if (index - start > largest.contacts) largest = { start, contacts: index - start };
		start = index;
	}
	return largest;
}

/**
 * Measures whether the history of the contacts, highest score first, is too thin to tell them apart. Undefined where it
 * is not, and where fewer than two contacts have one: a single contact is not compared with anybody.
 */
export function findThinData(
	rows: readonly ContactScore[],
	spanDays: number | undefined,
): ThinData | undefined {
	const known = rows.filter(hasHistory);
	const contacts = known.length;
	if (contacts < 2) return undefined;
	const thin: ThinData = { contacts, isFew: contacts < FEW_CONTACTS };
	if (spanDays !== undefined && spanDays < SHORT_DAYS) thin.spanDays = spanDays;
	const oneEvent = known.filter(({ frequency }) => frequency <= 1).length;
	if (oneEvent > contacts * MANY_OF_ONE_EVENT) thin.oneEvent = oneEvent;
	const tie = largestTie(known);
	if (tie.contacts > contacts * MANY_TIED) {
		const { score, recencyScore } = known[tie.start];
		thin.tie = { contacts: tie.contacts, score, recencyScore };
	}
	const isThin = thin.isFew || (thin.spanDays ?? thin.oneEvent ?? thin.tie) !== undefined;
	return isThin ? thin : undefined;
}
