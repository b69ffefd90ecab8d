import type { Answer } from '../answer.mts';
import type { Skill } from '../outbound.mts';
import { acdAnswer, acdOk, acdRefusal, noRows, reportRefusal } from './answer.mts';
import { isoTime, reportDate } from './dates.mts';
import { reportEnvelope } from './dialects.mts';
import { adminPage, totalOf } from './paging.mts';
import { type AcdRequest, idNumber, wholeNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';
import { upperFirst } from './upperFirst.mts';

const DAY_MS = 86_400_000;

/** Answers with what a skill gives, or 404 where there is none of the id. */
export function withSkill(
	request: AcdRequest,
	{ store }: AcdTenant,
	work: (skill: Skill) => Answer,
): Answer {
	const skill = store.skill(idNumber(request));
	return skill === undefined ? acdRefusal(404, 'InvalidSkillId') : work(skill);
}

/** Whether a skill dials records. */
export function isDialer({ isOutbound, outboundStrategy }: Skill): boolean {
	return isOutbound && outboundStrategy === 'Personal Connection';
}

function showSkill(skill: Skill, { rules }: AcdTenant) {
	const isShownRunning =
		skill.isStarted && (rules.isRunningShown === 'started' || skill.contactsActive > 0);
	return {
		skillId: skill.skillId,
		skillName: skill.skillName,
		mediaTypeId: skill.mediaTypeId,
		isActive: skill.isActive,
		isOutbound: skill.isOutbound,
		outboundStrategy: skill.outboundStrategy,
		// Absent, not false, where nothing runs.
		...(isShownRunning && { isRunning: true }),
		campaignId: skill.campaignId,
		campaignName: 'Default',
		callerIdOverride: skill.callerIdOverride,
		agentless: skill.agentless,
		scriptId: 0,
		callSuppressionScriptId: 0,
		notes: '',
	};
}

/** Skills, filtered, in pages. */
export function findSkills(request: AcdRequest, tenant: AcdTenant): Answer {
	const { mediaTypeId, outboundStrategy, isActive, searchString } = request.query;
	const sought = searchString?.toLowerCase();
	const skills = tenant.store.skills.filter(
		(skill) =>
			(mediaTypeId === undefined || skill.mediaTypeId === wholeNumber(mediaTypeId)) &&
			(outboundStrategy === undefined || skill.outboundStrategy === outboundStrategy) &&
			(isActive === undefined || skill.isActive === (isActive.toLowerCase() === 'true')) &&
			(sought === undefined || skill.skillName.toLowerCase().includes(sought)),
	);
	const page = adminPage(request, linksOrigin(tenant), skills);
	if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
	if (page.rows.length === 0) return noRows('No Skills found');
	return acdOk({
		...reportEnvelope(tenant.now()),
		totalRecords: totalOf(page.totalRecords, tenant.rules),
		_links: page._links,
		skills: page.rows.map((skill) => showSkill(skill, tenant)),
	});
}

/** One skill. */
export function getSkill(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		const shown = showSkill(skill, tenant);
		return acdOk(tenant.rules.isSkillInArray ? { skills: [shown] } : shown);
	});
}

/** The agents that are assigned to a skill. */
export function skillAgents(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, ({ skillId, skillName, agents }) => {
		if (agents === 0) return noRows('No agents assigned');
		const rows = Array.from({ length: agents }, (_, index) => ({
			agentId: 1 + index,
			firstName: 'Agent',
			lastName: String(1 + index),
			agentProficiencyValue: 3,
			isActive: true,
			isSkillActive: true,
			skillId,
			skillName,
		}));
		return acdOk({
			...reportEnvelope(tenant.now()),
			totalRecords: totalOf(agents, tenant.rules),
			agentSkillAssignments: rows,
		});
	});
}

