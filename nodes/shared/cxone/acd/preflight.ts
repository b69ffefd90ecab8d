import { judgePhones } from '../../core/listChecks';
import type { CallingHours } from '../../core/callingHours';
import type { Check, Fact, Unknown } from '../../core/checks';
import { judgeSkill, type PreflightLimits, type SkillFacts } from '../../core/preflight';
import { runPool } from '../../core/pool';
import { DAY_MS } from '../../core/time';
import { parseTimeOfDay } from '../../core/timeOfDay';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { PreflightSkill, RunFeeds, Skill } from '../skillTenant';
import type { AcdRecord } from './answers';
import { findDncGroups, getScrubbedSkills } from './calls';
import { blockOf, factOf, valueOfFact } from './facts';
import { ADMIN_PAGE_SIZE, readRows } from './rows';
import { readAbandonRate } from './skillSummary';
import { getCpaManagement, getScheduleSettings, getSkillTimeZones } from './skillCalls';
import { readActiveAgents } from './skills';
import { readSkillParameters } from './skillParameters';
import { flagOf, numberOf, textOf, valueOf } from './values';

/** Skills, and DNC groups, that are read side by side. */
const WORKERS = 4;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

async function readAbandonment(
	session: Session,
	skillId: string,
): Promise<SkillFacts['abandonment']> {
	const reply = await request(session, getCpaManagement, { path: { skillId } });
	if (reply.kind !== 'done') return { unknown: 'CXone does not show it' };
	const block = blockOf(reply.answer, 'cpaSettings');
	return {
		known: {
			hasMessage: textOf(block, 'abandonMessagePath') !== undefined,
			timeoutSeconds: numberOf(block, 'abandonTimeout'),
		},
	};
}

function rowsIn(value: unknown): AcdRecord[] {
	return Array.isArray(value) ? value.map((row: unknown) => Object(row) as AcdRecord) : [];
}

async function readTimeZones(
	session: Session,
	skillId: string,
): Promise<CallingHours[] | undefined> {
	const reply = await request(session, getSkillTimeZones, { path: { skillId } });
	if (reply.kind !== 'done') return undefined;
	return reply.answer.rows.map((zone) => ({
		name: textOf(zone, 'standardName') ?? textOf(zone, 'name') ?? 'a zone without name',
		isActive: flagOf(zone, 'timeZoneActiveToCall'),
		startMinutes: parseTimeOfDay(valueOf(zone, 'startTime')),
		endMinutes: parseTimeOfDay(valueOf(zone, 'endTime')),
	}));
}

async function readSchedule(session: Session, skillId: string) {
	const reply = await request(session, getScheduleSettings, { path: { skillId } });
	if (reply.kind !== 'done') return undefined;
	const block = blockOf(reply.answer, 'scheduleSettings');
	const single = DAYS.map((day) => ({
		name: day,
		isActive: flagOf(block, `${day}IsActive`),
		startMinutes: parseTimeOfDay(valueOf(block, `${day}StartTime`)),
		endMinutes: parseTimeOfDay(valueOf(block, `${day}EndTime`)),
	}));
	const listed = rowsIn(valueOf(block, 'schedules')).map((row) => ({
		name: textOf(row, 'day') ?? 'a day without name',
		isActive: flagOf(row, 'isActive'),
		startMinutes: parseTimeOfDay(valueOf(row, 'startTime')),
		endMinutes: parseTimeOfDay(valueOf(row, 'endTime')),
	}));
	return {
		isScheduled: flagOf(block, 'isScheduled'),
		days: listed.length > 0 ? listed : single,
	};
}

async function readOrdering(session: Session, skillId: string): Promise<SkillFacts['ordering']> {
	const parameters = await readSkillParameters(session, skillId);
	if ('unknown' in parameters) return parameters;
	const block = valueOf(parameters.known, 'listManagementSettings');
	const options = valueOf(Object(block) as AcdRecord, 'listOrderingOptions');
	if (!Array.isArray(options)) return { unknown: 'CXone does not show the order of the records' };
	return {
		known: rowsIn(options).map((option) => ({
			by: textOf(option, 'orderType') ?? '',
			direction: textOf(option, 'direction') ?? '',
		})),
	};
}

/** Names of DNC groups by the id of the skill that they keep from their numbers, and why some could not be read. */
interface Scrubbing {
	groups: Map<string, string[]>;
	unread: Unknown | undefined;
}

