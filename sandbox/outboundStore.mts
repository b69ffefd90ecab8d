import type { CallingList, DncGroup, Skill, UploadJob } from './outbound.mts';

/** What an outbound dialer works on. The arrays stay the same objects for good. */
export class OutboundStore {
	readonly skills: Skill[] = [];
	readonly callingLists: CallingList[] = [];
	readonly uploadJobs: UploadJob[] = [];
	readonly dncGroups: DncGroup[] = [];
	#lastRecordId = 0;

	/** @param first the skills and DNC groups at the start and after a `clear` */
	constructor(readonly first: () => { skills: Skill[]; dncGroups: DncGroup[] }) {
		this.clear();
	}

	/** The skill of that id, if there is one. */
	skill(skillId: number): Skill | undefined {
		return this.skills.find((skill) => skill.skillId === skillId);
	}

	/** The list of that id, deleted or not, if there is one. */
	callingList(listId: number): CallingList | undefined {
		return this.callingLists.find((list) => list.listId === listId);
	}

	/** A number for a new record. */
	nextRecordId(): number {
		this.#lastRecordId += 1;
		return this.#lastRecordId;
	}

	/**
	 * Carries out the uploads that are due, oldest first; each counts as done when it was due.
	 * @param elapsedMs the tenant's stopwatch
	 */
	settle(nowMs: number, elapsedMs: number): void {
		for (const job of this.uploadJobs) {
			if (job.isComplete || job.isCancelled || elapsedMs < job.dueAtMs) continue;
			const atMs = Math.min(nowMs, job.startedAtMs + job.takesMs);
			job.run(atMs);
			job.isComplete = !job.isCancelled;
			job.completedAtMs = atMs;
		}
	}

	/** Forgets lists and jobs; skills and DNC groups are as at the start. */
	clear(): void {
		const { skills, dncGroups } = this.first();
		this.callingLists.length = 0;
		this.uploadJobs.length = 0;
		this.skills.splice(0, Infinity, ...skills);
		this.dncGroups.splice(0, Infinity, ...dncGroups);
		this.#lastRecordId = 0;
	}
}
