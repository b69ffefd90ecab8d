import { toContactId } from '../../../nodes/shared/core/fields.ts';
import { DAY_MS, toIsoUtc } from '../../../nodes/shared/core/time.ts';
import type { AcdRecord, AcdRows } from '../../../nodes/shared/cxone/acd/answers.ts';
import { readCallingList } from '../../../nodes/shared/cxone/acd/callingLists.ts';
import { findDncGroups, searchContacts } from '../../../nodes/shared/cxone/acd/calls.ts';
import {
	findCallingLists,
	findUploadJobs,
	getRecords,
} from '../../../nodes/shared/cxone/acd/listCalls.ts';
import { ADMIN_PAGE_SIZE } from '../../../nodes/shared/cxone/acd/rows.ts';
import { findSkills, getSkillSummary } from '../../../nodes/shared/cxone/acd/skillCalls.ts';
import { isDialing, readSkill } from '../../../nodes/shared/cxone/acd/skills.ts';
import { textOf } from '../../../nodes/shared/cxone/acd/values.ts';
import type { CallRule } from '../../../nodes/shared/transport/call.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { READ_CALLS, placeholdersOf } from '../readCalls.mts';
import { outcomeText, type Outcome } from '../tenantReader.mts';

const WHOLE_RANGE_MS = 30 * DAY_MS;

function rowsOfCall(check: Check, rule: CallRule<AcdRows>): AcdRecord[] {
	const outcome = firstOf(check, rule);
	return outcome.kind === 'done' ? outcome.answer.rows : [];
}

/** A Personal Connection skill where there is one, active if may be; else any. */
function skillIdOf(check: Check): string | undefined {
	const skills = rowsOfCall(check, findSkills).flatMap((row) => readSkill(row) ?? []);
	const dialing = skills.filter(isDialing);
	const [skill] = [...dialing.filter(({ isActive }) => isActive !== false), ...dialing, ...skills];
	return skill?.id;
}

/** The list with the fewest records that still makes two pages; else the one with the most. */
function listIdOf(check: Check): string | undefined {
	const lists = rowsOfCall(check, findCallingLists).flatMap((row) => readCallingList(row) ?? []);
	const bySize = lists.sort((a, b) => (a.totalRecords ?? 0) - (b.totalRecords ?? 0));
	const list = bySize.find(({ totalRecords = 0 }) => totalRecords > 1) ?? bySize.at(-1);
	return list?.id;
}

/** Where the values of path parameters come from, by their names. */
const SOURCES: Readonly<Record<string, (check: Check) => string | undefined>> = {
	skillId: skillIdOf,
	listId: listIdOf,
	jobId: (check) => textOf(rowsOfCall(check, findUploadJobs)[0] ?? {}, 'jobId'),
	groupId: (check) => toContactId(rowsOfCall(check, findDncGroups)[0]?.dncGroupId),
};

function queryOf(rule: CallRule, { nowMs }: Check): Record<string, string> {
	const range = { startDate: toIsoUtc(nowMs - WHOLE_RANGE_MS), endDate: toIsoUtc(nowMs) };
	const page: Record<string, string> = rule.isPage
		? { skip: '0', top: String(ADMIN_PAGE_SIZE) }
		: {};
	if (rule === searchContacts) return { ...range, skip: '0', top: '1' };
	if (rule === getSkillSummary) return range;
	return rule === getRecords ? { ...page, includeRecords: 'true' } : page;
}

async function askFirst(rule: CallRule, check: Check): Promise<Outcome> {
	const path: Record<string, string> = {};
	for (const name of placeholdersOf(rule)) {
		const value = SOURCES[name]?.(check);
		if (value === undefined)
			return { kind: 'notAsked', because: `the tenant showed no ${name} to ask with` };
		path[name] = value;
	}
	return await check.reader.ask(rule, { path, qs: queryOf(rule, check) });
}

/** Asks every call that reads once: what this key may do. Later topics go on from what came. */
export async function askRights(check: Check): Promise<void> {
	for (const rule of READ_CALLS) {
		check.say(rule.title);
		const outcome = await askFirst(rule, check);
		check.first.set(rule, outcome);
		const { kind } = outcome;
		check.report.add(
			`rights.${rule.title.replaceAll(' ', '')}`,
			rule.title,
			outcomeText(outcome),
			`${rule.method} ${rule.path}`,
			{ kind, ...('status' in outcome && { status: outcome.status }) },
		);
	}
}
