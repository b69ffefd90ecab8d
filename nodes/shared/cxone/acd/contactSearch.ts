import {
	chooseWay,
	isProven,
	needsProof,
	proofQuestions,
	requestsByDays,
	type AddressProof,
	type AskingCosts,
	type Way,
} from '../../core/askBy';
import { toInteraction } from '../../core/completedContact';
import {
	longestWindows,
	planWindows,
	splitWindow,
	type ContactWindow,
} from '../../core/completedContactWindows';
import { customerOf } from '../../core/customer';
import { runInOrder } from '../../core/inOrder';
import { InputFailure } from '../../core/inputFailure';
import { MasterContacts, type CountedContact, type QueryContacts } from '../../core/masterContacts';
import type { PageCount } from '../../core/pageCount';
import { spellingsOf, type PhoneReader } from '../../core/phone';
import { toIsoUtc } from '../../core/time';
import { toContactId } from '../../core/fields';
import type { Session } from '../../transport/session';
import type { InteractionQuery, InteractionSink } from '../tenant';
import { AskedFields, peekContacts, readContacts, type ContactRow } from './contactPages';
import { countedFields, NEWER, OLDER, type Dialect } from './dialects';
import { crossLanes, laneFilters, mediaTypesOf, type Lane } from './lanes';
import { lookAround, sumLooks, type LaneLook } from './looks';
import { ownNumbersOf, type ShownTenant } from './ownNumbers';
import type { SearchNotes } from './searchNotes';
import { getSkillById } from './skills';

/** Rows, as planned, that windows which have begun may hold while an earlier one is read: about 200 MB. */
const MOST_ROWS_AHEAD = 500_000;
/** Rows of an answer to a question of the proof: enough that a service which ignores the address gives others too. */
const PROOF_ROWS = 100;
/** Windows with a limit are as short as they come. */
const MANY = 1_000_000;

/** What all searches of a run share. */
export interface SearchRun {
	session: Session;
	notes: SearchNotes;
	count: PageCount;
	shownTenant: () => Promise<ShownTenant>;
}

type Row = Readonly<Record<string, unknown>>;

/** A window with the rows of its lanes. */
interface WindowReading {
	planned: ContactWindow;
	lanes: Array<QueryContacts<Row | undefined>>;
}

/** How a search is asked: its windows from the latest on, and the lanes of each. */
interface SearchPlan {
	windows: ContactWindow[];
	lanes: Lane[];
	rowsInWindow: number;
}

/** One search of completed contacts. */
export class ContactSearch {
	private readonly mediaTypes: Set<number> | undefined;
	private readonly skillLanes: Lane[];

	constructor(
		private readonly run: SearchRun,
		private readonly query: InteractionQuery,
		private readonly read: PhoneReader,
	) {
		this.mediaTypes = mediaTypesOf(query.interactionTypes);
		const { skillIds } = query.choices;
		this.skillLanes = skillIds.length === 0 ? [{}] : skillIds.map((skillId) => ({ skillId }));
	}

	/** Reads all interactions into the sink, the latest first. */
	async readInto(sink: InteractionSink): Promise<void> {
		const { query, run } = this;
		// First the looks: a right that is missing for anything else must not end the run.
		const { looks, lanes } = await this.look();
		await this.checkSkills();
		run.notes.end(query.window.endMs, run.session.now());
		if (looks.every(({ total }) => total === 0)) return;
		const dialect = dialectOf(looks);
		const plan = await this.choosePlan(looks, lanes, dialect, sink);
		await this.readPlan(plan, dialect, sink);
	}

	/** A filter by a skill that there is not finds nothing, which looks like a contact without history. */
	private async checkSkills(): Promise<void> {
		const { session, shownTenant } = this.run;
		const { skillIds } = this.query.choices;
		if (skillIds.length === 0) return;
		const known = new Set((await shownTenant()).skills?.map(({ id }) => id));
		for (const skillId of skillIds)
			if (known.size > 0 && !known.has(skillId))
				if ((await getSkillById(session, skillId)) === undefined)
					throw new InputFailure(
						`CXone shows no skill with the ID '${skillId}'`,
						"Check 'Skill IDs': they are in CXone under ACD, Skills.",
					);
	}

