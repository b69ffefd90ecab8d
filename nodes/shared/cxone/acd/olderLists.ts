import { InputFailure } from '../../core/inputFailure';
import { holdsIsoDate, isOlderName } from '../../core/olderLists';
import { settled } from '../../core/settled';
import { describeFailure, isForAllCalls } from '../../transport/failure';
import { cautiousNow, type Session } from '../../transport/session';
import type { CallingList } from '../skillTenant';
import { readCallingLists } from './callingLists';
import { deactivate } from './deactivate';
import { forEachRecord } from './records';
import { readRunning } from './skills';
import { readUploadJobs } from './uploadJobs';
import type { UploadRun } from './uploadRun';

/** Why an older list stays as it is; undefined where nothing speaks against making it inactive. */
async function whyKept(
	{ session, skills: ofRun }: UploadRun,
	{ id, skills: shown }: CallingList,
	busyListIds: ReadonlySet<string | undefined>,
): Promise<string | undefined> {
	if (busyListIds.has(id)) return 'an upload into it is not done';
	// A list need not show which skills it feeds: those of the run are the likely ones.
	const skillIds =
		shown.length > 0 ? shown.map(({ skillId }) => skillId) : ofRun.map(({ id: own }) => own);
	for (const skillId of skillIds) {
		const { isRunning } = await readRunning(session, skillId);
		if (isRunning) return 'a skill that it feeds runs';
	}
	let hasCallback = false;
	let isCallUnknown = false;
	const nowMs = cautiousNow(session);
	await forEachRecord(session, id, true, ({ callbackMs, lastCallMs }) => {
		hasCallback ||= callbackMs !== undefined && callbackMs > nowMs;
		isCallUnknown ||= lastCallMs === 'unknown';
	});
	if (isCallUnknown)
		throw new InputFailure(
			"'Older Lists' cannot be 'Deactivate': CXone does not show when records were called",
			"Nobody could tell then who was called yesterday. Set 'Older Lists' to 'Leave As They Are'.",
		);
	return hasCallback ? 'callbacks are to come' : undefined;
}

/** Throws an `InputFailure` where a list that is not active no longer shows: nobody could tell then whom it called. */
async function checkShown(session: Session, { id, name }: CallingList): Promise<void> {
	const lists = await readCallingLists(session);
	if (lists.some((list) => list.id === id)) return;
	throw new InputFailure(
		`CXone does not show the list '${name}' (${id}) any more since it was made inactive, so that 'Older Lists' cannot be 'Deactivate'`,
		"The next run could not tell whom it called, and would upload them again. Activate the list in CXone and set 'Older Lists' to 'Leave As They Are'.",
	);
}

/**
 * Makes the lists inactive that are named like those of the run but for an earlier date, so that their contacts are free;
 * in a dry run only takes them for inactive. Those that must stay are named in a hint. Throws an `InputFailure` where records
 * do not show when they were called.
 */
export async function deactivateOlder(run: UploadRun): Promise<void> {
	const { session, order, hints } = run;
	const names = run.sound.map(({ upload, list }) => list?.name ?? upload.list.value);
	if (!names.some(holdsIsoDate))
		hints.add(
			"No list was made inactive: 'Older Lists' goes by a date such as 2026-01-31 in the name of the list, and there is none.",
		);
	const older = run.lists.filter(
		({ name, isActive }) => isActive && names.some((listName) => isOlderName(name, listName)),
	);
	if (older.length === 0) return;
	const jobs = await readUploadJobs(session);
	const unfinished = (jobs ?? []).filter(({ state }) => state === 'unfinished');
	const busyListIds = new Set(unfinished.map(({ listId }) => listId));
	const free: CallingList[] = [];
	for (const list of older) {
		const reason = await whyKept(run, list, busyListIds);
		if (reason === undefined) free.push(list);
		else hints.add(`The older list '${list.name}' (${list.id}) stays active: ${reason}.`);
	}
	for (const list of free) {
		if (order.isDryRun) {
			list.isActive = false;
			continue;
		}
		const end = await settled(deactivate(session, list.id));
		if ('failure' in end && isForAllCalls(end.failure)) throw end.failure;
		if ('value' in end && end.value) {
			list.isActive = false;
			await checkShown(session, list);
		} else
			hints.add(
				`The older list '${list.name}' (${list.id}) could not be made inactive${'failure' in end ? `: ${describeFailure(end.failure).message}` : ', CXone shows it as active'}.`,
			);
	}
}
