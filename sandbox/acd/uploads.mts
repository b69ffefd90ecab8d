import { z } from 'zod';

import type { Answer } from '../answer.mts';
import { type CallingList, type UploadJob, isLive } from '../outbound.mts';
import type { OutboundStore } from '../outboundStore.mts';
import { acdAnswer, acdOk, acdRefusal, noRows } from './answer.mts';
import { withList } from './callingLists.mts';
import { dayStart, isoTime } from './dates.mts';
import type { AcdRules } from './options.mts';
import { adminPage, totalOf } from './paging.mts';
import { type RecordDraft, readRecordsFile } from './recordsFile.mts';
import { type AcdRequest, idNumber } from './request.mts';
import { isDialer, letDial } from './skills.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';
import { TENANT_ZONE, zoneDayStart } from './zoneTime.mts';

const DAY_MS = 86_400_000;

const uploadBody = z.object({
	listFile: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/),
	forceOverwrite: z.boolean(),
	expirationDate: z.string(),
	startSkill: z.boolean(),
	sendEmail: z.boolean(),
	fileName: z.string().optional(),
	skillId: z.union([z.number(), z.string()]).transform(Number).optional(),
	defaultTimeZone: z.string().optional(),
});

const REASONS: Readonly<Record<string, string>> = {
	forceOverwrite: 'InvalidOverwrite',
	skillId: 'InvalidSkillId',
};

/** How an upload changes its list. */
interface Upload {
	skillId: number | undefined;
	/** Begin (UTC) of the day on which its records expire. */
	expiresOnMs: number;
	nowMs: number;
}

function countLive({ callingLists }: OutboundStore, nowMs: number): number {
	return callingLists.reduce(
		(sum, list) => sum + list.records.filter((record) => isLive(list, record, nowMs)).length,
		0,
	);
}

/** When a record expires: its own day beats the upload's. */
function expiryOf({ expiresOnMs, timeZone }: RecordDraft, upload: Upload, rules: AcdRules): number {
	const dayMs = expiresOnMs ?? upload.expiresOnMs;
	const endMs = rules.expires === 'atStartOfDay' ? dayMs : dayMs + DAY_MS;
	if (rules.expiresZone === 'utc') return endMs;
	return zoneDayStart(rules.expiresZone === 'tenant' ? TENANT_ZONE : timeZone, endMs);
}

function addDraft(
	list: CallingList,
	draft: RecordDraft,
	upload: Upload,
	store: OutboundStore,
	rules: AcdRules,
	known: Map<string, CallingList['records'][number]>,
): void {
	const expiresAtMs = expiryOf(draft, upload, rules);
	const { externalId, phone, e164, fields, timeZone } = draft;
	const { skillId, nowMs } = upload;
	const present = known.get(externalId);
	if (present !== undefined && rules.repeatedExternalId === 'isRefused') {
		list.invalidRecords += 1;
		return;
	}
	if (present !== undefined && rules.repeatedExternalId === 'updates') {
		Object.assign(present, { phone, e164, fields, timeZone, skillId, expiresAtMs });
		return;
	}
	const record = {
		recordId: store.nextRecordId(),
		externalId,
		phone,
		e164,
		fields,
		timeZone,
		skillId,
		createdAtMs: nowMs,
		expiresAtMs,
		attempts: [],
		isRemoved: false,
	};
	list.records.push(record);
	known.set(externalId, record);
}

/**
 * Takes a file of records for a list: 202 with the id of a job, which brings the records in a little later. The answer says
 * nothing of single rows, and neither does the job.
 */
