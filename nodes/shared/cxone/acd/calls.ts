import type { CallRule } from '../../transport/call';
import { recordUnder, rowsUnder, type AcdRecord, type AcdRows } from './answers';
import { read, ROOT } from './callBase';
import { readContactPage, type ContactPage } from './dialects';

/** The business unit: what the tenant allows its skills. */
export const getBusinessUnit: CallRule<AcdRecord> = {
	...read,
	title: 'Get Business Unit',
	path: `${ROOT}/business-unit`,
	answer: recordUnder('businessUnits'),
};

/** The tenant's own numbers and addresses. */
export const getPointsOfContact: CallRule<AcdRows> = {
	...read,
	title: 'Get Points of Contact',
	path: `${ROOT}/points-of-contact`,
	answer: rowsUnder('pointsOfContact'),
};

/** The time zones by the names that records may bear. */
export const getTimeZones: CallRule<AcdRows> = {
	...read,
	title: 'Get Time Zones',
	path: `${ROOT}/timezones`,
	answer: rowsUnder('timeZones'),
};

/** A page of completed contacts. */
export const searchContacts: CallRule<ContactPage> = {
	...read,
	title: 'Search Completed Contacts',
	path: `${ROOT}/contacts/completed`,
	isPage: true,
	absentStatuses: [],
	answer: {
		safeParse: (body) => {
			const page = readContactPage(body);
			return page === undefined ? { success: false } : { success: true, data: page };
		},
	},
};

/** A page of the groups of numbers that must not be called. */
export const findDncGroups: CallRule<AcdRows> = {
	...read,
	title: 'Look Up DNC Groups',
	path: `${ROOT}/dnc-groups`,
	isPage: true,
	answer: rowsUnder('dncGroups'),
};

/** The skills that must not call the numbers of a DNC group. */
export const getScrubbedSkills: CallRule<AcdRows> = {
	...read,
	title: 'Get Scrubbed Skills',
	path: `${ROOT}/dnc-groups/{groupId}/scrubbed-skills`,
	isPage: true,
	answer: rowsUnder(),
};
