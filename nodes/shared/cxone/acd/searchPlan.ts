import {
	chooseWay,
	isProven,
	needsProof,
	proofQuestions,
	type AddressProof,
	type AskingCosts,
	type Way,
} from '../../core/askBy';
import {
	longestWindows,
	MOST_ROWS_IN_WINDOW,
	planWindows,
	type ContactWindow,
} from '../../core/completedContactWindows';
import { InputFailure } from '../../core/inputFailure';
import { spellingsOf, type PhoneReader } from '../../core/phone';
import { settled } from '../../core/settled';
import type { Session } from '../../transport/session';
import type { InteractionQuery } from '../history';
import { isRefusal, peekContacts } from './contactQuestion';
import type { Dialect } from './dialects';
import { crossLanes, laneFilters, type Lane, type Narrowing } from './lanes';
import { lookAround, sumLooks, type LaneLook } from './looks';

/** Rows of an answer to a question of the proof: enough that a service which ignores the address gives others too. */
const PROOF_ROWS = 100;
/** Where a search ends early, windows are as short as they come. */
const MANY_WORKERS = 1_000_000;

/** How a search is asked. */
export interface SearchPlan {
	way: Way;
	/** From the latest to the earliest. */
	windows: ContactWindow[];
	/** The queries of each window. */
	lanes: Lane[];
	/** Rows that a window is expected to have. */
	rowsInWindow: number;
}

/** What the looks at a range showed of the lanes that it is to be asked by. */
export interface Around {
	looks: LaneLook[];
	lanes: Lane[];
}

/** Looks at the range of a query; several types are asked for in the way that takes fewer pages. */
export async function lookAtTypes(
	session: Session,
	{ window, workers, pageSize }: InteractionQuery,
	{ mediaTypes, skillLanes }: Narrowing,
): Promise<Around> {
	const typeLanes = Array.from(mediaTypes ?? [], (mediaTypeId): Lane => ({ mediaTypeId }));
	const around = async (lanes: Lane[]) => await lookAround(session, window, lanes, workers);
	const whole = crossLanes([{}], skillLanes);
	const each = crossLanes(typeLanes, skillLanes);
	if (typeLanes.length < 2) {
		const lanes = typeLanes.length === 0 ? whole : each;
		return { looks: await around(lanes), lanes };
	}
	// Rows that do not say their type cannot be told apart here.
	const sayTypes = (looks: LaneLook[]) =>
		looks.every(({ sample }) => sample?.contact.mediaTypeId !== undefined || sample === undefined);
	// Contacts of a skill are of one type, nearly always.
	if (skillLanes.length > 1) {
		const looks = await around(whole);
		return sayTypes(looks) ? { looks, lanes: whole } : { looks: await around(each), lanes: each };
	}
	const all = await around([...whole, ...each]);
	const ofWhole = all.filter(({ lane }) => lane.mediaTypeId === undefined);
	const ofEach = all.filter(({ lane }) => lane.mediaTypeId !== undefined);
	const pages = (looks: LaneLook[]) =>
		looks.reduce((sum, { total = pageSize }) => sum + Math.max(1, Math.ceil(total / pageSize)), 0);
	return sayTypes(ofWhole) && pages(ofWhole) <= pages(ofEach)
		? { looks: ofWhole, lanes: whole }
		: { looks: ofEach, lanes: each };
}

/**
 * Asks for contacts of the looks by their own addresses: a service that ignores the filter would give everybody, and one
 * that knows addresses in another spelling nobody.
 */
async function prove(
	session: Session,
	looks: readonly LaneLook[],
	dialect: Dialect,
	read: PhoneReader,
): Promise<AddressProof> {
	const shown = looks.flatMap(({ sample, window, lane }) =>
		sample === undefined ? [] : [{ contact: sample.contact, window, lane }],
	);
	if (shown.length === 0) return 'noRows';
	const contacts = shown.map(({ contact }) => contact);
	const questions = proofQuestions(contacts, read) ?? [];
	for (const question of questions) {
		const { side, address: text, contactId } = question;
		// The first contact of its look, so that it is among the first of its address too.
		const { window: asked, lane } = shown[contacts.findIndex(({ id }) => id === contactId)];
		const filters = laneFilters({ ...lane, address: { side, text } }, dialect);
		const end = await settled(
			peekContacts(session, { asked, filters, isByAddress: true }, PROOF_ROWS),
		);
		if ('failure' in end) {
			if (!isRefusal(end)) throw end.failure;
			return 'fails';
		}
		const answer = end.value.contacts.map(({ contact }) => contact);
		if (!isProven(question, answer, read)) return 'fails';
	}
	return questions.length > 0 ? 'holds' : 'fails';
}

function refusedWay({ because }: Way): InputFailure {
	return because === 'allContacts'
		? new InputFailure(
				"'Ask By' is 'Address', and all contacts are asked for",
				"Set 'Ask By' to 'Automatic' or 'Days', or name the contacts.",
			)
		: new InputFailure(
				"'Ask By' is 'Address', and CXone did not prove that it filters by address",
				"Of contacts that were asked for by their own addresses one did not come back, or others came with it: contacts could be missing. Set 'Ask By' to 'Automatic' or 'Days'.",
			);
}

/** What a plan is made from. */
export interface PlanningFacts extends Around {
	dialect: Dialect;
	/** Whether the search ends once it has enough. */
	isLimited: boolean;
}

/**
 * Plans a search: by days, or by address where that is fewer requests and a proof holds. Throws an `InputFailure` where
 * the user wants it by address and that cannot be.
 */
export async function planSearch(
	session: Session,
	query: InteractionQuery,
	read: PhoneReader,
	{ looks, lanes, dialect, isLimited }: PlanningFacts,
): Promise<SearchPlan> {
	const { window, pageSize, contactIds, choices } = query;
	const { askBy } = choices;
	const sums = sumLooks(looks);
	const workers = isLimited ? MANY_WORKERS : query.workers;
	const windows = planWindows(sums, { pageSize, workers, nowMs: session.now() });
	const rows = sums.reduce((sum, { totalRows = Number.POSITIVE_INFINITY }) => sum + totalRows, 0);
	const rowsInWindow = Math.min(MOST_ROWS_IN_WINDOW, Math.ceil(rows / windows.length));
	const addressWindows = longestWindows(window, session.now());
	const costsOf = (spellingCount: number | undefined): AskingCosts => ({
		spellingCount,
		addressWindowCount: addressWindows.length,
		rowsByWindow: windows.map(() => rowsInWindow),
		skillCount: lanes.length,
		pageSize,
	});
	// Spellings take time to find, and each phone has one at least.
	let costs = costsOf(contactIds?.length);
	let spellings: string[] = [];
	if (needsProof(askBy, costs)) {
		spellings = (contactIds ?? []).flatMap((phone) => spellingsOf(phone, read));
		costs = costsOf(spellings.length);
	}
	const isProofNeeded = needsProof(askBy, costs);
	const proof = isProofNeeded ? await prove(session, looks, dialect, read) : 'notAsked';
	const way = chooseWay(askBy, costs, proof);
	if (way.by === 'refused') throw refusedWay(way);
	if (way.by === 'days') return { way, windows, lanes, rowsInWindow };
	const addresses = spellings.flatMap((text) =>
		(['from', 'to'] as const).map((side): Lane => ({ address: { side, text } })),
	);
	return { way, windows: addressWindows, lanes: crossLanes(lanes, addresses), rowsInWindow: 1 };
}
