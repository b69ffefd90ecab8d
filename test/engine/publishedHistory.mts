import { API_PATH, startAccessKeyServer, type OddAnswer } from '../support/accessKeyServer.mts';

/** One leg of an interaction, as it happened. */
export interface Leg {
	id: string;
	/** Id of the leg that it is a part of; its own by default. */
	masterId?: string;
	startMs: number;
	endMs: number;
	isOutbound: boolean;
	from: string;
	to: string;
	agentSeconds: number;
	mediaTypeId: number;
	skillId: number;
}

/** In what a service differs from the plainest one that the published API allows. */
export interface Oddities {
	dialect?: 'newer' | 'older';
	isWrapped?: boolean;
	/** Everything comes as text. */
	isText?: boolean;
	/** What `totalRecords` says; the rows of all pages by default. */
	total?: (rows: number, onPage: number) => unknown;
	/** Rows of a page at most, whatever was asked. */
	cap?: number;
	/** In which order rows come; by contact id, as asked, by default. */
	order?: 'start' | 'latest' | 'refused' | 'mixed';
	fields?: 'ignored' | 'refused';
	/** How no rows are told; 204 by default. */
	none?: 'array' | 'null' | 'object';
	/** Whether a contact at the very start, or end, of the range is left out. */
	leavesOutStart?: boolean;
	leavesOutEnd?: boolean;
	/** Times are truncated to so many milliseconds before they are compared. */
	comparedToMs?: number;
	/** Times are shown so coarse. */
	shownToMs?: number;
	/** Times are shown so much later, without a zone. */
	shownLaterMs?: number;
	/** The range is of this time of contacts; their start by default. */
	by?: 'end';
	earliestMs?: number;
	/** How address filters work; the text as noted by default. */
	addresses?: 'ignored' | 'prefix' | 'refused' | 'digits' | 'otherName';
	/** What stands for a missing master; its own id by default. */
	noMaster?: unknown;
	/** Takes over for a request, by its number from 0. */
	answer?: (query: Record<string, string>, at: number) => OddAnswer | undefined;
	/** Told before each request, to change the history meanwhile. */
	before?: (legs: Leg[], at: number) => void;
	pointsOfContact?: string[];
	/** Rows of the points of contact in one answer. */
	pointsPerPage?: number;
	pointsStatus?: number;
	changeRow?: (row: Record<string, unknown>, leg: Leg) => Record<string, unknown>;
	foreignLinks?: boolean;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** The published API's completed contacts, written from its reference alone, with what tenants may differ in. */
export class PublishedHistory {
	readonly asked: Array<Record<string, string>> = [];

	private constructor(
		readonly legs: Leg[],
		readonly odd: Oddities,
		readonly server: Awaited<ReturnType<typeof startAccessKeyServer>>,
	) {
		server.odd.set(`${API_PATH}contacts/completed`, (path) => this.contacts(path));
		server.odd.set(`${API_PATH}points-of-contact`, (path) => this.points(path));
		server.odd.set(`${API_PATH}skills`, () => ({
			body: {
				totalRecords: 2,
				skills: [
					{ skillId: 5001, skillName: 'One', isActive: true },
					{ skillId: 5002, skillName: 'Two', isActive: true },
				],
			},
		}));
	}

	static async start(legs: Leg[], odd: Oddities = {}): Promise<PublishedHistory> {
		return new PublishedHistory(legs, odd, await startAccessKeyServer());
	}

	/** Contacts asked for, looks and proofs left out. */
	get pages(): Array<Record<string, string>> {
		return this.asked.filter(({ top }) => Number(top) > 100);
	}

	private points(path: string): OddAnswer {
		const { pointsOfContact = ['3125550100'], pointsPerPage, pointsStatus } = this.odd;
		if (pointsStatus !== undefined) return { status: pointsStatus, body: { error: 'no' } };
		const query = new URL(path, 'http://host').searchParams;
		const all = pointsOfContact.map((contactAddress, n) => ({
			contactAddress,
			pointOfContactId: n + 1,
		}));
		const size = Math.min(Number(query.get('top') ?? 50), pointsPerPage ?? Infinity);
		const skip = Number(query.get('skip') ?? 0);
		const rows = pointsPerPage === undefined ? all : all.slice(skip, skip + size);
		return { body: { totalRecords: all.length, pointsOfContact: rows } };
	}

	private toRow(leg: Leg, fields: string | undefined): Record<string, unknown> {
		const { dialect = 'newer', isText, shownToMs = 1, shownLaterMs, noMaster } = this.odd;
		const [start, from, to, media] =
			dialect === 'newer'
				? ['contactStartDate', 'fromAddress', 'toAddress', 'mediaTypeId']
				: ['contactStart', 'fromAddr', 'toAddr', 'mediaType'];
		const shownMs = leg.startMs - (leg.startMs % shownToMs);
		const hasNoMaster = leg.masterId === undefined && 'noMaster' in this.odd;
		const shown: Record<string, unknown> = {
			contactId: Number(leg.id),
			masterContactId: hasNoMaster ? noMaster : Number(leg.masterId ?? leg.id),
			[start]: shownLaterMs === undefined ? iso(shownMs) : iso(shownMs + shownLaterMs).slice(0, 19),
			isOutbound: leg.isOutbound,
			agentSeconds: leg.agentSeconds,
			totalDurationSeconds: (leg.endMs - leg.startMs) / 1_000,
			[media]: leg.mediaTypeId,
			skillId: leg.skillId,
			[from]: leg.from,
			[to]: leg.to,
			firstName: 'Agent',
		};
		if (shown.masterContactId === undefined) delete shown.masterContactId;
		const changed = this.odd.changeRow?.(shown, leg) ?? shown;
		const row = isText
			? Object.fromEntries(
					Object.entries(changed).map(([name, value]) => [
						name,
						typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value),
					]),
				)
			: changed;
		if (fields === undefined || this.odd.fields === 'ignored') return row;
		return Object.fromEntries(fields.split(',').flatMap((n) => (n in row ? [[n, row[n]]] : [])));
	}