	/** Looks at the range; several types are asked for in the way that takes fewer pages. */
	private async look(): Promise<{ looks: LaneLook[]; lanes: Lane[] }> {
		const { mediaTypes, skillLanes } = this;
		const { window, workers, pageSize } = this.query;
		const typeLanes = Array.from(mediaTypes ?? [], (mediaTypeId): Lane => ({ mediaTypeId }));
		const around = async (lanes: Lane[]) =>
			await lookAround(this.run.session, window, lanes, workers);
		const isOneType = typeLanes.length < 2;
		if (isOneType || skillLanes.length > 1) {
			const lanes = crossLanes(isOneType && typeLanes.length > 0 ? typeLanes : [{}], skillLanes);
			return { looks: await around(lanes), lanes };
		}
		const whole = crossLanes([{}], skillLanes);
		const each = crossLanes(typeLanes, skillLanes);
		const all = await around([...whole, ...each]);
		const ofWhole = all.filter(({ lane }) => lane.mediaTypeId === undefined);
		const ofEach = all.filter(({ lane }) => lane.mediaTypeId !== undefined);
		const pages = (looks: LaneLook[]) =>
			looks.reduce(
				(sum, { total = pageSize }) => sum + Math.max(1, Math.ceil(total / pageSize)),
				0,
			);
		// Rows that do not say their type cannot be told apart here.
		const saysTypes = ofWhole.every(({ sample }) => sample?.contact.mediaTypeId !== undefined);
		return saysTypes && pages(ofWhole) <= pages(ofEach)
			? { looks: ofWhole, lanes: whole }
			: { looks: ofEach, lanes: each };
	}

	private async choosePlan(
		laneLooks: LaneLook[],
		lanes: Lane[],
		dialect: Dialect,
		sink: InteractionSink,
	): Promise<SearchPlan> {
		const { window, workers, pageSize, contactIds, choices } = this.query;
		const looks = sumLooks(laneLooks);
		const isLimited = Number.isFinite(sink.roomLeft());
		const windows = planWindows(looks, { pageSize, workers: isLimited ? MANY : workers });
		const rows = looks.reduce((sum, { totalRows = 0 }) => sum + totalRows, 0);
		const rowsInWindow = Math.ceil(rows / windows.length);
		const addressWindows = longestWindows(window);
		const costsWith = (spellingCount: number | undefined): AskingCosts => ({
			spellingCount,
			addressWindowCount: addressWindows.length,
			rowsByWindow: windows.map(() => rowsInWindow),
			skillCount: lanes.length,
			pageSize,
		});
		const byDays = { windows, lanes, rowsInWindow };
		const { askBy } = choices;
		// Spellings take time, and a phone has one at least.
		const fewest = costsWith(contactIds?.length);
		const spellings = needsProof(askBy, fewest)
			? (contactIds ?? []).flatMap((phone) => spellingsOf(phone, this.read))
			: undefined;
		const costs = spellings === undefined ? fewest : costsWith(spellings.length);
		const proof = needsProof(askBy, costs) ? await this.prove(laneLooks, dialect) : 'notAsked';
		const way = chooseWay(askBy, costs, proof);
		if (way.by === 'refused') throw refusedWay(way);
		this.run.notes.way(way);
		if (way.by === 'days') return byDays;
		const ofTypes = this.mediaTypes?.size === 1 ? [...this.mediaTypes] : [undefined];
		const base = crossLanes(
			ofTypes.map((mediaTypeId) => (mediaTypeId === undefined ? {} : { mediaTypeId })),
			this.skillLanes,
		);
		const addresses = (spellings ?? []).flatMap((text) =>
			(['from', 'to'] as const).map((side): Lane => ({ address: { side, text } })),
		);
		const rowsByAddress = requestsByDays(costs) * pageSize;
		return {
			windows: addressWindows,
			lanes: crossLanes(base, addresses),
			rowsInWindow: Math.ceil(rowsByAddress / addressWindows.length),
		};
	}

