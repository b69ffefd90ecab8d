import { pollWaits } from '../../core/createLook';
import { InputFailure } from '../../core/inputFailure';
import type { CallingList } from '../skillTenant';
import { getCallingListById, readCallingLists } from './callingLists';
import { forEachSound } from './eachList';
import { chooseList, makeList } from './listOfName';
import { forEachRecord } from './records';
import { decide, toUpload } from './uploadDecisions';
import { waitBeside } from './uploadJobs';
import type { ListRun, UploadRun } from './uploadRun';

const MINUTE_MS = 60_000;
/** A list that another run made so lately and that holds nothing may be about to be filled. */
const FRESH_MS = 10 * MINUTE_MS;
/** How long such a list is watched. */
const WATCH_MS = 2 * MINUTE_MS;

async function resolveList(run: UploadRun, target: ListRun): Promise<void> {
	const { by, value, mayCreate } = target.upload.list;
	if (by === 'name') target.list = chooseList(run.lists, value);
	else {
		target.list =
			run.lists.find(({ id }) => id === value) ?? (await getCallingListById(run.session, value));
		if (target.list?.isActive === false)
			throw new InputFailure(
				`The calling list '${target.list.name}' (${value}) is not active`,
				'Activate it in CXone, or choose another one.',
			);
	}
	if (target.list === undefined && !mayCreate)
		throw new InputFailure(
			`CXone shows no calling list '${value}'`,
			"Choose another one in 'List', or set 'List By' to 'Name' to have it made.",
		);
}

/** Reads all lists anew, and finds those that are to be filled among them. */
export async function readLists(run: UploadRun): Promise<void> {
	run.lists = await readCallingLists(run.session);
	await forEachSound(run, async (target) => await resolveList(run, target));
}

/** Whether another run may be about to fill a list: it made it lately, and nothing is in it. */
async function mayBeFilledSoon(run: UploadRun, { list, madeId }: ListRun): Promise<boolean> {
	if (list === undefined || list.id === madeId) return false;
	const { createdAtMs } = list;
	const isFresh = createdAtMs === undefined || createdAtMs > run.session.now() - FRESH_MS;
	return isFresh && (await countRecords(run, list)) === 0;
}

async function countRecords({ session }: UploadRun, { id }: CallingList): Promise<number> {
	let count = 0;
	await forEachRecord(session, id, true, () => (count += 1));
	return count;
}

/** Watches a list for two minutes, or until something is in it: its job may show late. */
async function watch(run: UploadRun, list: CallingList): Promise<void> {
	for (const waitMs of pollWaits(WATCH_MS)) {
		await waitBeside(run.session, waitMs);
		if (await run.waitForJobs()) return;
		if ((await countRecords(run, list)) > 0) return;
	}
}

/**
 * Makes the lists that are missing and wanted. Where one was made, or another run may fill one, all that may have changed
 * meanwhile is read and decided again.
 */
export async function prepareLists(run: UploadRun): Promise<void> {
	let hasChanged = false;
	await forEachSound(run, async (target) => {
		if (toUpload(run, target).length === 0) return;
		if (target.list === undefined) {
			const { list, madeId } = await makeList(run.session, target.upload.list.value);
			target.list = list;
			target.madeId = madeId;
			hasChanged = true;
		}
		if (target.list === undefined || !(await mayBeFilledSoon(run, target))) return;
		await watch(run, target.list);
		hasChanged = true;
	});
	if (!hasChanged || run.isStopping) return;
	await readLists(run);
	await run.waitForJobs();
	await run.readHeld();
	decide(run);
}
