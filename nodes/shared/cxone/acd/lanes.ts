import { MEDIA_TYPE_IDS } from '../../core/completedContact';
import { InputFailure } from '../../core/inputFailure';
import type { Dialect } from './dialects';

/** One of the queries that are made side by side for each window: what its contacts have in common. */
export interface Lane {
	mediaTypeId?: number;
	skillId?: string;
	/** The side of the call that is asked for, and its address in one spelling. */
	address?: { side: 'from' | 'to'; text: string };
}

/** The parameters of the call that narrow it to a lane; those of an address are called as the fields are. */
export function laneFilters(
	{ mediaTypeId, skillId, address }: Lane,
	dialect?: Dialect,
): Record<string, string> {
	return {
		...(mediaTypeId === undefined ? {} : { mediaTypeId: String(mediaTypeId) }),
		...(skillId === undefined ? {} : { skillId }),
		...(address === undefined || dialect === undefined
			? {}
			: { [dialect[address.side]]: address.text }),
	};
}

/** What a search is narrowed to. */
export interface Narrowing {
	/** Undefined for all types. */
	mediaTypes: ReadonlySet<number> | undefined;
	/** A lane for each skill, or one for all. */
	skillLanes: Lane[];
}

/** Reads what a search is narrowed to. Throws an `InputFailure` for a type or an id of a skill that is none. */
export function narrowingOf(
	interactionTypes: readonly string[],
	skillIds: readonly string[],
): Narrowing {
	const names = Object.keys(MEDIA_TYPE_IDS);
	if (interactionTypes.some((name) => !names.includes(name)))
		throw new InputFailure(
			"'Interaction Types' holds a type that there is not",
			`Choose among: ${names.join(', ')}.`,
		);
	if (skillIds.some((skillId) => !/^\d+$/.test(skillId)))
		throw new InputFailure(
			"'Skill IDs' holds something that is no ID of a skill",
			'Enter whole numbers, separated by commas: CXone shows them under ACD, Skills.',
		);
	const ids = new Set(interactionTypes.map((name) => MEDIA_TYPE_IDS[name]));
	return {
		mediaTypes: ids.size === 0 || ids.size === names.length ? undefined : ids,
		skillLanes: skillIds.length === 0 ? [{}] : skillIds.map((skillId) => ({ skillId })),
	};
}

/** The lanes of each combination. */
export function crossLanes(first: readonly Lane[], second: readonly Lane[]): Lane[] {
	return first.flatMap((a) => second.map((b) => ({ ...a, ...b })));
}
