import type { Answer } from '../answer.mts';
import type { Skill, SkillOutcome } from '../outbound.mts';
import { SANDBOX_TENANT } from './accessKeys.mts';
import { acdOk, noRows, reportRefusal } from './answer.mts';
import { isoTime, reportDate } from './dates.mts';
import { reportEnvelope } from './dialects.mts';
import { type AcdRequest, idNumber, wholeNumber } from './request.mts';
import type { AcdTenant } from './tenant.mts';
import { upperFirst } from './upperFirst.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const INTERVAL_MS = 15 * MINUTE_MS;

type Figure = Exclude<keyof SkillOutcome, 'atMs'>;

function sumOf(outcomes: readonly SkillOutcome[], figure: Figure): number {
	return outcomes.reduce((sum, outcome) => sum + outcome[figure], 0);
}

/** The dates of a report, both needed and at most 30 days apart; else the refusal. */
function rangeOf({ query }: AcdRequest): { startMs: number; endMs: number } | Answer {
	const startMs = query.startDate === undefined ? undefined : reportDate(query.startDate);
	const endMs = query.endDate === undefined ? undefined : reportDate(query.endDate);
	if (startMs === undefined) return reportRefusal(400, 'Invalid startDate');
	if (endMs === undefined) return reportRefusal(400, 'Invalid endDate');
	if (startMs >= endMs) return reportRefusal(400, 'Invalid date range.');
	if (endMs - startMs > 30 * DAY_MS) {
		return reportRefusal(400, 'Invalid date range. Max 30 days.');
	}
	return { startMs, endMs };
}

/** What reports know of a skill's calls in a range: they learn of each a while later. */
function knownOutcomes(
	skill: Skill,
	{ startMs, endMs }: { startMs: number; endMs: number },
	{ now, rules }: AcdTenant,
): SkillOutcome[] {
	const shownUntilMs = now() - rules.warehouseDelayMinutes * MINUTE_MS;
	return skill.outcomes.filter(
		({ atMs }) => atMs >= startMs && atMs <= Math.min(endMs, shownUntilMs),
	);
}

type Range = Exclude<ReturnType<typeof rangeOf>, Answer>;

function summaryRow(skill: Skill, range: Range, { version }: AcdRequest, tenant: AcdTenant) {
	const { rules } = tenant;
	const outcomes = knownOutcomes(skill, range, tenant);
	const abandonCount = sumOf(outcomes, 'abandons');
	const contactsHandled = sumOf(outcomes, 'handled');
	const contactsOffered = contactsHandled + abandonCount;
	const isText = version <= rules.summaryTextUntil;
	const ratePercent = contactsOffered === 0 ? 0 : (100 * abandonCount) / contactsOffered;
	const figures = {
		abandonCount,
		abandonRate: isText ? Math.round(ratePercent) : ratePercent,
		contactsHandled,
		contactsOffered,
		dials: sumOf(outcomes, 'dials'),
		connects: sumOf(outcomes, 'connects'),
		rightPartyConnects: sumOf(outcomes, 'rightPartyConnects'),
	};
	const shown = Object.entries(figures).map(
		([name, value]) => [name, isText ? String(value) : value] as const,
	);
	const { skillId, skillName } = skill;
	const entries = [['skillId', skillId] as const, ['skillName', skillName] as const, ...shown];
	const hasPascalCase = version <= rules.summaryPascalCaseUntil;
	const row = entries.map(([name, value]) => [hasPascalCase ? upperFirst(name) : name, value]);
	return Object.fromEntries(row);
}

function summaryOf(skills: readonly Skill[], request: AcdRequest, tenant: AcdTenant): Answer {
	const range = rangeOf(request);
	if ('status' in range) return range;
	return acdOk({
		...reportEnvelope(tenant.now()),
		skillSummaries: skills.map((skill) => summaryRow(skill, range, request, tenant)),
	});
}

/** What became of a skill's calls in a range of at most 30 days. */
export function skillSummary(request: AcdRequest, tenant: AcdTenant): Answer {
	const skill = tenant.store.skill(idNumber(request));
	if (skill === undefined) return reportRefusal(404, 'InvalidSkillId');
	return summaryOf([skill], request, tenant);
}

/** The same of every skill, or of those that the filters name. */
export function skillsSummary(request: AcdRequest, tenant: AcdTenant): Answer {
	const { mediaTypeId, isOutbound } = request.query;
	const skills = tenant.store.skills.filter(
		(skill) =>
			(mediaTypeId === undefined || skill.mediaTypeId === wholeNumber(mediaTypeId)) &&
			(isOutbound === undefined || skill.isOutbound === (isOutbound.toLowerCase() === 'true')),
	);
	return summaryOf(skills, request, tenant);
}

/** The figures of every interval in which a skill called. */
function intervalRows(skill: Skill, outcomes: readonly SkillOutcome[]) {
	const byInterval = new Map<number, SkillOutcome[]>();
	for (const outcome of outcomes) {
		const intervalMs = Math.floor(outcome.atMs / INTERVAL_MS) * INTERVAL_MS;
		const part = byInterval.get(intervalMs) ?? [];
		part.push(outcome);
		byInterval.set(intervalMs, part);
	}
	return [...byInterval].map(([intervalMs, part]) => ({
		businessUnitId: SANDBOX_TENANT.businessUnitId,
		businessUnitName: 'Sandbox',
		intervalStartDate: isoTime(intervalMs),
		skillId: skill.skillId,
		skillName: skill.skillName,
		mediaTypeId: skill.mediaTypeId,
		mediaTypeName: 'Call',
		dials: sumOf(part, 'dials'),
		connects: sumOf(part, 'connects'),
		connectsAHT: 0,
		rightPartyConnects: sumOf(part, 'rightPartyConnects'),
		rightPartyConnectsAHT: 0,
		abandons: sumOf(part, 'abandons'),
	}));
}

/** What became of the calls of all skills, by quarters of an hour. */
export function dialerContacts(request: AcdRequest, tenant: AcdTenant): Answer {
	const { store, rules } = tenant;
	const range = rangeOf(request);
	if ('status' in range) return range;
	const { mediaTypeId } = request.query;
	const wanted = wholeNumber(mediaTypeId);
	const isNeeded = mediaTypeId !== undefined || rules.isMediaTypeNeeded;
	if (isNeeded && wanted === undefined) return reportRefusal(400, 'Invalid mediaTypeId');
	const rows = store.skills
		.filter((skill) => wanted === undefined || skill.mediaTypeId === wanted)
		.flatMap((skill) => intervalRows(skill, knownOutcomes(skill, range, tenant)));
	if (rows.length === 0) return noRows('No data for the specified period');
	return acdOk({ [rules.dialerContactsName]: rows });
}
