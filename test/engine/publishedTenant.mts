import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { readCsvText } from './publishedCsv.mts';
import { OddTenant } from './oddTenant.mts';

/** Of the service the part that its reference leaves open; everything else it does the same way always. */
export interface PublishedRules {
	/** Whether payloads lie in `resultSet`. */
	isWrapped?: boolean;
	/** Whether numbers and flags come as text. */
	isText?: boolean;
	/** How the names of fields are spelled. */
	nameOf?: (name: string) => string;
	/** Rows of a page: as many as were asked for, at most so many, all at once, or the first so many whatever is skipped. */
	records?: 'paged' | 'all' | { most: number; skips: boolean };
	/** What pages of records count as all rows; not told if undefined. */
	recordTotal?: 'exact' | 'ofList';
	/** What `finalized` does: each kind apart, nothing, or the finished ones beside the others. */
	finalized?: 'apart' | 'ignored' | 'more' | 'less';
	/** The words of `icFinalStatus` for open and finished records. */
	openWord?: unknown;
	finalWord?: unknown;
	/** What a repeated external id does. */
	repeated?: 'adds' | 'updates' | 'refused';
	/** How long a job takes, in milliseconds of the nodes' waits. */
	jobMs?: number;
	/** Which look-ups know jobs. */
	jobs?: 'shown' | 'empty' | 'unknown';
	/** What an upload that was taken is answered with. */
	uploadAnswer?: 'jobId' | 'nothing' | 'error' | 'broken';
	/** How late a list shows among all and by itself, in milliseconds of the nodes' waits. */
	listShowsMs?: number;
	activeWord?: unknown;
	inactiveWord?: unknown;
	/** Whether lists that are not active are among all lists. */
	hidesInactive?: boolean;
	/** How a time is written; undefined leaves the field empty. */
	timeText?: (ms: number) => unknown;
	/** How no time is written. */
	noTime?: unknown;
	/** How an expiry is written. */
	expiryText?: (day: string, endMs: number) => unknown;
	/** How records show their phones. */
	phoneText?: (phone: string) => string;
	/** Which fields of a record are not shown. */
	hidden?: string[];
	/** What the service makes of an external id. */
	keepId?: (id: string) => string;
	/** Calls that the tenant lacks. */
	lacks?: RegExp;
	/** What the PUT of settings does with the block. */
	putSettings?: (before: Record<string, unknown>, body: Record<string, unknown>) => object;
	/** How many hours the day of the tenant is behind UTC. */
	behindHours?: number;
	/** How much the clock of the machine is ahead of the tenant's, in milliseconds. */
	machineAheadMs?: number;
	/** Whether the service tells its time. */
	hidesDate?: boolean;
	/** Answers instead of the tenant; `after` once the call was carried out. */
	onCall?: (call: string, number: number) => 'drop' | 'dropAfter' | number | undefined;
}

/** A record as the service keeps it. */
export interface PublishedRecord {
	externalId: string;
	phones: string[];
	skillId: number;
	columns: Record<string, string>;
	isFinal: boolean;
	isRemoved: boolean;
	expiresAtMs: number;
	expiryDay: string;
	lastCallMs?: number;
	disposition?: string;
	callbackMs?: number;
}

/** A list as the service keeps it. */
export interface PublishedList {
	listId: number;
	listName: string;
	isActive: boolean;
	madeAtMs: number;
	showsAtMs: number;
	invalid: number;
	records: PublishedRecord[];
}

interface Job {
	jobId: number;
	listId: number;
	doneAtMs: number;
	isDone: boolean;
	rows: Array<Record<string, string>>;
	skillId: number;
	expiryDay: string;
}

/** A skill as the service keeps it. */
export interface PublishedSkill {
	skillId: number;
	skillName: string;
	isActive: boolean;
	isStarted: boolean;
	callsUp: number;
	isRunningShown: boolean;
	settings: Record<string, unknown>;
	more: Record<string, unknown>;
}

/** Somebody's phone rang. */
export interface PublishedRing {
	phone: string;
	externalId: string;
	listId: number;
}

const ROOT = '/inContactAPI/services/v30.0';
const DAY_MS = 86_400_000;