export function uploadCallingList(request: AcdRequest, tenant: AcdTenant): Answer {
	return withList(request, tenant, (list) => {
		const { store, rules, now, elapsedMs } = tenant;
		const parsed = uploadBody.safeParse(request.body);
		if (!parsed.success) {
			const field = String(parsed.error.issues[0].path[0] ?? 'body');
			return acdRefusal(400, REASONS[field] ?? `Invalid ${field}`);
		}
		const { skillId, defaultTimeZone, listFile, forceOverwrite, startSkill } = parsed.data;
		const skill = skillId === undefined ? undefined : store.skill(skillId);
		if (skillId !== undefined && (skill === undefined || !isDialer(skill))) {
			return acdRefusal(400, 'InvalidSkillId');
		}
		const expiresOnMs = dayStart(parsed.data.expirationDate);
		if (expiresOnMs === undefined) return acdRefusal(400, 'Invalid expirationDate');
		const text = Buffer.from(listFile, 'base64').toString('utf8');
		const file = readRecordsFile(list, text, defaultTimeZone);
		if (file.drafts.length + file.invalidRows > rules.mostRecordsPerFile) {
			return acdRefusal(400, 'Invalid listFile');
		}
		const startedAtMs = now();
		const job: UploadJob = {
			jobId: 30_001 + store.uploadJobs.length,
			listId: list.listId,
			startedAtMs,
			takesMs: rules.uploadMs,
			showsAtMs: elapsedMs() + rules.jobShowsAfterMs,
			dueAtMs: elapsedMs() + rules.uploadMs,
			isComplete: false,
			isCancelled: false,
			run: (nowMs) => {
				if (countLive(store, nowMs) + file.drafts.length > rules.mostActiveRecords) {
					job.isCancelled = true;
					return;
				}
				if (forceOverwrite && rules.forceOverwrite === 'replaces') list.records.length = 0;
				const upload = { skillId, expiresOnMs, nowMs };
				const present = list.records.filter(({ isRemoved }) => !isRemoved);
				const known = new Map(present.map((record) => [record.externalId, record]));
				for (const draft of file.drafts) addDraft(list, draft, upload, store, rules, known);
				list.invalidRecords += file.invalidRows;
				list.uploadedAtMs = nowMs;
				if (startSkill && skill !== undefined) letDial(skill, nowMs);
			},
		};
		store.uploadJobs.push(job);
		return acdAnswer(202, { jobId: job.jobId }, 'Accepted. Upload job queued');
	});
}

function showJob(job: UploadJob, { store }: AcdTenant) {
	return {
		jobId: job.jobId,
		listId: job.listId,
		listName: store.callingList(job.listId)?.listName ?? '',
		startDate: isoTime(job.startedAtMs),
		submitDate: isoTime(job.startedAtMs),
		isComplete: job.isComplete,
		isCancelled: job.isCancelled,
		completedDate: job.completedAtMs === undefined ? null : isoTime(job.completedAtMs),
	};
}

/** The upload jobs, in pages. */
export function findUploadJobs(request: AcdRequest, tenant: AcdTenant): Answer {
	const nowMs = tenant.elapsedMs();
	const jobs = tenant.store.uploadJobs.filter(({ showsAtMs }) => showsAtMs <= nowMs);
	const page = adminPage(request, linksOrigin(tenant), jobs);
	if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
	if (page.rows.length === 0) return noRows('No jobs found');
	return acdOk({
		totalRecords: totalOf(page.totalRecords, tenant.rules),
		_links: page._links,
		uploadJobs: page.rows.map((job) => showJob(job, tenant)),
	});
}

function withJob(request: AcdRequest, { store }: AcdTenant, work: (job: UploadJob) => Answer) {
	const job = store.uploadJobs.find(({ jobId }) => jobId === idNumber(request));
	return job === undefined ? acdRefusal(404, 'InvalidJobId') : work(job);
}

/** One upload job, in an array like many. */
export function getUploadJob(request: AcdRequest, tenant: AcdTenant): Answer {
	return withJob(request, tenant, (job) => acdOk({ uploadJobs: [showJob(job, tenant)] }));
}

/** Cancels a job that is not done. */
export function cancelUploadJob(request: AcdRequest, tenant: AcdTenant): Answer {
	return withJob(request, tenant, (job) => {
		if (job.isComplete) return acdRefusal(409, 'JobCannotBeCancelled');
		job.isCancelled = true;
		return acdOk(undefined);
	});
}
