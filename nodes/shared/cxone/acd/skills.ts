import { hasLostDigits } from '../../core/fields';
import { InputFailure } from '../../core/inputFailure';
import { nearNames } from '../../core/nearNames';
import { settled } from '../../core/settled';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { Skill, SkillLocator } from '../skillTenant';
import type { AcdRecord } from './answers';
import { findSkills, getSkill, getSkillActivity, getSkillAgents } from './skillCalls';
import { ADMIN_PAGE_SIZE, readRows } from './rows';
import { flagOf, numberOf, textOf, valueOf } from './values';

/** The kind of skill that dials records of calling lists, without its blanks. */
const DIALING_STRATEGY = 'personalconnection';

/** Reads a skill; undefined for a row that names none. */
export function readSkill(row: AcdRecord): Skill | undefined {
	const id = hasLostDigits(valueOf(row, 'skillId')) ? undefined : textOf(row, 'skillId');
	const name = textOf(row, 'skillName');
	if (id === undefined || name === undefined) return undefined;
	return {
		id,
		name,
		isActive: flagOf(row, 'isActive'),
		isOutbound: flagOf(row, 'isOutbound'),
		strategy: textOf(row, 'outboundStrategy'),
		isShownRunning: flagOf(row, 'isRunning') === true,
		isAgentless: flagOf(row, 'agentless'),
		callerId: textOf(row, 'callerIdOverride'),
		row,
	};
}

/** Whether a skill dials records of calling lists, as far as CXone says. */
export function isDialing({ isOutbound, strategy }: Skill): boolean {
	return isOutbound === true && strategy?.replace(/\s/g, '').toLowerCase() === DIALING_STRATEGY;
}

/** All skills of the tenant. Throws a `CxoneFailure` where they cannot be read. */
export async function readSkills(session: Session): Promise<Skill[]> {
	const rows = await readRows(session, findSkills, {
		pageSize: ADMIN_PAGE_SIZE,
		idField: 'skillId',
	});
	return (rows ?? []).flatMap((row) => readSkill(row) ?? []);
}

/** One skill by its id; undefined where there is none. */
export async function getSkillById(session: Session, skillId: string): Promise<Skill | undefined> {
	const reply = await request(session, getSkill, { path: { skillId } });
	return reply.kind === 'done' ? readSkill(reply.answer) : undefined;
}

function checkDialing(skill: Skill, mayBeInactive: boolean): Skill {
	const { name } = skill;
	if (skill.isActive === false && !mayBeInactive)
		throw new InputFailure(`The skill '${name}' is not active`, 'Activate it in CXone.');
	if (!isDialing(skill))
		throw new InputFailure(
			`The skill '${name}' does not dial lists: it is no outbound skill of the strategy Personal Connection`,
			"Choose another one in 'Skill', or set one up in CXone: ACD, Skills.",
		);
	return skill;
}

/**
 * The skill that is meant: active, outbound and of the strategy Personal Connection. A name must be exactly that of one
 * skill. Throws an `InputFailure` that says what is wrong, with names that are near.
 */
export async function findSkill(
	session: Session,
	locator: SkillLocator,
	readAll: () => Promise<Skill[]> = async () => await readSkills(session),
	{ mayBeInactive } = { mayBeInactive: false },
): Promise<Skill> {
	const { by, value } = locator;
	if (by === 'id') {
		const skill = await getSkillById(session, value);
		if (skill !== undefined) return checkDialing(skill, mayBeInactive);
		throw new InputFailure(
			`CXone shows no skill with the ID '${value}'`,
			"Check 'Skill': the ID of a Personal Connection skill, which is no campaign's.",
		);
	}
	const skills = await readAll();
	const [skill, ...others] = skills.filter(({ name }) => name === value);
	if (others.length > 0)
		throw new InputFailure(
			`CXone has ${others.length + 1} skills named '${value}'`,
			"Rename one, or give the ID in 'Skill'.",
		);
	if (skill !== undefined) return checkDialing(skill, mayBeInactive);
	const near = nearNames(
		value,
		skills.filter(isDialing).map(({ name }) => name),
	);
	throw new InputFailure(
		`CXone has no skill named '${value}'`,
		near.length > 0
			? `Skills with a name like it: ${near.map((name) => `'${name}'`).join(', ')}.`
			: 'Set it up in CXone as a Personal Connection skill, or name another one.',
	);
}

/** What shows whether a skill dials. Its absence is no proof: one that is started and idle may not show. */
export interface RunningSigns {
	isRunning: boolean;
	/** What was seen, for people. */
	found: string;
}

/**
 * Whether a skill dials, as far as CXone shows it: `isRunning`, read anew, or contacts that are active. Throws a
 * `CxoneFailure` where the skill cannot be read; where its activity cannot, that is no sign.
 */
export async function readRunning(session: Session, skillId: string): Promise<RunningSigns> {
	const skill = await getSkillById(session, skillId);
	if (skill?.isShownRunning) return { isRunning: true, found: 'CXone shows it as running' };
	const look = await settled(request(session, getSkillActivity, { path: { skillId } }));
	if ('failure' in look || look.value.kind !== 'done')
		return { isRunning: false, found: 'not shown as running; its activity cannot be read' };
	const active = numberOf(look.value.answer, 'contactsActive') ?? 0;
	return active > 0
		? { isRunning: true, found: `${active} contacts are active on it` }
		: { isRunning: false, found: 'not shown as running, no contact active' };
}

/** How many active agents are assigned to a skill; undefined where the tenant does not show them. */
export async function readActiveAgents(
	session: Session,
	skillId: string,
): Promise<number | undefined> {
	const agents = await readRows(session, getSkillAgents, {
		path: { skillId },
		pageSize: ADMIN_PAGE_SIZE,
		idField: 'agentId',
	});
	return agents?.filter((agent) =>
		['isActive', 'isSkillActive'].every((flag) => flagOf(agent, flag) !== false),
	).length;
}
