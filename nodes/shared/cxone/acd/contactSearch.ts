import { toInteraction } from '../../core/completedContact';
import type { ContactWindow } from '../../core/completedContactWindows';
import { customerOf } from '../../core/customer';
import { runInOrder } from '../../core/inOrder';
import { InputFailure } from '../../core/inputFailure';
import { MasterContacts, type CountedContact, type QueryContacts } from '../../core/masterContacts';
import type { PageCount } from '../../core/pageCount';
import type { PhoneReader } from '../../core/phone';
import { toIsoUtc } from '../../core/time';
import type { Session } from '../../transport/session';
import type { InteractionQuery, InteractionSink } from '../history';
import { AskedFields, brokenReading } from './contactQuestion';
import { countedFields, dialectOf } from './dialects';
import { readLane, type KeptRow, type LaneReading } from './laneReading';
import { narrowingOf, type Lane } from './lanes';
import { ownNumbersOf, type ShownTenant } from './ownNumbers';
import type { SearchNotes } from './searchNotes';
import { lookAtTypes, planSearch, type SearchPlan } from './searchPlan';
import { getSkillById } from './skills';

/** Rows, as planned, of windows that have begun while an earlier one is read: some 150 MB are held back at most. */
const MOST_ROWS_AHEAD = 250_000;
/** What tells parts of an interaction, and attempts; a version may lack them. */
const TELLING_FIELDS = ['masterContactId', 'agentSeconds'];

/** What all searches of a run share. */
export interface SearchRun {
	session: Session;
	notes: SearchNotes;
	count: PageCount;
	/** Read once for the run. */
	shownTenant: () => Promise<ShownTenant>;
}

/** A window with the rows of each of its lanes. */
interface WindowReading {
	planned: ContactWindow;
	queries: Array<QueryContacts<KeptRow>>;
}

/** The latest first, and of one instant the one that came last. */
function compareLatest<Row>(a: CountedContact<Row>, b: CountedContact<Row>): number {
	const [one, other] = [a.contact, b.contact];
	if (one.startMs !== other.startMs) return other.startMs - one.startMs;
	if (one.id.length !== other.id.length) return other.id.length - one.id.length;
	return one.id < other.id ? 1 : -1;
}

/** A filter by a skill that there is not finds nothing, which looks like contacts without history. */
async function checkSkills(
	session: Session,
	{ skills }: ShownTenant,
	skillIds: readonly string[],
): Promise<void> {
	// A key that may not see skills may still ask for their contacts.
	if (skills === undefined) return;
	const known = new Set(skills.map(({ id }) => id));
	for (const skillId of skillIds) {
		if (known.has(skillId) || (await getSkillById(session, skillId)) !== undefined) continue;
		throw new InputFailure(
			`CXone shows no skill with the ID '${skillId}'`,
			"Check 'Skill IDs': CXone shows them under ACD, Skills.",
		);
	}
}

/** Takes the interactions of a search, and hands them to its sink. */
class Giving {
	private found: Array<CountedContact<KeptRow>> = [];
	private readonly room: number;

	constructor(
		private readonly query: InteractionQuery,
		private readonly sink: InteractionSink,
	) {
		this.room = sink.roomLeft();
	}

	/** Whether the search ends once it has enough. */
	get isLimited(): boolean {
		return Number.isFinite(this.room);
	}

	/** Whether there are as many as there is room for. */
	get isEnough(): boolean {
		return this.found.length >= this.room;
	}

	add(counted: CountedContact<KeptRow>): void {
		this.found.push(counted);
	}

	/** Hands over what was added, the latest first. */
	give(): void {
		this.sink.take(this.found.sort(compareLatest).map((counted) => this.toRow(counted)));
		this.found = [];
	}

	/** Tells the sink, once it is full, that there may be more. */
	endEarly(): void {
		this.sink.roomLeft();
	}

	private toRow({ contact, phone, row }: CountedContact<KeptRow>): object {
		if (row === undefined)
			return { id: contact.id, contactId: phone, startTime: toIsoUtc(contact.startMs) };
		return toInteraction(row, contact, phone, this.query.askedAs?.(phone) ?? null);
	}
}

