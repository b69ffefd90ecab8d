import type { Answer } from '../answer.mts';
import type { Skill } from '../outbound.mts';
import { acdRefusal } from './answer.mts';
import type { AcdRequest } from './request.mts';
import { isDialer, withSkill } from './skills.mts';
import type { AcdTenant } from './tenant.mts';

/** The settings of a skill, by blocks. */
export type Blocks = Skill['parameters'];

/** Answers with what the settings of a skill give, or 400 where it dials nothing. */
export function withDialer(
	request: AcdRequest,
	tenant: AcdTenant,
	work: (blocks: Blocks) => Answer,
): Answer {
	return withSkill(request, tenant, (skill) =>
		isDialer(skill) ? work(skill.parameters) : acdRefusal(400, 'InvalidSkillId'),
	);
}

/** A block of settings as a body wraps it. */
export function blockOf(body: unknown, name: string): Record<string, unknown> | undefined {
	const block: unknown = Object(body)[name];
	const isObject = typeof block === 'object' && block !== null && !Array.isArray(block);
	return isObject ? { ...block } : undefined;
}
