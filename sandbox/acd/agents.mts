import type { Skill } from '../outbound.mts';

/** Agents of a skill who are there to take calls. */
export function loggedInAgents({ agents, agentsLoggedIn = agents }: Skill): number {
	return Math.min(agents, agentsLoggedIn);
}

/** Calls that a skill makes in a minute: agents there × `maximumRatio`, or its ports where it needs no agent. */
export function callsPerMinute(skill: Skill): number {
	if (skill.agentless) return skill.agentlessPorts;
	return Math.floor(loggedInAgents(skill) * Number(skill.parameters.general.maximumRatio ?? 1));
}

/** Calls that are up on a skill. */
export function contactsActive({ contactsActive: others, calls }: Skill, atMs: number): number {
	return others + calls.filter((call) => call.startsAtMs <= atMs && atMs < call.endsAtMs).length;
}
