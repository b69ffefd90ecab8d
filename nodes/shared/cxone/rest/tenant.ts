import type { Session } from '../../transport/session';
import type { Interactions } from '../history';
import type { Campaigns, Family, Lists } from '../tenant';
import { access } from './access';
import { browseCampaigns, findCampaignsByName, getCampaignById } from './campaigns';
import { fillLists } from './fill';
import { readInteractions } from './interactions';
import { launchCampaign } from './launch';
import { browseLists, createListOnce, findListsByName, getListById } from './lists';
import { lookUpEach } from './lookUp';
import { MAX_PAGE_SIZE } from './schemas';

function interactionsOf(session: Session): Interactions {
	return {
		read: async (query, sink, count) => await readInteractions(session, query, sink, count),
		notes: () => [],
	};
}

function listsOf(session: Session): Lists {
	const find = async (name: string) => await findListsByName(session, name);
	return {
		find,
		findEach: async (names) => await lookUpEach(session, names, find),
		browse: async (filter) => await browseLists(session, filter),
		get: async (listId) => await getListById(session, listId),
		isEmpty: async (listId) => (await getListById(session, listId))?.contactCount === 0,
		create: async (list) => await createListOnce(session, list),
		fill: async (fillings, how) => await fillLists(session, fillings, how),
	};
}

function campaignsOf(session: Session): Campaigns {
	const find = async (name: string) => await findCampaignsByName(session, name);
	return {
		find,
		findEach: async (names) => await lookUpEach(session, names, find),
		browse: async (options) => await browseCampaigns(session, options),
		get: async (campaignId) => await getCampaignById(session, campaignId),
		launch: async (order, how) => await launchCampaign(session, order, how),
	};
}

/** CXone's REST API, for OAuth2 client credentials (contract 1). */
export const rest: Family = {
	access,
	dialsBy: 'campaigns',
	open: (session) => ({
		dialsBy: 'campaigns',
		session,
		traits: { isSearchSplit: true, mostRowsOnPage: MAX_PAGE_SIZE },
		interactions: interactionsOf(session),
		lists: listsOf(session),
		campaigns: campaignsOf(session),
	}),
};