	private isAt(query: Record<string, string>, leg: Leg): boolean {
		const { by, comparedToMs = 1, leavesOutStart, leavesOutEnd } = this.odd;
		const exact = by === 'end' ? leg.endMs : leg.startMs;
		const ms = exact - (exact % comparedToMs);
		const [first, last] = [Date.parse(query.startDate), Date.parse(query.endDate)];
		return (leavesOutStart ? ms > first : ms >= first) && (leavesOutEnd ? ms < last : ms <= last);
	}

	private fits(query: Record<string, string>, leg: Leg): boolean {
		if (query.mediaTypeId !== undefined && Number(query.mediaTypeId) !== leg.mediaTypeId)
			return false;
		if (query.skillId !== undefined && Number(query.skillId) !== leg.skillId) return false;
		const { dialect = 'newer', addresses } = this.odd;
		if (addresses === 'ignored') return true;
		const isNewerName = (dialect === 'newer') !== (addresses === 'otherName');
		const names = isNewerName ? ['fromAddress', 'toAddress'] : ['fromAddr', 'toAddr'];
		return names.every((name, n) => {
			const wanted = query[name];
			const noted = n === 0 ? leg.from : leg.to;
			if (wanted === undefined) return true;
			if (addresses === 'prefix') return noted.startsWith(wanted);
			if (addresses === 'digits') return noted.replace(/\D/g, '') === wanted.replace(/\D/g, '');
			return noted === wanted;
		});
	}

	private contacts(path: string): OddAnswer {
		const query = Object.fromEntries(new URL(path, 'http://host').searchParams);
		const at = this.asked.length;
		this.odd.before?.(this.legs, at);
		this.asked.push(query);
		const { odd } = this;
		const refusal = (reason: string): OddAnswer => ({
			status: 400,
			headers: { icStatusDescription: reason },
		});
		const special = odd.answer?.(query, at);
		if (special !== undefined) return special;
		const spanMs = Date.parse(query.endDate) - Date.parse(query.startDate);
		if (!/Z$/.test(query.startDate) || !/Z$/.test(query.endDate)) return refusal('Invalid date');
		if (!(spanMs > 0)) return refusal('Invalid startDate');
		if (spanMs > 30 * 86_400_000)
			return refusal('Invalid DateRange - Date Range must be 30 days or less');
		if (odd.earliestMs !== undefined && Date.parse(query.startDate) < odd.earliestMs)
			return refusal('Invalid startDate - must be within 13 months');
		if (odd.order === 'refused' && query.orderBy !== undefined)
			return refusal('Invalid orderby arguments');
		if (odd.fields === 'refused' && query.fields !== undefined)
			return refusal('Invalid fields list');
		if (odd.addresses === 'refused' && Object.keys(query).some((name) => /addr/i.test(name)))
			return { status: 400 };
		const rows = this.legs.filter((leg) => this.isAt(query, leg) && this.fits(query, leg));
		const { order } = odd;
		if (order === 'start') rows.sort((a, b) => a.startMs - b.startMs);
		else if (order === 'latest') rows.sort((a, b) => b.startMs - a.startMs);
		else if (order === 'mixed') {
			const key = ({ id }: Leg) => Math.sin(Number(id) * (at + 1));
			rows.sort((a, b) => key(a) - key(b));
		} else if (query.orderBy === 'contactId') rows.sort((a, b) => Number(a.id) - Number(b.id));
		const skip = Number(query.skip);
		const page = rows.slice(skip, skip + Math.min(Number(query.top), odd.cap ?? 10_000));
		return this.answer(
			rows.length,
			page.map((leg) => this.toRow(leg, query.fields)),
		);
	}

	private answer(all: number, completedContacts: object[]): OddAnswer {
		const { none, total = (count: number) => count, isText, isWrapped, foreignLinks } = this.odd;
		const counted = total(all, completedContacts.length);
		const totalRecords = isText && counted !== undefined ? String(counted) : counted;
		const links = foreignLinks && { _links: { next: 'https://elsewhere.example/next' } };
		const wrap = (body: object) => ({ body: isWrapped ? { resultSet: body } : body });
		if (completedContacts.length > 0) return wrap({ totalRecords, completedContacts, ...links });
		if (none === 'array') return wrap({ totalRecords, completedContacts: [] });
		if (none === 'null') return wrap({ totalRecords: 0, completedContacts: null });
		return none === 'object' ? { body: {} } : { status: 204 };
	}
}
