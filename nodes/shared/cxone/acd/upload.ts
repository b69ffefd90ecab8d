import { pollWaits } from '../../core/createLook';
import { InputFailure } from '../../core/inputFailure';
import { recordPhone } from '../../core/recordPhones';
import { settled } from '../../core/settled';
import { isTooLong, uploadFiles, type RecordToWrite } from '../../core/uploadFile';
import { decideUploads, type UploadCandidate } from '../../core/uploadPlan';
import { zoneReader } from '../../core/windowsZones';
import { isCancelled, isForAllCalls } from '../../transport/failure';
import type { Session } from '../../transport/session';
import type { CallingList, Skill, UploadOrder, UploadReport } from '../skillTenant';
import { getTimeZones } from './calls';
import { getCallingListById, readCallingLists } from './callingLists';
import { stopDoublings } from './doublings';
import { chooseList, makeList } from './listOfName';
import { deactivateOlder } from './olderLists';
import { forEachRecord } from './records';
import { readRows } from './rows';
import { sendFile } from './sendFile';
import { hintAtSchedule, settleSkill } from './skillState';
import { findSkill, readSkills } from './skills';
import { readStored, type StoredRecords } from './storedRecords';
import { inTurn } from './turns';
import { waitBeside } from './uploadJobs';
import { reportOf } from './uploadReport';
import { UploadRun, type ListRun } from './uploadRun';
import { textOf } from './values';

/** Most active records that a tenant may hold. */
const MOST_ACTIVE_RECORDS = 1_000_000;
/** More time zones than there are. */
const MOST_ZONES = 1_000;
const MINUTE_MS = 60_000;
/** A list that another run made so lately and that holds nothing may be about to be filled. */
const FRESH_MS = 10 * MINUTE_MS;
/** How long such a list is watched. */
const WATCH_MS = 2 * MINUTE_MS;

/** Does `work` for each sound list; what goes wrong with one stays with it, unless it concerns all. */
async function forEachSound(run: UploadRun, work: (list: ListRun) => Promise<void>): Promise<void> {
	for (const list of run.sound) {
		if (run.isStopping) return;
		const end = await settled(work(list));
		if (!('failure' in end)) continue;
		if (isCancelled(end.failure)) throw end.failure;
		list.failure = end.failure;
		if (isForAllCalls(end.failure)) for (const other of run.sound) other.failure = end.failure;
	}
}

async function findSkills(run: UploadRun): Promise<void> {
	const { session } = run;
	let all: Promise<Skill[]> | undefined;
	const readAll = async () => await (all ??= readSkills(session));
	await forEachSound(run, async (list) => {
		list.skill = await findSkill(session, list.upload.skill, readAll);
	});
}

/** Does `work` for each skill once; what goes wrong with one is the failure of its lists. */
async function forEachSkill(run: UploadRun, work: (skill: Skill) => Promise<void>): Promise<void> {
	const ends = new Map<string, Promise<void>>();
	await forEachSound(run, async ({ skill }) => {
		if (skill === undefined) return;
		const end = ends.get(skill.id) ?? work(skill);
		ends.set(skill.id, end);
		await end;
	});
}

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

async function readLists(run: UploadRun): Promise<void> {
	run.lists = await readCallingLists(run.session);
	await forEachSound(run, async (target) => await resolveList(run, target));
}

async function readZones(run: UploadRun): Promise<void> {
	if (!run.order.columns.includes('timeZone')) return;
	const rows = await readRows(run.session, getTimeZones, { pageSize: MOST_ZONES });
	const zones = rows?.flatMap((row) => {
		const standardName = textOf(row, 'standardName');
		return standardName === undefined
			? []
			: [{ standardName, displayName: textOf(row, 'displayName') }];
	});
	run.zoneOf = zoneReader(zones);
}

/** The record of a contact as it is written, or why it is none. */
function recordOf({ order, zoneOf }: UploadRun, position: number): RecordToWrite | string {
	const { contactId, e164, columns } = order.contactAt(position);
	const { timeZone = '' } = columns;
	const zone = timeZone === '' ? '' : zoneOf(timeZone);
	if (zone === undefined) return 'unknownTimeZone';
	const record: RecordToWrite = {
		externalId: contactId,
		phone: recordPhone(e164),
		columns: { ...columns, timeZone: zone },
	};
	return isTooLong(record) ? 'tooLong' : record;
}