/** `+` and digits of a phone in any of the spellings of the service. */
export function plain(phone: string): string {
	const digits = phone.replace(/\D/g, '');
	if (phone.trim().startsWith('+')) return `+${digits}`;
	return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}

/**
 * A tenant of the published API, written from its reference alone: nothing of it is shared with the sandbox or with the
 * nodes, so that it agrees with neither but by being right. What the reference leaves open is a rule.
 */
export class PublishedTenant extends OddTenant {
	readonly lists: PublishedList[] = [];
	readonly jobs: Job[] = [];
	readonly skills: PublishedSkill[] = [];
	readonly calls: Array<{ call: string; query: URLSearchParams; body: unknown }> = [];
	/** How far the tenant's calendar was moved. */
	movedMs = 0;

	constructor(public rules: PublishedRules = {}) {
		super();
		for (const [n, name] of ['high', 'medium', 'low'].entries())
			this.addSkill(501 + n, `dynamic_outbound_${name}`);
	}

	get acd() {
		const credential = {
			accessKeyId: 'key',
			accessKeySecret: 'secret',
			environment: 'custom',
			loginUrl: this.credential.tenantUrl,
			apiBaseUrl: '',
		};
		return { credential };
	}

	addSkill(skillId: number, skillName: string, more: Record<string, unknown> = {}): void {
		const settings = {
			overrideBusinessUnitAbandonRate: false,
			abandonRateThreshold: 5,
			abandonRateCutoff: 4,
			beginDampenPercentage: 1,
			maximumRatio: 2,
			aggressiveness: 'conservative',
			loadFresh: true,
		};
		const start = { isActive: true, isStarted: false, callsUp: 0, isRunningShown: true };
		this.skills.push({ skillId, skillName, ...start, settings, more });
	}

	/** The tenant's time. */
	now(): number {
		return Date.now() - (this.rules.machineAheadMs ?? 0);
	}

	/** The time by which jobs and lists go on, in milliseconds of the nodes' waits. */
	private elapsed(): number {
		return performance.now() / waiting.scale;
	}

	countOf(call: string): number {
		return this.calls.filter((one) => one.call === call).length;
	}

	/** Lets all jobs come to their end. */
	settle(): void {
		for (const job of this.jobs) if (!job.isDone) this.finish(job);
	}

	isLive(list: PublishedList, record: PublishedRecord): boolean {
		return list.isActive && !record.isFinal && !record.isRemoved && record.expiresAtMs > this.now();
	}

	live(): Array<PublishedRecord & { list: PublishedList }> {
		this.settle();
		return this.lists.flatMap((list) =>
			list.records
				.filter((record) => this.isLive(list, record))
				.map((record) => ({ ...record, list })),
		);
	}

	/** What happens when a person presses Start on every skill: each record that may ring rings each of its phones. */
	pressStart(
		after: (record: PublishedRecord, number: number) => void = () => undefined,
	): PublishedRing[] {
		this.settle();
		const rings: PublishedRing[] = [];
		let number = 0;
		for (const list of this.lists)
			for (const record of list.records) {
				if (!this.isLive(list, record)) continue;
				for (const phone of record.phones)
					rings.push({ phone: plain(phone), externalId: record.externalId, listId: list.listId });
				record.lastCallMs = this.now();
				after(record, number++);
			}
		return rings;
	}

	private finish(job: Job): void {
		job.isDone = true;
		const list = this.lists.find(({ listId }) => listId === job.listId);
		if (list === undefined) return;
		const { repeated = 'adds', keepId = (id) => id, behindHours = 8 } = this.rules;
		const [year, month, day] = job.expiryDay.split('-').map(Number);
		const expiresAtMs = Date.UTC(year, month - 1, day + 1) + behindHours * 3_600_000;
		for (const { externalId, phone, ...columns } of job.rows) {
			const id = keepId(externalId);
			const before = list.records.find((record) => record.externalId === id);
			if (before !== undefined && repeated === 'refused') {
				list.invalid += 1;
				continue;
			}
			const record: PublishedRecord = {
				externalId: id,
				phones: [phone],
				skillId: job.skillId,
				columns,
				isFinal: false,
				isRemoved: false,
				expiresAtMs,
				expiryDay: job.expiryDay,
			};
			if (before !== undefined && repeated === 'updates') Object.assign(before, record);
			else list.records.push(record);
		}
	}