async function readScrubbing(session: Session): Promise<Scrubbing | undefined> {
	const all = await readRows(session, findDncGroups, {
		pageSize: ADMIN_PAGE_SIZE,
		idField: 'dncGroupId',
	});
	if (all === undefined) return undefined;
	const scrubbing: Scrubbing = { groups: new Map(), unread: undefined };
	const active = all.filter((group) => flagOf(group, 'isActive') !== false);
	await runPool(active, WORKERS, async (group) => {
		const groupId = textOf(group, 'dncGroupId') ?? '';
		const skills = await factOf(
			readRows(session, getScrubbedSkills, {
				path: { groupId },
				pageSize: ADMIN_PAGE_SIZE,
				idField: 'skillId',
			}),
		);
		if ('unknown' in skills) scrubbing.unread = skills;
		for (const row of valueOfFact(skills) ?? []) {
			const skillId = textOf(row, 'skillId') ?? '';
			const names = scrubbing.groups.get(skillId) ?? [];
			scrubbing.groups.set(skillId, [...names, textOf(group, 'dncGroupName') ?? groupId]);
		}
	});
	return scrubbing;
}

function dncGroupsOf(scrubbing: Fact<Scrubbing>, skillId: string): SkillFacts['dncGroups'] {
	if ('unknown' in scrubbing) return scrubbing;
	const { groups, unread } = scrubbing.known;
	const names = groups.get(skillId);
	return names === undefined && unread !== undefined ? unread : { known: names ?? [] };
}

function holds(record: AcdRecord, name: string): boolean {
	return Object.keys(record).some((key) => key.toLowerCase() === name.toLowerCase());
}

function callerIdOf(skill: Skill, businessUnit: AcdRecord | undefined): SkillFacts['callerId'] {
	if (skill.callerId !== undefined) return { known: 'skill' };
	const ofTenant = businessUnit === undefined ? undefined : textOf(businessUnit, 'globalCallerId');
	if (ofTenant !== undefined) return { known: 'tenant' };
	const isShown =
		holds(skill.row, 'callerIdOverride') &&
		businessUnit !== undefined &&
		holds(businessUnit, 'globalCallerId');
	return isShown
		? { known: 'none' }
		: { unknown: 'CXone shows no number, and not that there is none' };
}

async function readFacts(
	session: Session,
	{ skill, settingsDiffer }: PreflightSkill,
	shared: {
		feeds: RunFeeds;
		scrubbing: Fact<Scrubbing>;
		businessUnit: AcdRecord | undefined;
		limits: PreflightLimits & { todayFromMs: number };
	},
): Promise<SkillFacts> {
	const { feeds, scrubbing, businessUnit, limits } = shared;
	const nowMs = session.now();
	const rates = async (): Promise<SkillFacts['rates']> => {
		if (limits.ceilingPercent === undefined) return { unknown: 'no ceiling is set' };
		const windowFromMs = nowMs - limits.windowDays * DAY_MS;
		const window = await factOf(readAbandonRate(session, skill.id, windowFromMs, nowMs));
		if ('unknown' in window) return window;
		const today = await factOf(readAbandonRate(session, skill.id, limits.todayFromMs, nowMs));
		return { known: { today: valueOfFact(today), window: window.known } };
	};
	const abandonment = await factOf(readAbandonment(session, skill.id));
	return {
		settingsDiffer,
		...feeds.feedsOf(skill.id),
		abandonment: 'known' in abandonment ? abandonment.known : abandonment,
		timeZones: await factOf(readTimeZones(session, skill.id)),
		schedule: await factOf(readSchedule(session, skill.id)),
		activeAgents: await factOf(readActiveAgents(session, skill.id)),
		isAgentless: skill.isAgentless,
		callerId: callerIdOf(skill, businessUnit),
		dncGroups: dncGroupsOf(scrubbing, skill.id),
		ordering: await readOrdering(session, skill.id),
		rates: await rates(),
	};
}

/** The checks of the skills of a run, by skill; reads only (contract 4.3). What cannot be read makes its check unknown. */
export async function checkSkills(
	session: Session,
	skills: readonly PreflightSkill[],
	feeds: RunFeeds,
	limits: PreflightLimits & { todayFromMs: number },
	readUnit: () => Promise<AcdRecord | undefined>,
): Promise<Map<string, Check[]>> {
	const scrubbing = await factOf(readScrubbing(session));
	const businessUnit = await readUnit();
	const onePhoneOnce = judgePhones(feeds.phones);
	const shared = { feeds, scrubbing, businessUnit, limits };
	const checks = await runPool(skills, WORKERS, async (one) => {
		const facts = await readFacts(session, one, shared);
		const all = [...judgeSkill(facts, limits), onePhoneOnce];
		return [one.skill.id, all] as const;
	});
	return new Map(checks);
}
