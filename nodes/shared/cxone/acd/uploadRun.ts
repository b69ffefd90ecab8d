import { HeldRecords } from '../../core/heldRecords';
import { familyOf, isOfFamily } from '../../core/olderLists';
import { phoneKeysBy, type PhoneKeys } from '../../core/recordPhones';
import type { UploadDecision } from '../../core/uploadPlan';
import type { ZoneReader } from '../../core/windowsZones';
import { cautiousNow, type Session } from '../../transport/session';
import type { CallingList, Skill } from '../skillTenant';
import type { ListUpload, UploadOrder } from '../uploadOrder';
import { forEachRecord } from './records';
import { readUploadJobs, waitForJob } from './uploadJobs';

/** A list on its way, with what is known of it so far. */
export interface ListRun {
	upload: ListUpload;
	skill?: Skill;
	/** Absent while it is not made. */
	list?: CallingList;
	/** The list that this run made. */
	madeId?: string;
	failure?: unknown;
	/** Whether the list was made inactive because of phones with two records. */
	isStopped: boolean;
	/** Those that files were sent with, whatever became of them. */
	sent: number[];
	uploads: number;
	/** Refused rows that the list counted before the first file. */
	invalidBefore: number;
}

/** What is to become of a contact; one whose record cannot be written is rejected too. */
type Decision =
	| Exclude<UploadDecision, { kind: 'rejected' }>
	| { kind: 'rejected'; reason: string };

/** What one upload works on. */
export class UploadRun {
	readonly hints = new Set<string>();
	readonly runs: ListRun[];
	readonly phoneKeys: PhoneKeys;
	/** See `familyOf`. */
	readonly families: readonly string[];
	/** All lists, as they were seen last. */
	lists: CallingList[] = [];
	held: HeldRecords;
	decisions = new Map<number, Decision>();
	zoneOf: ZoneReader = () => undefined;

	constructor(
		readonly session: Session,
		readonly order: UploadOrder,
	) {
		this.runs = order.lists.map((upload) => ({
			upload,
			isStopped: false,
			sent: [],
			uploads: 0,
			invalidBefore: 0,
		}));
		this.phoneKeys = phoneKeysBy(order.readPhone);
		this.families = [...new Set(order.namePrefixes.map(familyOf))];
		this.held = this.newHeld();
	}

	/** The lists that nothing is wrong with so far. */
	get sound(): ListRun[] {
		return this.runs.filter(({ failure }) => failure === undefined);
	}

	/** The skills of the run, each once. */
	get skills(): Skill[] {
		const byId = new Map(this.sound.flatMap(({ skill }) => (skill ? [[skill.id, skill]] : [])));
		return [...byId.values()];
	}

	/** What went wrong first. */
	get firstFailure(): unknown {
		return this.runs.find(({ failure }) => failure !== undefined)?.failure;
	}

	/** Whether nothing more may be written, because the run stops at its first failure and has one. */
	get isStopping(): boolean {
		return !this.session.continuesOnFail && this.sound.length < this.runs.length;
	}

	/**
	 * Whether a list may feed a skill of the run: it shows one of them, or none of any, is to be filled, or is of the family of
	 * those that are.
	 */
	mayFeed({ id, name, skills }: CallingList): boolean {
		const skillIds = new Set(this.runs.map(({ skill }) => skill?.id));
		return (
			skills.length === 0 ||
			skills.some(({ skillId }) => skillIds.has(skillId)) ||
			this.families.some((family) => isOfFamily(name, family)) ||
			this.runs.some(({ list }) => list?.id === id)
		);
	}

	private newHeld(): HeldRecords {
		return new HeldRecords(this.phoneKeys, cautiousNow(this.session));
	}

	/** Reads the records of all lists that may feed a skill of the run, those that were called too. */
	async readHeld(): Promise<void> {
		this.held = this.newHeld();
		for (const list of this.lists) if (this.mayFeed(list)) await this.readInto(this.held, list);
	}

	/** Reads the records of one list into what is known. */
	async readInto(held: HeldRecords, { id, isActive }: CallingList): Promise<void> {
		await forEachRecord(this.session, id, true, (record) => held.add(record, isActive));
	}

	/** Waits for the uploads, of whichever run, into lists that may feed a skill of the run. Gives whether there were any. */
	async waitForJobs(): Promise<boolean> {
		const { session, order } = this;
		const jobs = await readUploadJobs(session);
		if (jobs === undefined)
			this.hints.add(
				'This tenant does not show upload jobs, so that one of another run could not be waited for.',
			);
		const feeding = new Set(this.lists.filter((list) => this.mayFeed(list)).map(({ id }) => id));
		const unfinished = (jobs ?? []).filter(
			({ listId, state }) =>
				state === 'unfinished' && (listId === undefined || feeding.has(listId)),
		);
		for (const { id } of unfinished) await waitForJob(session, id, order.jobTimeoutMs);
		return unfinished.length > 0;
	}
}