	private spelled(value: unknown): unknown {
		const { isText = false, nameOf = (name) => name } = this.rules;
		if (Array.isArray(value)) return value.map((one) => this.spelled(one));
		if (typeof value === 'object' && value !== null)
			return Object.fromEntries(
				Object.entries(value).map(([name, one]) => [nameOf(name), this.spelled(one)]),
			);
		if (!isText) return value;
		if (typeof value === 'boolean') return value ? 'True' : 'False';
		return typeof value === 'number' ? String(value) : value;
	}

	private rows(name: string, rows: object[], total?: number) {
		const payload = {
			...(total !== undefined && { totalRecords: this.spelled(total) }),
			[name]: rows.map((row) => this.spelled(row)),
		};
		return this.rules.isWrapped ? { resultSet: payload } : payload;
	}

	private paged<Row>(rows: Row[], query: URLSearchParams, most = 100): Row[] {
		const skip = Number(query.get('skip') ?? 0);
		return rows.slice(skip, skip + Math.min(most, Number(query.get('top') ?? 50)));
	}

	private listRow(list: PublishedList) {
		const { activeWord = 'Active', inactiveWord = 'Inactive' } = this.rules;
		const skillIds = [...new Set(list.records.map(({ skillId }) => skillId))];
		const finalized = list.records.filter(({ isFinal }) => isFinal).length;
		return {
			listId: list.listId,
			listName: list.listName,
			status: list.isActive ? activeWord : inactiveWord,
			prospectiveContactCount: list.records.length - finalized,
			totalRecords: list.records.length + list.invalid,
			validRecords: list.records.length,
			invalidRecords: list.invalid,
			finalizedRecords: finalized,
			createDate: new Date(list.madeAtMs).toISOString(),
			skills: skillIds.map((skillId) => ({
				skillId,
				skillName: this.skills.find((skill) => skill.skillId === skillId)?.skillName,
				totalRecords: String(list.records.length),
				freshRecords: String(list.records.length - finalized),
				finalizedRecords: String(finalized),
			})),
		};
	}

	private recordRow(record: PublishedRecord): object {
		const {
			openWord = '',
			finalWord = 'Finalized',
			timeText = (ms) => new Date(ms).toISOString(),
			noTime = null,
			expiryText = (day) => `${day}T00:00:00`,
			phoneText = (phone) => phone,
			hidden = [],
		} = this.rules;
		const [phone] = record.phones;
		const row: Record<string, unknown> = {
			externalId: record.externalId,
			...record.columns,
			icAttempts: record.lastCallMs === undefined ? 0 : 1,
			icFinalStatus: record.isFinal ? finalWord : openWord,
			icAssignedSkillId: record.skillId,
			icSourceActive: true,
			icSourceRemoved: record.isRemoved,
			icDateOfLastCall: record.lastCallMs === undefined ? noTime : timeText(record.lastCallMs),
			icAgentDisposition: record.disposition === undefined ? '' : '17',
			icAgentDispositionDesc: record.disposition ?? '',
			icCallbackDate: record.callbackMs === undefined ? noTime : timeText(record.callbackMs),
			icProspectiveContactDestValue: phoneText(phone),
			icProspectiveContactExpireDate: expiryText(record.expiryDay, record.expiresAtMs),
			destinations: record.phones.map((one) => ({ formattedDestination: phoneText(one) })),
		};
		for (const name of hidden) delete row[name];
		return row;
	}

	private readRecords(list: PublishedList, query: URLSearchParams): unknown {
		const { finalized = 'apart', records = 'paged', recordTotal } = this.rules;
		const wantsFinal = query.get('finalized') === 'true';
		const isWanted = (isFinal: boolean) => {
			if (finalized === 'ignored') return true;
			if (finalized === 'more') return wantsFinal || !isFinal;
			if (finalized === 'less') return !wantsFinal || isFinal;
			return isFinal === wantsFinal;
		};
		const all = list.records.filter(({ isFinal }) => isWanted(isFinal));
		const page =
			records === 'all'
				? all
				: records === 'paged'
					? this.paged(all, query, 10_000)
					: records.skips
						? this.paged(all, query, records.most)
						: all.slice(0, records.most);
		const total = { exact: all.length, ofList: list.records.length };
		return this.rows(
			'contactRecords',
			page.map((record) => this.recordRow(record)),
			recordTotal && total[recordTotal],
		);
	}