	/** Asks for contacts of the looks by their own addresses: a service that ignores the filter would give everybody. */
	private async prove(looks: LaneLook[], dialect: Dialect): Promise<AddressProof> {
		const shown = looks.flatMap(({ sample, window, lane }) =>
			sample === undefined ? [] : [{ ...sample, window, lane }],
		);
		if (shown.length === 0) return 'noRows';
		const questions = proofQuestions(
			shown.map(({ contact }) => contact),
			this.read,
		);
		if (questions === undefined) return 'fails';
		for (const question of questions) {
			const { side, address: text, contactId } = question;
			const look = shown.find(({ contact }) => contact.id === contactId);
			if (look === undefined) return 'fails';
			const { contacts } = await peekContacts(
				this.run.session,
				{
					asked: look.window,
					filters: laneFilters({ ...look.lane, address: { side, text } }, dialect),
					isByAddress: true,
				},
				PROOF_ROWS,
			);
			const answer = contacts.map(({ contact }) => contact);
			if (!isProven(question, answer, this.read)) return 'fails';
		}
		return 'holds';
	}

	private async readPlan(plan: SearchPlan, dialect: Dialect, sink: InteractionSink): Promise<void> {
		const { query, run, read } = this;
		const { isForSummary, choices, isAsked, askedAs, contactIds, window } = query;
		const shown = await run.shownTenant();
		const own = ownNumbersOf(shown, choices.ownNumbers, read);
		if (!own.areWhole && choices.ownNumbers.length === 0) run.notes.missOwnNumbers();
		const phones = contactIds === undefined ? undefined : new Set(contactIds);
		const room = sink.roomLeft();
		let found: Array<CountedContact<Row | undefined>> = [];
		const masters = new MasterContacts<Row | undefined>(
			{
				range: window,
				includesAttempts: choices.includeAttempts,
				direction: choices.direction === 'all' ? undefined : choices.direction,
				customerOf: (contact) => customerOf(contact, own, read),
				isAskedFor: (phone) => phones?.has(phone) ?? true,
				isAsked,
			},
			(counted) => found.push(counted),
		);
		const give = () => {
			sink.take(found.sort(latestFirst).map((one) => toRow(one, askedAs, contactIds)));
			found = [];
		};
		const { lanes } = plan;
		const fields = new AskedFields(
			isForSummary ? [...countedFields(dialect), ...this.fieldsOfLanes(lanes)] : undefined,
		);
		const toReading = (planned: ContactWindow): WindowReading => ({
			planned,
			lanes: lanes.map(() => masters.query(planned.window)),
		});
		const isLimited = Number.isFinite(room);
		const rowsAhead = Math.max(1, plan.rowsInWindow);
		let isCut = false;
		await runInOrder(plan.windows.map(toReading), {
			workers: query.workers,
			partCount: lanes.length,
			mostAhead: isLimited ? 1 : Math.max(2, Math.ceil(MOST_ROWS_AHEAD / rowsAhead)),
			run: async (reading, part) => {
				const parts = await this.readLane(reading, part, { lane: lanes[part], dialect, fields });
				return parts?.map(toReading);
			},
			finish: (reading, left) => {
				masters.finishWindow(reading.planned.window, reading.lanes);
				if (isForSummary) give();
				isCut = left > 0 && found.length >= room;
				return !isCut;
			},
		});
		if (!isCut) masters.end();
		give();
		run.notes.leave(masters.leftOut);
		// Asked for room that is not there, the sink knows that there was more.
		if (isCut) sink.roomLeft();
	}

	private fieldsOfLanes(lanes: readonly Lane[]): string[] {
		return lanes.some(({ skillId }) => skillId !== undefined) ? ['skillId'] : [];
	}

