import { settled } from '../../core/settled';
import { isLive } from '../../core/callingRecord';
import { looksAfterCreate, pollWaits } from '../../core/createLook';
import type { UploadFile } from '../../core/uploadFile';
import { request } from '../../transport/request';
import { cautiousNow, keepWait } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { isCancelled } from '../../transport/failure';
import type { CallingList, Skill } from '../skillTenant';
import type { AcdRecord } from './answers';
import { deactivate } from './deactivate';
import { uploadRecords } from './listCalls';
import { forEachRecord } from './records';
import { checkIdle } from './skillState';
import { readUploadJobs, waitBeside, waitForJob, type UploadJob } from './uploadJobs';
import type { UploadRun } from './uploadRun';
import { numberOf, textOf } from './values';

/** How long an upload is looked for after a lost answer, whatever the cause. */
const LOOK = { usualMs: 30_000, slowMs: 30_000 };

function outcomeUnknown(detail: string) {
	return failureOf({ kind: 'outcomeUnknown', call: uploadRecords.title, detail });
}

/** Whether anybody of a file, of whom no record could ring before, is in the list by now. */
async function isAnyIn(run: UploadRun, list: CallingList, file: UploadFile): Promise<boolean> {
	const ids = new Set(file.positions.map((position) => run.order.contactAt(position).contactId));
	let isIn = false;
	const nowMs = cautiousNow(run.session);
	await forEachRecord(run.session, list.id, false, (record) => {
		isIn ||= ids.has(record.externalId) && isLive(record, true, nowMs);
	});
	return isIn;
}

/** What an upload that was taken goes into, and how its job shows. */
interface TakenUpload {
	list: CallingList;
	file: UploadFile;
	/** Undefined where the answer named none. */
	jobId: string | undefined;
	newJob: () => Promise<UploadJob | undefined>;
}

/**
 * Waits until an upload that CXone took is done. Where nobody knows its job, until a record of it shows: it may be on its way,
 * so that it is neither sent again nor taken for refused. Throws an `outcomeUnknown` failure where it takes longer.
 */
async function awaitTaken(
	run: UploadRun,
	{ list, file, jobId: givenId, newJob }: TakenUpload,
): Promise<void> {
	const { session, order } = run;
	const endOf = async (id: string) => {
		const end = await waitForJob(session, id, order.jobTimeoutMs);
		if (end === 'cancelled')
			throw outcomeUnknown(
				`CXone cancelled the upload job ${id} of the list '${list.name}': too many active records, or a person did. Run the workflow again: what is in stays in, the rest is uploaded.`,
			);
		return end;
	};
	if (givenId !== undefined && (await endOf(givenId)) === 'complete') return;
	for (const waitMs of pollWaits(order.jobTimeoutMs)) {
		await waitBeside(session, waitMs);
		const job = await newJob();
		if (job !== undefined && (await endOf(job.id)) === 'complete') return;
		if (await isAnyIn(run, list, file)) return;
	}
	throw outcomeUnknown(
		`CXone took the upload into the list '${list.name}' (${list.id}) and showed neither its job nor a record of it for ${Math.ceil(order.jobTimeoutMs / 60_000)} minutes. It may still be on its way: look at the upload jobs of the list in CXone, and run the workflow again once it is done. It uploads only who is not in.`,
	);
}

/**
 * Makes a list inactive into which a file was sent twice by the word of look-ups that do not even show the second one: the
 * first may come in yet. Throws an `outcomeUnknown` failure.
 */
async function stopBlind({ session }: UploadRun, list: CallingList): Promise<never> {
	const { id, name } = list;
	const end = await settled(deactivate(session, id));
	if ('failure' in end && isCancelled(end.failure)) throw end.failure;
	const isInactive = 'value' in end && end.value;
	// Whoever is in it must not be taken for accepted.
	list.isActive = false;
	throw outcomeUnknown(
		`The answer to an upload into the list '${name}' (${id}) was lost, and CXone does not show upload jobs, so that it was sent again and may come in twice. ${isInactive ? 'The list was made inactive.' : 'The list could not be made inactive: do so at once.'} Look in CXone in some hours: where nobody is in it twice, activate it; else run the workflow with another list name.`,
	);
}

/** Whether an answer tells at once what became of the rows, as older versions do. */
function isDoneAtOnce(answer: AcdRecord): boolean {
	return ['procRecords', 'validRecords', 'invalidRecords'].some(
		(name) => numberOf(answer, name) !== undefined,
	);
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
			const jobId = textOf(reply.answer, 'jobId');
			if (jobId === undefined && isDoneAtOnce(reply.answer)) return;
			await awaitTaken(run, { list, file, jobId, newJob });
			if (wasLost && (await newJob()) === undefined) await stopBlind(run, list);
			return;
		}
		if (reply.kind !== 'unknown') throw outcomeUnknown('CXone does not know uploads.');
		const lost = reply;
		for (const waitMs of looksAfterCreate({ ...lost.facts, isRefused: lost.isRefused }, LOOK)) {
			await keepWait(session, waitMs);
			const job = await newJob();
			if (job !== undefined) return await awaitTaken(run, { list, file, jobId: job.id, newJob });
			if (!lost.isRefused && (await isAnyIn(run, list, file)))
				return wasLost ? await stopBlind(run, list) : undefined;
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
