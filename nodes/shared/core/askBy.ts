import type { CompletedContact } from './completedContact';
import { addressKey } from './customer';
import { spellingsOf, type PhoneReader } from './phone';

/** The user's choice: how the contacts of a search are found. */
export type AskBy = 'automatic' | 'days' | 'address';
/**
 * What a proof came to: whether the service filters by address. `notAsked` where it was not needed, `noRows` where no row
 * was there to prove it with.
 */
export type AddressProof = 'holds' | 'fails' | 'noRows' | 'notAsked';

/** The two filters by address, each asked for each spelling: a call may be noted with its sides the other way round. */
const ADDRESS_FILTER_COUNT = 2;

/** What the two ways of asking cost. */
export interface AskingCosts {
	/** Spellings of all phones asked for; undefined where all contacts are. */
	spellingCount: number | undefined;
	/** Windows of a search by address. */
	addressWindowCount: number;
	/** Rows that the windows of a search by days hold, one entry each. */
	rowsByWindow: readonly number[];
	/** Queries for each window: one for each skill, at least 1. */
	skillCount: number;
	pageSize: number;
}

/** Requests that a search by address takes at least; infinite where all contacts are asked for. */
export function requestsByAddress({
	spellingCount = Number.POSITIVE_INFINITY,
	addressWindowCount,
	skillCount,
}: AskingCosts): number {
	return spellingCount * ADDRESS_FILTER_COUNT * addressWindowCount * skillCount;
}

/** Requests that a search by days takes. */
export function requestsByDays({ rowsByWindow, skillCount, pageSize }: AskingCosts): number {
	const pages = rowsByWindow.reduce(
		(sum, rows) => sum + Math.max(1, Math.ceil(rows / pageSize)),
		0,
	);
	return Math.max(pages, rowsByWindow.length * skillCount);
}

/** Whether a proof is worth its requests: only with one is a search by address allowed. */
export function needsProof(askBy: AskBy, costs: AskingCosts): boolean {
	if (askBy === 'days' || costs.spellingCount === undefined) return false;
	return askBy === 'address' || requestsByAddress(costs) < requestsByDays(costs);
}

/**
 * How a search is asked, and why: `isCheaper`, `isChosen`, or what spoke against asking by address.
 * `refused` where the user chose the address and it cannot be: an error.
 */
export type Way =
	| { by: 'address'; because: 'isCheaper' | 'isChosen' }
	| { by: 'days'; because: 'isCheaper' | 'isChosen' | 'allContacts' | 'noProof' }
	| { by: 'refused'; because: 'allContacts' | 'noProof' };

/**
 * Decides between days and address. Automatic asks by address where that is fewer requests and the proof holds; without a
 * proof a service that ignores the filter would give everybody, or nobody.
 */
export function chooseWay(askBy: AskBy, costs: AskingCosts, proof: AddressProof): Way {
	if (askBy === 'days') return { by: 'days', because: 'isChosen' };
	if (costs.spellingCount === undefined)
		return { by: askBy === 'address' ? 'refused' : 'days', because: 'allContacts' };
	if (askBy === 'address') {
		// A range without a row has nothing to be asked for by either way, and nothing to be lost.
		if (proof === 'noRows' && costs.rowsByWindow.length === 0)
			return { by: 'days', because: 'isCheaper' };
		return proof === 'holds'
			? { by: 'address', because: 'isChosen' }
			: { by: 'refused', because: 'noProof' };
	}
	if (requestsByAddress(costs) >= requestsByDays(costs))
		return { by: 'days', because: 'isCheaper' };
	return proof === 'holds'
		? { by: 'address', because: 'isCheaper' }
		: { by: 'days', because: 'noProof' };
}

/** One request of the proof: which filter, and the address as its row has it. */
export interface ProofQuestion {
	side: 'from' | 'to';
	address: string;
	/** Id of the contact that must come back. */
	contactId: string;
}

/**
 * The requests that prove both filters, from the rows of the looks; undefined where the rows do not show both sides as
 * phones. A row whose customer is spelled in a way that is not asked makes it undefined too: others may be spelled so.
 */
export function proofQuestions(
	contacts: readonly CompletedContact[],
	read: PhoneReader,
): ProofQuestion[] | undefined {
	const questions = new Map<'from' | 'to', ProofQuestion>();
	for (const contact of contacts)
		for (const side of ['from', 'to'] as const) {
			const address = contact[side];
			const { e164, kind } = read(address);
			if (e164 === undefined || kind === 'extension') continue;
			if (!spellingsOf(e164, read).includes(address)) return undefined;
			if (!questions.has(side)) questions.set(side, { side, address, contactId: contact.id });
		}
	return questions.size === 2 ? [...questions.values()] : undefined;
}

/** Whether an answer proves its filter: the contact comes back, and no other address does. */
export function isProven(
	{ side, address, contactId }: ProofQuestion,
	answer: readonly CompletedContact[],
	read: PhoneReader,
): boolean {
	const key = addressKey(address, read);
	return (
		answer.some(({ id }) => id === contactId) &&
		answer.every((contact) => addressKey(contact[side], read) === key)
	);
}