/** What goes on at a skill. */
export function skillActivity(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		const activity = {
			serverTime: isoTime(tenant.now()),
			skillId: skill.skillId,
			skillName: skill.skillName,
			agentsAvailable: 0,
			agentsIdle: 0,
			agentsLoggedIn: 0,
			agentsUnavailable: 0,
			agentsWorking: Math.min(skill.contactsActive, skill.agents),
			contactsActive: skill.contactsActive,
			queueCount: 0,
			isActive: skill.isActive,
			isNaturalCalling: isDialer(skill),
			isOutbound: skill.isOutbound,
			mediaTypeId: skill.mediaTypeId,
		};
		return acdOk({ ...reportEnvelope(tenant.now()), skillActivity: [activity] });
	});
}

/** Until this version the names of a summary begin with a capital. */
const LAST_PASCAL_CASE_VERSION = 12;
/** Until this version every figure of a summary is text, and the rate a whole number. */
const LAST_TEXT_SUMMARY_VERSION = 21;

/** What became of a skill's calls in a range of at most 30 days. */
export function skillSummary(request: AcdRequest, tenant: AcdTenant): Answer {
	const skill = tenant.store.skill(idNumber(request));
	if (skill === undefined) return reportRefusal(404, 'InvalidSkillId');
	const { startDate, endDate } = request.query;
	const startMs = startDate === undefined ? undefined : reportDate(startDate);
	const endMs = endDate === undefined ? undefined : reportDate(endDate);
	if (startMs === undefined) return reportRefusal(400, 'Invalid startDate');
	if (endMs === undefined) return reportRefusal(400, 'Invalid endDate');
	if (endMs - startMs > 30 * DAY_MS) {
		return reportRefusal(400, 'Invalid date range. Max 30 days.');
	}
	const shownUntilMs = tenant.now() - tenant.rules.warehouseDelayMinutes * 60_000;
	const outcomes = skill.outcomes.filter(
		({ atMs }) => atMs >= startMs && atMs <= Math.min(endMs, shownUntilMs),
	);
	const sum = (name: 'dials' | 'connects' | 'rightPartyConnects' | 'abandons' | 'handled') =>
		outcomes.reduce((total, outcome) => total + outcome[name], 0);
	const abandonCount = sum('abandons');
	const contactsHandled = sum('handled');
	const contactsOffered = contactsHandled + abandonCount;
	const isOldStyle = request.version <= LAST_TEXT_SUMMARY_VERSION;
	const ratePercent = contactsOffered === 0 ? 0 : (100 * abandonCount) / contactsOffered;
	const figures = {
		abandonCount,
		abandonRate: isOldStyle ? Math.round(ratePercent) : ratePercent,
		contactsHandled,
		contactsOffered,
		dials: sum('dials'),
		connects: sum('connects'),
		rightPartyConnects: sum('rightPartyConnects'),
	};
	const { skillId, skillName } = skill;
	const asShown = (value: number) => (isOldStyle ? String(value) : value);
	const shown = Object.entries(figures).map(([name, value]) => [name, asShown(value)] as const);
	const entries = [['skillId', skillId] as const, ['skillName', skillName] as const, ...shown];
	const hasPascalCase = request.version <= LAST_PASCAL_CASE_VERSION;
	const row = entries.map(([name, value]) => [hasPascalCase ? upperFirst(name) : name, value]);
	return acdOk({
		...reportEnvelope(tenant.now()),
		skillSummaries: [Object.fromEntries(row)],
	});
}

/** Starts a skill: from now on it dials. 202 without a body, also when it runs already. */
export function startSkill(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		if (!isDialer(skill) || !skill.isActive) return acdRefusal(400, 'InvalidSkillId');
		skill.isStarted = true;
		return acdAnswer(202, undefined, 'Accepted');
	});
}

/** Stops a skill. Calls that are up go on, unless `force` ends them at once. */
export function stopSkill(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		if (!isDialer(skill)) return acdRefusal(400, 'InvalidSkillId');
		skill.isStarted = false;
		if (request.query.force?.toLowerCase() === 'true') skill.contactsActive = 0;
		return acdOk(undefined);
	});
}