async function readPlanned(
	run: SearchRun,
	query: InteractionQuery,
	{ windows, lanes, rowsInWindow }: SearchPlan,
	{
		masters,
		giving,
		reading,
	}: {
		masters: MasterContacts<KeptRow>;
		giving: Giving;
		reading: LaneReading;
	},
): Promise<void> {
	const toReading = (planned: ContactWindow): WindowReading => ({
		planned,
		queries: lanes.map(() => masters.query(planned.window)),
	});
	let isCut = false;
	await runInOrder(windows.map(toReading), {
		workers: query.workers,
		partCount: lanes.length,
		mostAhead: giving.isLimited ? 1 : Math.max(2, Math.ceil(MOST_ROWS_AHEAD / rowsInWindow)),
		run: async ({ planned, queries }, part) => {
			const parts = await readLane(reading, planned, lanes[part], queries[part]);
			return parts?.map(toReading);
		},
		finish: ({ planned, queries }, left) => {
			masters.finishWindow(planned.window, queries);
			// Whoever still knows of the window need not keep its rows.
			queries.length = 0;
			if (query.isForSummary) giving.give();
			isCut = left > 0 && giving.isEnough;
			return !isCut;
		},
	});
	const { rows, unreadable } = reading.tally;
	if (rows === 0 && unreadable > 0)
		throw brokenReading(`none of ${unreadable} rows has a contact ID and a start time`);
	// What stands for a master that may be in the windows left out is not certain.
	if (!isCut) masters.end();
	giving.give();
	if (isCut) giving.endEarly();
	run.notes.leave(masters.leftOut);
}

function fieldsFor(lanes: readonly Lane[], counted: readonly string[]): string[] {
	return lanes.some(({ skillId }) => skillId !== undefined)
		? [...counted, 'skillId']
		: [...counted];
}

/** Reads all interactions of a query into the sink: one for each master contact that has a customer, the latest first. */
export async function searchContacts(
	run: SearchRun,
	query: InteractionQuery,
	read: PhoneReader,
	sink: InteractionSink,
): Promise<void> {
	const { session, notes, count } = run;
	const { choices, window, isForSummary, contactIds, isAsked, pageSize } = query;
	const { skillIds, ownNumbers, includeAttempts, direction } = choices;
	const narrowing = narrowingOf(query.interactionTypes, skillIds);
	notes.end(window.endMs, session.now());
	// First of all calls: one that the key has no right to must not end the run.
	const { looks, lanes } = await lookAtTypes(session, query, narrowing);
	if (skillIds.length > 0) await checkSkills(session, await run.shownTenant(), skillIds);
	if (looks.every(({ total }) => total === 0)) return;
	const samples = looks.flatMap(({ sample }) => (sample === undefined ? [] : [sample.row]));
	const dialect = dialectOf(samples);
	const lacked = TELLING_FIELDS.filter((name) => samples.some((row) => !(name in row)));
	if (lacked.length > 0) notes.lack(lacked);
	const giving = new Giving(query, sink);
	const { isLimited } = giving;
	const facts = { looks, lanes, dialect, isLimited };
	const plan = await planSearch(session, query, read, facts);
	notes.way(plan.way);
	const own = ownNumbersOf(await run.shownTenant(), ownNumbers, read);
	if (!own.areWhole && ownNumbers.length === 0) notes.missOwnNumbers();
	const phones = contactIds === undefined ? undefined : new Set(contactIds);
	const masters = new MasterContacts<KeptRow>(
		{
			range: window,
			includesAttempts: includeAttempts,
			direction: direction === 'all' ? undefined : direction,
			customerOf: (contact) => customerOf(contact, own, read),
			isAskedFor: (phone) => phones?.has(phone) ?? true,
			isAsked,
		},
		(counted) => giving.add(counted),
	);
	const fields = new AskedFields(
		isForSummary ? fieldsFor(plan.lanes, countedFields(dialect)) : undefined,
	);
	const { mediaTypes } = narrowing;
	const keepsRows = !isForSummary;
	const tellsTotals = looks.every((look) => look.tellsTotals);
	const tally = { rows: 0, unreadable: 0 };
	const reading = {
		...{ session, notes, count, pageSize, dialect, fields, mediaTypes, keepsRows },
		...{ tellsTotals, tally },
	};
	await readPlanned(run, query, plan, { masters, giving, reading });
}
