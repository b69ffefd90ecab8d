import type { Session } from '../../transport/session';
import type { CallingLists, Skills } from '../skillTenant';
import type { Family, NamedRecord } from '../tenant';
import { access } from './access';
import { MOST_CONTACTS_ON_PAGE } from './contactQuestion';
import { readCallingLists } from './callingLists';
import { startDialing, stopDialing } from './dialing';
import { factOf, valueOfFact } from './facts';
import { readFeeds } from './feeds';
import { openInteractions } from './interactions';
import { chooseList } from './listOfName';
import { checkSkills } from './preflight';
import { compareSettings, configureSkill, readBusinessUnit } from './skillSettings';
import { findSkill, isDialing, readSkills } from './skills';
import { uploadContacts } from './upload';
import { readStatus } from './skillStatus';

function holding<Row extends NamedRecord>(rows: Row[], filter = ''): Row[] {
	const wanted = filter.toLowerCase();
	return rows.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** The value of `read`, which is asked once. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
	let reading: Promise<Value> | undefined;
	return async () => await (reading ??= read());
}

function skillsOf(session: Session): Skills {
	const readAll = once(async () => await readSkills(session));
	const readUnit = once(async () => valueOfFact(await factOf(readBusinessUnit(session))));
	const allDialing = async () => (await readAll()).filter(isDialing);
	return {
		find: async (locator, rule) => await findSkill(session, locator, readAll, rule),
		browse: async (filter) =>
			holding(
				(await allDialing()).map(({ id, name }) => ({ id, name })),
				filter,
			),
		all: allDialing,
		configure: async (skill, order) => await configureSkill(session, skill, order, readUnit),
		compare: async (skill, order) => await compareSettings(session, skill, order, readUnit),
		readFeeds: async (wanted, scope) => await readFeeds(session, wanted, scope),
		preflight: async (skills, feeds, limits) =>
			await checkSkills(session, skills, feeds, limits, readUnit),
		start: async (skill) => await startDialing(session, skill),
		stop: async (skillId, isForced) => await stopDialing(session, skillId, isForced),
		status: async (skill, spans) => await readStatus(session, skill, spans),
	};
}

function callingListsOf(session: Session): CallingLists {
	const readAll = once(async () => await readCallingLists(session));
	return {
		find: async (name) => chooseList(await readAll(), name),
		upload: async (order) => await uploadContacts(session, order),
		browse: async (filter) => {
			const lists = await readAll();
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
	dialsBy: 'skills',
	open: (session) => ({
		dialsBy: 'skills',
		session,
		traits: { isSearchSplit: false, mostRowsOnPage: MOST_CONTACTS_ON_PAGE },
		interactions: openInteractions(session),
		callingLists: callingListsOf(session),
		skills: skillsOf(session),
	}),
};
