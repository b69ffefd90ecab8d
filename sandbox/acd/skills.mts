import type { Answer } from '../answer.mts';
import type { Skill } from '../outbound.mts';
import { contactsActive, loggedInAgents } from './agents.mts';
import { acdAnswer, acdOk, acdRefusal, noRows } from './answer.mts';
import { isRunning } from './callingHours.mts';
import { isoTime } from './dates.mts';
import { reportEnvelope } from './dialects.mts';
import { adminPage, totalOf } from './paging.mts';
import { type AcdRequest, idNumber, wholeNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

const MINUTE_MS = 60_000;

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

function showSkill(skill: Skill, { rules, now }: AcdTenant) {
	const nowMs = now();
	const isShownRunning =
		isRunning(skill, nowMs, rules) &&
		(rules.isRunningShown === 'started' || contactsActive(skill, nowMs) > 0);
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
		const active = contactsActive(
			skill,
			tenant.now() - tenant.rules.activityLagMinutes * MINUTE_MS,
		);
		const loggedIn = loggedInAgents(skill);
		const working = Math.min(active, loggedIn);
		const activity = {
			serverTime: isoTime(tenant.now()),
			skillId: skill.skillId,
			skillName: skill.skillName,
			agentsAvailable: loggedIn - working,
			agentsIdle: 0,
			agentsLoggedIn: loggedIn,
			agentsUnavailable: 0,
			agentsWorking: working,
			contactsActive: active,
			queueCount: 0,
			isActive: skill.isActive,
			isNaturalCalling: isDialer(skill),
			isOutbound: skill.isOutbound,
			mediaTypeId: skill.mediaTypeId,
		};
		return acdOk({ ...reportEnvelope(tenant.now()), skillActivity: [activity] });
	});
}

/** Lets a skill dial from now on, whether it did or not. */
export function letDial(skill: Skill, nowMs: number): void {
	skill.isStarted = true;
	skill.startedAtMs ??= nowMs;
}

/** Starts a skill: from now on it dials. 202 without a body, also when it runs already. */
export function startSkill(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		if (!isDialer(skill) || !skill.isActive) return acdRefusal(400, 'InvalidSkillId');
		letDial(skill, tenant.now());
		return acdAnswer(202, undefined, 'Accepted');
	});
}

/** Stops a skill. Calls that are up go on, unless `force` ends them at once. */
export function stopSkill(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, (skill) => {
		if (!isDialer(skill)) return acdRefusal(400, 'InvalidSkillId');
		const nowMs = tenant.now();
		skill.isStarted = false;
		skill.stoppedAtMs = nowMs;
		skill.startedAtMs = undefined;
		if (request.query.force?.toLowerCase() === 'true') {
			skill.contactsActive = 0;
			for (const call of skill.calls) call.endsAtMs = Math.min(call.endsAtMs, nowMs);
		}
		return acdOk(undefined);
	});
}