	private upload(list: PublishedList, body: Record<string, unknown>) {
		const csv = Buffer.from(String(body.listFile), 'base64').toString('utf8');
		const { jobMs = 1_000, uploadAnswer = 'jobId' } = this.rules;
		const jobId = 9_001 + this.jobs.length;
		this.jobs.push({
			jobId,
			listId: list.listId,
			doneAtMs: this.elapsed() + jobMs,
			isDone: false,
			rows: readCsvText(csv),
			skillId: Number(body.skillId),
			expiryDay: String(body.expirationDate),
		});
		if (uploadAnswer === 'error') return { status: 500, body: { message: 'Internal error' } };
		if (uploadAnswer === 'broken') return { status: 0 };
		const answer = uploadAnswer === 'jobId' ? { jobId: this.spelled(jobId) } : {};
		return { status: 202, body: this.rules.isWrapped ? { resultSet: answer } : answer };
	}

	private jobRow({ jobId, listId, isDone }: Job) {
		return { jobId, listId, isComplete: isDone, isCancelled: false, completedDate: null };
	}

	private answerTo(call: string, query: URLSearchParams, body: Record<string, unknown>) {
		const { jobs = 'shown', listShowsMs = 0, lacks, hidesInactive = false } = this.rules;
		const ok = (payload: unknown) => ({ status: 200, body: payload });
		const missing = { status: 404, body: { error_description: 'Not found' } };
		if (lacks?.test(call)) return missing;
		for (const job of this.jobs)
			if (!job.isDone && job.doneAtMs <= this.elapsed()) this.finish(job);
		const shown = this.lists.filter(({ showsAtMs }) => showsAtMs <= this.elapsed());
		const parts = call.split(/[ /]/).slice(1);
		const list = shown.find(({ listId }) => String(listId) === parts[2]);
		const skill = this.skills.find(({ skillId }) => String(skillId) === parts[1]);
		if (call === 'GET lists/call-lists') {
			const rows = shown.filter(({ isActive }) => isActive || !hidesInactive);
			return ok(
				this.rows(
					'callingLists',
					this.paged(rows, query).map((one) => this.listRow(one)),
					rows.length,
				),
			);
		}
		if (call === 'POST lists/call-lists') {
			const listId = 7_001 + this.lists.length;
			this.lists.push({
				listId,
				listName: String(query.get('listName')),
				isActive: true,
				madeAtMs: this.now(),
				showsAtMs: this.elapsed() + listShowsMs,
				invalid: 0,
				records: [],
			});
			const answer = { listId: this.spelled(listId) };
			return ok(this.rules.isWrapped ? { resultSet: answer } : answer);
		}
		if (call.startsWith('GET lists/call-lists/jobs')) {
			if (jobs === 'unknown') return missing;
			const own = jobs === 'empty' ? [] : this.jobs;
			if (parts[3] === undefined)
				return ok(
					this.rows(
						'uploadJobs',
						this.paged(own, query).map((job) => this.jobRow(job)),
						own.length,
					),
				);
			const job = own.find(({ jobId }) => String(jobId) === parts[3]);
			return job === undefined ? missing : ok(this.rows('uploadJobs', [this.jobRow(job)]));
		}
		if (parts[0] === 'lists') {
			if (list === undefined) return missing;
			if (call.endsWith('/upload')) return this.upload(list, body);
			if (call.startsWith('DELETE')) {
				list.isActive = false;
				return ok({});
			}
			return ok(
				query.get('includeRecords') === 'true'
					? this.readRecords(list, query)
					: this.spelled(this.listRow(list)),
			);
		}
		if (call === 'GET skills')
			return ok(
				this.rows(
					'skills',
					this.paged(this.skills, query).map((one) => this.skillRow(one)),
					this.skills.length,
				),
			);
		if (call === 'GET business-unit')
			return ok(this.rows('businessUnits', [{ enableSkillAbandonRate: true }]));
		if (call === 'GET dnc-groups') return ok(this.rows('dncGroups', []));
		if (call === 'GET timezones') return ok(this.rows('timeZones', []));
		if (skill === undefined || parts[0] !== 'skills') return missing;
		return this.answerOfSkill(skill, call, parts[2], parts[3], body);
	}

