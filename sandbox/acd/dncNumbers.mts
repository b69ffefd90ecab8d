import type { DncGroup } from '../outbound.mts';

/** A number as DNC groups compare it: digits alone, ten of a North American one. */
export function dncDigits(phone: string): string {
	const digits = phone.replace(/\D/g, '');
	return /^1[2-9]\d{9}$/.test(digits) ? digits.slice(1) : digits;
}

/** When a group stops holding a number back, milliseconds since 1970. */
export function dncExpiryMs({ expiresAtMs = {} }: DncGroup, phone: string): number {
	return expiresAtMs[dncDigits(phone)] ?? Infinity;
}

/** Whether a group holds its numbers back at all. */
export function isGroupActive({ isActive = true }: DncGroup): boolean {
	return isActive;
}

/** The numbers that a skill must not call now, as `dncDigits` writes them. */
export function numbersHeldBack(
	groups: readonly DncGroup[],
	skillId: number,
	atMs: number,
): ReadonlySet<string> {
	const held = new Set<string>();
	for (const group of groups) {
		if (!isGroupActive(group) || !group.scrubbedSkillIds.includes(skillId)) continue;
		for (const phone of group.phoneNumbers) {
			if (atMs < dncExpiryMs(group, phone)) held.add(dncDigits(phone));
		}
	}
	return held;
}