	/** Reads a lane of a window; gives the windows that are to be read instead, where it has too many rows for one. */
	private async readLane(
		{ planned, lanes }: WindowReading,
		part: number,
		{ lane, dialect, fields }: { lane: Lane; dialect: Dialect; fields: AskedFields },
	): Promise<ContactWindow[] | undefined> {
		const { run, query } = this;
		const contacts = lanes[part];
		let parts: ContactWindow[] | undefined;
		let rows = 0;
		let foreign = 0;
		await readContacts(
			run.session,
			{
				asked: planned.asked,
				filters: laneFilters(lane, dialect),
				isByAddress: lane.address !== undefined,
			},
			{ pageSize: query.pageSize, fields },
			{
				take: (page, total = 0) => {
					if (rows === 0) {
						const cut = splitWindow(planned, total);
						if (cut.length > 1) parts = cut;
					}
					if (parts !== undefined) return false;
					rows += page.length;
					for (const one of page) {
						const fit = this.fitOf(one, lane);
						if (fit === 'fits')
							contacts.take(one.contact, query.isForSummary ? undefined : one.row);
						else if (fit === 'foreign') foreign += 1;
					}
					return true;
				},
				unreadable: (count) => run.notes.leaveUnreadable(count),
				reset: () => {
					contacts.reset();
					rows = 0;
					foreign = 0;
				},
			},
			run.count,
		);
		if (parts !== undefined) return parts;
		run.notes.read(rows);
		run.notes.leaveForeign(foreign);
		return undefined;
	}

	/** Whether a row is of the types and of the skill that were asked for, whatever the service makes of its filters. */
	private fitOf({ contact, row }: ContactRow, lane: Lane): 'fits' | 'otherType' | 'foreign' {
		const { mediaTypeId } = contact;
		const isFiltered = lane.mediaTypeId !== undefined;
		const skillId = toContactId(row.skillId);
		if (lane.skillId !== undefined && skillId !== undefined && skillId !== lane.skillId)
			return 'foreign';
		if (this.mediaTypes === undefined) return 'fits';
		if (mediaTypeId === undefined) return isFiltered ? 'fits' : 'otherType';
		if (isFiltered) return mediaTypeId === lane.mediaTypeId ? 'fits' : 'foreign';
		return this.mediaTypes.has(mediaTypeId) ? 'fits' : 'otherType';
	}
}

function dialectOf(looks: readonly LaneLook[]): Dialect {
	const row = looks.find(({ sample }) => sample !== undefined)?.sample?.row ?? {};
	return !(NEWER.start in row) && OLDER.start in row ? OLDER : NEWER;
}

function refusedWay({ because }: Way): InputFailure {
	return because === 'allContacts'
		? new InputFailure(
				"'Ask By' is 'Address', and all contacts are asked for",
				"Set 'Ask By' to 'Automatic' or 'Days', or name the contacts.",
			)
		: new InputFailure(
				"'Ask By' is 'Address', and CXone did not prove that it filters by address",
				"A contact that was asked for by its own address did not come back, or others came with it, so that contacts could be missing. Set 'Ask By' to 'Automatic' or 'Days'.",
			);
}

function latestFirst<Row>(a: CountedContact<Row>, b: CountedContact<Row>): number {
	const [one, other] = [a.contact, b.contact];
	if (one.startMs !== other.startMs) return other.startMs - one.startMs;
	return one.id.length === other.id.length
		? Number(one.id < other.id) - Number(one.id > other.id)
		: other.id.length - one.id.length;
}

function toRow(
	{ contact, phone, row }: CountedContact<Row | undefined>,
	askedAs: InteractionQuery['askedAs'],
	contactIds: readonly string[] | undefined,
): object {
	if (row === undefined)
		return { id: contact.id, contactId: phone, startTime: toIsoUtc(contact.startMs) };
	const asked = contactIds === undefined ? undefined : askedAs?.(phone);
	return toInteraction(row, contact, phone, asked ?? null);
}
