import { isLive } from '../../core/callingRecord';
import { looksAfterCreate } from '../../core/createLook';
import { toContactId } from '../../core/fields';
import type { UploadFile } from '../../core/uploadFile';
import { request } from '../../transport/request';
import { keepWait } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import type { CallingList, Skill } from '../skillTenant';
import { uploadRecords } from './listCalls';
import { forEachRecord } from './records';
import { checkIdle } from './skillState';
import { readUploadJobs, waitForJob } from './uploadJobs';
import type { UploadRun } from './uploadRun';

/** How long an upload is looked for after a lost answer, whatever the cause. */
const LOOK = { usualMs: 30_000, slowMs: 30_000 };

function outcomeUnknown(detail: string) {
	return failureOf({ kind: 'outcomeUnknown', call: uploadRecords.title, detail });
}

/** Waits for the job of an upload; records are read afterwards in any case, so that an unknown job is no failure. */
async function awaitJob(
	{ session, order }: UploadRun,
	list: CallingList,
	jobId: string,
): Promise<void> {
	const end = await waitForJob(session, jobId, order.jobTimeoutMs);
	if (end === 'cancelled')
		throw outcomeUnknown(
			`CXone cancelled the upload job ${jobId} of the list '${list.name}': too many active records, or a person did. Run the workflow again: what is in stays in, the rest is uploaded.`,
		);
}

/** Whether anybody of a file, of whom no record could ring before, is in the list by now. */
async function isAnyIn(run: UploadRun, list: CallingList, file: UploadFile): Promise<boolean> {
	const ids = new Set(file.positions.map((position) => run.order.contactAt(position).contactId));
	let isIn = false;
	const nowMs = run.session.now();
	await forEachRecord(run.session, list.id, false, (record) => {
		isIn ||= ids.has(record.externalId) && isLive(record, true, nowMs);
	});
	return isIn;
}

/**
 * Sends a file into a list once. An upload is a create without a name: after a lost answer the jobs and records of the list
 * are looked at for 30 s, and only if none shows it is sent once more, while the skill seems stopped; where the skill may run
 * it never is. Throws an `outcomeUnknown` failure where nobody can know.
 */
export async function sendFile(
	run: UploadRun,
	{ list, skill }: { list: CallingList; skill: Skill },
	file: UploadFile,
): Promise<void> {
	const { session, order } = run;
	const listId = list.id;
	const known = new Set((await readUploadJobs(session))?.map(({ id }) => id));
	const newJob = async () =>
		(await readUploadJobs(session))?.find((job) => job.listId === listId && !known.has(job.id));
	const numericSkillId = Number(skill.id);
	const body = {
		listFile: file.base64,
		fileName: `${listId}.csv`,
		forceOverwrite: false,
		expirationDate: order.expiresOn,
		startSkill: false,
		sendEmail: false,
		skillId: Number.isSafeInteger(numericSkillId) ? numericSkillId : skill.id,
	};
	let triesMade = 0;
	let wasLost = false;
	for (;;) {
		await checkIdle(run, skill);
		const reply = await request(session, uploadRecords, { path: { listId }, body, triesMade });
		if (reply.kind === 'done') {
			const jobId = toContactId(reply.answer.jobId);
			if (jobId !== undefined) return await awaitJob(run, list, jobId);
		} else if (reply.kind !== 'unknown') throw outcomeUnknown('CXone does not know uploads.');
		const lost =
			reply.kind === 'unknown'
				? reply
				: { facts: { kind: 'unusable' as const }, isRefused: false, stop: undefined, tries: 1 };
		for (const waitMs of looksAfterCreate({ ...lost.facts, isRefused: lost.isRefused }, LOOK)) {
			await keepWait(session, waitMs);
			const job = await newJob();
			if (job !== undefined) return await awaitJob(run, list, job.id);
			if (!lost.isRefused && (await isAnyIn(run, list, file))) return;
		}
		const { stop } = lost;
		if (stop !== undefined)
			throw failureOf({ ...lost.facts, kind: stop.because, waitMs: stop.waitMs });
		if (!lost.isRefused && (wasLost || order.ifSkillIsRunning === 'upload'))
			throw outcomeUnknown(
				`The answer was lost, and CXone showed neither a job nor records of it for 30 s. Look at the list '${list.name}' (${listId}) in CXone, and run the workflow again in some minutes: it uploads only who is not in.`,
			);
		wasLost ||= !lost.isRefused;
		triesMade = lost.tries;
		if (triesMade >= session.policy.tries) throw failureOf(lost.facts, session.access.says);
	}
}