/** Decides for every contact of the sound lists, over all of them, by what is known now. */
function decide(run: UploadRun): void {
	const { order, held, session } = run;
	const candidates: UploadCandidate[] = [];
	run.decisions.clear();
	for (const { upload } of run.sound)
		for (const position of upload.positions) {
			const record = recordOf(run, position);
			if (typeof record === 'string')
				run.decisions.set(position, { kind: 'rejected', reason: record });
			else {
				const { contactId, e164, score } = order.contactAt(position);
				candidates.push({ position, contactId, e164, score });
			}
		}
	const rules = { restDays: order.restDays, nowMs: session.now() };
	for (const [position, decision] of decideUploads(candidates, held, rules))
		run.decisions.set(position, decision);
}

function toUpload(run: UploadRun, { upload }: ListRun): number[] {
	return upload.positions.filter((position) => run.decisions.get(position)?.kind === 'upload');
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
async function prepareLists(run: UploadRun): Promise<void> {
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

/** Fails lists whose records would not fit into the tenant. */
function checkRoom(run: UploadRun): void {
	const active = run.lists
		.filter(({ isActive }) => isActive)
		.reduce((sum, { recordsLeft = 0 }) => sum + recordsLeft, 0);
	const more = run.sound.reduce((sum, target) => sum + toUpload(run, target).length, 0);
	if (active + more <= MOST_ACTIVE_RECORDS) return;
	const failure = new InputFailure(
		`CXone holds ${active} active records, and ${more} more would pass its limit of ${MOST_ACTIVE_RECORDS}`,
		'It would refuse the upload. Make lists inactive in CXone that are no longer called, or upload fewer contacts.',
	);
	for (const target of run.sound) target.failure = failure;
}

async function fill(run: UploadRun, target: ListRun): Promise<void> {
	const { list, skill } = target;
	if (list === undefined || skill === undefined) return;
	target.invalidBefore = list.invalidRecords ?? 0;
	const recordAt = (position: number) => recordOf(run, position) as RecordToWrite;
	for (const file of uploadFiles(toUpload(run, target), recordAt)) {
		target.sent.push(...file.positions);
		target.uploads += 1;
		await sendFile(run, { list, skill }, file);
	}
}

/** What the lists hold in the end. */
async function settle(run: UploadRun): Promise<Map<ListRun, StoredRecords>> {
	const stored = new Map<ListRun, StoredRecords>();
	const isAnySent = run.runs.some(({ uploads }) => uploads > 0);
	for (const target of run.runs) {
		const { list } = target;
		if (list !== undefined) stored.set(target, await readStored(run, { ...target, list }));
	}
	if (isAnySent) {
		run.lists = await readCallingLists(run.session);
		await run.readHeld();
	}
	for (const { list } of run.runs) {
		const first = list && run.lists.find(({ name, isActive }) => isActive && name === list.name);
		if (list && first && first.id !== list.id)
			run.hints.add(
				`There is another calling list named '${list.name}' (${first.id}), which showed later than ${list.id}; the next run takes that one. Both are read before anybody is uploaded.`,
			);
	}
	await stopDoublings(run);
	return stored;
}

async function fillInTurn(run: UploadRun): Promise<Map<ListRun, StoredRecords>> {
	const { order } = run;
	await forEachSkill(run, async (skill) => await settleSkill(run, skill));
	if (run.isStopping || run.sound.length === 0) return new Map();
	for (const skill of run.skills) await hintAtSchedule(run, skill);
	await readLists(run);
	if (run.isStopping || run.sound.length === 0) return new Map();
	if (await run.waitForJobs()) await readLists(run);
	if (order.olderLists === 'deactivate') await deactivateOlder(run);
	await readZones(run);
	await run.readHeld();
	if (run.held.isCallUnknown)
		run.hints.add(
			"CXone does not show when records were called, so 'Rest Days', what agents finished and callbacks were not checked.",
		);
	decide(run);
	if (!order.isDryRun) {
		await prepareLists(run);
		checkRoom(run);
		await forEachSound(run, async (target) => await fill(run, target));
	}
	return await settle(run);
}

/** See `CallingLists.upload`. */
export async function uploadContacts(session: Session, order: UploadOrder): Promise<UploadReport> {
	const run = new UploadRun(session, order);
	await findSkills(run);
	const skillIds = run.skills.map(({ id }) => id);
	const stored =
		run.isStopping || skillIds.length === 0
			? new Map<ListRun, StoredRecords>()
			: await inTurn(session, skillIds, async () => await fillInTurn(run));
	return reportOf(run, stored);
}
