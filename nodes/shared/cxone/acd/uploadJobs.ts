import { pollWaits } from '../../core/createLook';
import { hasLostDigits } from '../../core/fields';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { wait } from '../../transport/wait';
import { failureOf } from '../../transport/wording';
import type { AcdRecord } from './answers';
import { findUploadJobs, getUploadJob } from './listCalls';
import { ADMIN_PAGE_SIZE, readRows } from './rows';
import { flagOf, textOf, valueOf } from './values';

/** An upload on its way into a list. */
export interface UploadJob {
	id: string;
	listId: string | undefined;
	state: 'unfinished' | 'complete' | 'cancelled';
}

/** How long a job that was just begun may be unknown by its id, in milliseconds: new ones show late. */
const SHOWN_WITHIN_MS = 60_000;

function readJob(row: AcdRecord): UploadJob | undefined {
	const id = hasLostDigits(valueOf(row, 'jobId')) ? undefined : textOf(row, 'jobId');
	if (id === undefined) return undefined;
	const isComplete =
		flagOf(row, 'isComplete') ??
		(valueOf(row, 'isComplete') === undefined && textOf(row, 'completedDate') !== undefined);
	const isCancelled = flagOf(row, 'isCancelled') === true;
	return {
		id,
		listId: textOf(row, 'listId'),
		state: isCancelled ? 'cancelled' : isComplete ? 'complete' : 'unfinished',
	};
}

/** All upload jobs that the tenant shows; undefined where it lacks the look-up. */
export async function readUploadJobs(session: Session): Promise<UploadJob[] | undefined> {
	const rows = await readRows(session, findUploadJobs, {
		pageSize: ADMIN_PAGE_SIZE,
		idField: 'jobId',
	});
	return rows?.flatMap((row) => readJob(row) ?? []);
}

/** Waits apart from the waiting time of the run: work that goes on is no passing fault. */
export async function waitBeside({ signal }: Session, waitMs: number): Promise<void> {
	await wait(waitMs, signal);
	if (signal?.aborted) throw failureOf({ kind: 'cancelled' });
}

/**
 * Waits until an upload job has ended, `timeoutMs` at most, and gives how; `unknown` where the tenant does not know the job.
 * Throws an `outcomeUnknown` failure where it takes longer.
 */
export async function waitForJob(
	session: Session,
	jobId: string,
	timeoutMs: number,
): Promise<'complete' | 'cancelled' | 'unknown'> {
	let waitedMs = 0;
	for (const waitMs of pollWaits(timeoutMs)) {
		await waitBeside(session, waitMs);
		waitedMs += waitMs;
		const reply = await request(session, getUploadJob, { path: { jobId } });
		const state = reply.kind === 'done' ? readJob({ jobId, ...reply.answer })?.state : undefined;
		if (state === 'complete' || state === 'cancelled') return state;
		if (state === undefined && waitedMs >= SHOWN_WITHIN_MS) return 'unknown';
	}
	throw failureOf({
		kind: 'outcomeUnknown',
		call: 'Upload Records',
		detail: `The upload job ${jobId} is not done after ${Math.ceil(timeoutMs / 60_000)} minutes. Run the workflow again later: it waits for the job, and uploads nobody twice. Jobs that take longer want a higher 'Job Timeout (Minutes)' in 'Options'.`,
	});
}
