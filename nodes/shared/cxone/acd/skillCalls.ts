import type { CallRule } from '../../transport/call';
import { recordUnder, rowsUnder, type AcdRecord, type AcdRows } from './answers';
import { read, ROOT, write } from './callBase';

/** A page of skills. */
export const findSkills: CallRule<AcdRows> = {
	...read,
	title: 'Look Up Skills',
	path: `${ROOT}/skills`,
	isPage: true,
	answer: rowsUnder('skills'),
};

/** One skill; `isRunning` shows only while it dials. */
export const getSkill: CallRule<AcdRecord> = {
	...read,
	title: 'Get Skill',
	path: `${ROOT}/skills/{skillId}`,
	answer: recordUnder('skills'),
};

/** The agents that are assigned to a skill. */
export const getSkillAgents: CallRule<AcdRows> = {
	...read,
	title: 'Get Agents of Skill',
	path: `${ROOT}/skills/{skillId}/agents`,
	isPage: true,
	answer: rowsUnder('agentSkillAssignments', 'agents'),
};

/** What goes on at a skill. */
export const getSkillActivity: CallRule<AcdRecord> = {
	...read,
	title: 'Get Activity of Skill',
	path: `${ROOT}/skills/{skillId}/activity`,
	answer: recordUnder('skillActivity'),
};

/** What became of the calls of a skill, in at most 30 days: a row, in the only array or alone; none at all for no calls. */
export const getSkillSummary: CallRule<AcdRows> = {
	...read,
	title: 'Get Summary of Skill',
	path: `${ROOT}/skills/{skillId}/summary`,
	answer: {
		safeParse: (body) => {
			const rows = rowsUnder().safeParse(body);
			if (rows.success) return rows;
			const row = recordUnder().safeParse(body);
			return row.success ? { success: true, data: { rows: [row.data], total: undefined } } : row;
		},
	},
};

/** All parameters of a skill, each block under a name of its own. */
export const getSkillParameters: CallRule<AcdRecord> = {
	...read,
	title: 'Get Parameters of Skill',
	path: `${ROOT}/skills/{skillId}/parameters`,
	answer: recordUnder(),
};

/** The general settings of a skill, its abandonment threshold among them. */
export const getGeneralSettings: CallRule<AcdRecord> = {
	...read,
	title: 'Get General Settings',
	path: `${ROOT}/skills/{skillId}/parameters/general-settings`,
	answer: recordUnder(),
};

/** Writes the general settings: the whole block, since what is left out may be reset. The last write wins. */
export const putGeneralSettings: CallRule<AcdRecord> = {
	...write,
	title: 'Set General Settings',
	method: 'PUT',
	path: `${ROOT}/skills/{skillId}/parameters/general-settings`,
	right: 'Skills Edit',
};

/** Abandonment message and machine detection of a skill. */
export const getCpaManagement: CallRule<AcdRecord> = {
	...read,
	title: 'Get CPA Management',
	path: `${ROOT}/skills/{skillId}/parameters/cpa-management`,
	answer: recordUnder(),
};

/** Calling hours of a skill, by the zone of the contact. */
export const getSkillTimeZones: CallRule<AcdRows> = {
	...read,
	title: 'Get Time Zones of Skill',
	path: `${ROOT}/skills/{skillId}/parameters/time-zones`,
	answer: rowsUnder('timeZoneSettings'),
};

/** The schedule by which a skill starts and stops by itself. */
export const getScheduleSettings: CallRule<AcdRecord> = {
	...read,
	title: 'Get Schedule of Skill',
	path: `${ROOT}/skills/{skillId}/parameters/schedule-settings`,
	answer: recordUnder(),
};

/** Starts a skill: it dials. A skill that runs already goes on. */
export const startSkill: CallRule<AcdRecord> = {
	...write,
	title: 'Start Skill',
	method: 'POST',
	path: `${ROOT}/skills/{skillId}/start`,
	right: 'Outbound Strategy Manager View',
	repeat: 'afterCheck',
};

/** Stops a skill; calls that are up go on unless it is forced. */
export const stopSkill: CallRule<AcdRecord> = {
	...write,
	title: 'Stop Skill',
	method: 'POST',
	path: `${ROOT}/skills/{skillId}/stop`,
	right: 'Outbound Strategy Manager View',
};
