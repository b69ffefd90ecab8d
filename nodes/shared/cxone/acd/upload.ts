import { InputFailure } from '../../core/inputFailure';
import { settled } from '../../core/settled';
import { uploadFiles, type RecordToWrite } from '../../core/uploadFile';
import { clockErrorMs, type Session } from '../../transport/session';
import { CxoneFailure, describeFailure, isCancelled } from '../../transport/failure';
import type { CallingList, Skill } from '../skillTenant';
import type { UploadOrder, UploadReport } from '../uploadOrder';
import { readCallingLists } from './callingLists';
import { stopDoublings } from './doublings';
import { forEachSkill, forEachSound } from './eachList';
import { deactivateOlder } from './olderLists';
import { sendFile } from './sendFile';
import { hintAtSchedule, settleSkill } from './skillState';
import { findSkill, readSkills } from './skills';
import { readStored, type StoredRecords } from './storedRecords';
import { prepareLists, readLists } from './targetLists';
import { inTurn } from './turns';
import { decide, readZones, recordOf, toUpload } from './uploadDecisions';
import { reportOf } from './uploadReport';
import { UploadRun, type ListRun } from './uploadRun';

/** Most active records that a tenant may hold. */
const MOST_ACTIVE_RECORDS = 1_000_000;

async function findSkills(run: UploadRun): Promise<void> {
	const { session } = run;
	let all: Promise<Skill[]> | undefined;
	const readAll = async () => await (all ??= readSkills(session));
	await forEachSound(run, async (list) => {
		list.skill = await findSkill(session, list.upload.skill, readAll);
	});
}

/** Fails all lists where others feed these skills that do not show whom they ring. */
function checkPhones(run: UploadRun): void {
	const hidden = run.lists.filter(({ id }) => run.held.listsWithoutPhones.includes(id));
	if (hidden.length === 0) return;
	const names = hidden.map(({ id, name }) => `'${name}' (${id})`).join(', ');
	const failure = new InputFailure(
		`CXone shows no phone of any record that may ring in ${names}`,
		'Nobody could tell who is in it already and would ring twice. Wait until its records have expired or make it inactive in CXone, or use the phone as the contact ID, which the records do show.',
	);
	for (const target of run.sound) if (toUpload(run, target).length > 0) target.failure = failure;
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

/** The failure of a list that was filled and cannot be read then. */
function notLookedAt({ id, name }: CallingList, failure: unknown): CxoneFailure {
	const { message } = describeFailure(failure);
	return new CxoneFailure(
		`The upload into the calling list '${name}' (${id}) was sent, and what came of it could not be read: ${message}`,
		'Nobody looked whether a phone has two records that may ring. Look at the list in CXone before you start its skill, then run the workflow again.',
		{ kind: 'outcomeUnknown' },
	);
}

/** Reads all that may ring anew, after an upload; where that fails so do the lists that were filled. Gives whether it went well. */
async function readAgain(run: UploadRun): Promise<boolean> {
	const end = await settled(
		(async () => {
			run.lists = await readCallingLists(run.session);
			await run.readHeld();
		})(),
	);
	if (!('failure' in end)) return true;
	if (isCancelled(end.failure)) throw end.failure;
	for (const target of run.runs)
		if (target.uploads > 0 && target.list !== undefined)
			target.failure ??= notLookedAt(target.list, end.failure);
	return false;
}

/** What the lists hold in the end. */
async function settle(run: UploadRun): Promise<Map<ListRun, StoredRecords>> {
	const stored = new Map<ListRun, StoredRecords>();
	const isAnySent = run.runs.some(({ uploads }) => uploads > 0);
	for (const target of run.runs) {
		const { list } = target;
		if (list === undefined) continue;
		const end = await settled(readStored(run, { ...target, list }));
		if ('value' in end) stored.set(target, end.value);
		else if (target.uploads === 0 || isCancelled(end.failure)) throw end.failure;
		else target.failure ??= notLookedAt(list, end.failure);
	}
	if (isAnySent && !(await readAgain(run))) return stored;
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

/** Tells of clocks that go apart: the names of lists and the day of expiry are of this machine's. */
function hintAtClock({ session, hints }: UploadRun): void {
	const minutes = Math.round(clockErrorMs(session) / 60_000);
	if (minutes === 0) return;
	hints.add(
		`The clock of this n8n is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} CXone's: dates in the names of lists and the day on which records expire go by it. Set it right. Whoever is held back until a time is held back by both clocks.`,
	);
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
	hintAtClock(run);
	decide(run);
	if (!order.isDryRun) {
		await prepareLists(run);
		checkPhones(run);
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
			: await inTurn(session, [...skillIds, ...run.families], async () => await fillInTurn(run));
	return reportOf(run, stored);
}
