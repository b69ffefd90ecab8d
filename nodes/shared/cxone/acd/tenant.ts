import type { Session } from '../../transport/session';
import type { CallingLists, Skills } from '../skillTenant';
import type { Family, NamedRecord } from '../tenant';
import { access } from './access';
import { MOST_CONTACTS_ON_PAGE } from './contactPages';
import { readCallingLists } from './callingLists';
import { openInteractions } from './interactions';
import { findSkill, isDialing, readSkills } from './skills';

function holding<Row extends NamedRecord>(rows: Row[], filter = ''): Row[] {
	const wanted = filter.toLowerCase();
	return rows.filter(({ name }) => name.toLowerCase().includes(wanted));
}

function skillsOf(session: Session): Skills {
	return {
		find: async (locator) => await findSkill(session, locator),
		browse: async (filter) => {
			const skills = (await readSkills(session)).filter(isDialing);
			return holding(
				skills.map(({ id, name }) => ({ id, name })),
				filter,
			);
		},
	};
}

function callingListsOf(session: Session): CallingLists {
	return {
		browse: async (filter) => {
			const lists = await readCallingLists(session);
			return holding(
				lists.map(({ id, name }) => ({ id, name })),
				filter,
			);
		},
	};
}

/** NICE's published ACD API, for access keys (contract 4). */
export const acd: Family = {
	access,
	open: (session) => ({
		dialsBy: 'skills',
		session,
		traits: { isSearchSplit: false, mostRowsOnPage: MOST_CONTACTS_ON_PAGE },
		interactions: openInteractions(session),
		callingLists: callingListsOf(session),
		skills: skillsOf(session),
	}),
};