	private skillRow({
		skillId,
		skillName,
		isActive,
		isStarted,
		callsUp,
		isRunningShown,
		more,
	}: PublishedSkill) {
		const isShown = isStarted && isRunningShown && callsUp > 0;
		return {
			skillId,
			skillName,
			isActive,
			isOutbound: true,
			outboundStrategy: 'Personal Connection',
			agentless: false,
			...(isShown && { isRunning: true }),
			...more,
		};
	}

	private answerOfSkill(
		skill: PublishedSkill,
		call: string,
		what: string | undefined,
		block: string | undefined,
		body: Record<string, unknown>,
	): { status: number; body?: unknown } {
		const ok = (payload: unknown) => ({ status: 200, body: payload });
		if (what === undefined) return ok(this.spelled(this.skillRow(skill)));
		if (what === 'start') {
			skill.isStarted = true;
			return { status: 202 };
		}
		if (what === 'stop') {
			skill.isStarted = false;
			return ok({});
		}
		if (what === 'activity')
			return ok(this.rows('skillActivity', [{ contactsActive: skill.callsUp }]));
		if (what === 'agents')
			return ok(this.rows('agentSkillAssignments', [{ agentId: 1, isActive: true }]));
		if (block === 'general-settings') {
			if (call.startsWith('GET')) return ok(this.spelled(skill.settings));
			const given = body.generalSettings as Record<string, unknown>;
			const { putSettings = (before, sent) => ({ ...before, ...sent }) } = this.rules;
			skill.settings = { ...putSettings(skill.settings, given) };
			return ok({});
		}
		if (block === 'cpa-management')
			return ok(
				this.spelled({ cpaSettings: { abandonTimeout: 2, abandonMessagePath: 'sorry.wav' } }),
			);
		if (block === 'time-zones')
			return ok(
				this.rows('timeZoneSettings', [
					{
						standardName: 'Eastern Standard Time',
						startTime: '09:00',
						endTime: '20:00',
						timeZoneActiveToCall: true,
					},
				]),
			);
		if (block === 'schedule-settings')
			return ok(this.spelled({ scheduleSettings: { isScheduled: false } }));
		return { status: 404, body: {} };
	}

	private send(response: ServerResponse, status: number, body: unknown): void {
		if (this.rules.hidesDate) {
			response.removeHeader('date');
			response.sendDate = false;
		} else response.setHeader('date', new Date(this.now()).toUTCString());
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(body === undefined ? '' : JSON.stringify(body));
	}

	protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const content = await text(request);
		const url = new URL(String(request.url), this.credential.tenantUrl);
		if (url.pathname.endsWith('/token/access-key')) {
			const claims = Buffer.from(JSON.stringify({ tenantId: 't1' })).toString('base64url');
			const token = `e30.${claims}.sig`;
			this.send(response, 200, { access_token: token, id_token: token, expires_in: 3_600 });
			return;
		}
		if (url.pathname.endsWith('/cxone-configuration')) {
			this.send(response, 200, { api_endpoint: this.credential.tenantUrl, tenantId: 't1' });
			return;
		}
		const path = decodeURI(url.pathname.slice(ROOT.length + 1));
		const call = `${request.method} ${path}`;
		const body = content === '' ? {} : (JSON.parse(content) as Record<string, unknown>);
		const said = this.rules.onCall?.(call, this.calls.length);
		this.calls.push({ call, query: url.searchParams, body });
		if (said === 'drop') {
			request.socket.destroy();
			return;
		}
		if (typeof said === 'number') {
			this.send(response, said, { message: 'trouble' });
			return;
		}
		const answer = this.answerTo(call, url.searchParams, body);
		if (said === 'dropAfter' || answer.status === 0) request.socket.destroy();
		else this.send(response, answer.status, answer.body);
	}
}

/** Days in milliseconds. */
export function daysMs(days: number): number {
	return days * DAY_MS;
}
