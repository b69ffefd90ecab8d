import type { RestCallName as CallName } from '../../sandbox/server.mts';
import type { Fault } from './fault.mts';
import { CONTACT_IDS } from './job.mts';

/** What the job comes to under a fault. */
export interface Expectation {
	outcome: 'recovers' | 'stops';
	/** Requests of the faulted call in the whole job; undefined where the engine's line decides. */
	requests: number | undefined;
}

/** Attempts of a call in all, and of a query (contract 1.2 and 3.2). */
const TRIES = 4;

/** Requests of each call in the undisturbed job. */
export const UNDISTURBED: Record<CallName, number> = {
	token: 1,
	searchInteractions: 2,
	findLists: 6,
	getList: 3,
	createList: 3,
	addContacts: 3,
	findCampaigns: 6,
	createCampaign: 3,
	getCampaign: 0,
};

/** Calls whose failure leaves no other to be tried: the job has one token and one query, and launches one by one. */
export const ONE_BY_ONE: CallName[] = ['token', 'searchInteractions', 'createCampaign'];

const BATCHES = 3;

/** Look-ups that come before a create and once more after it, by which runs at the same time are seen. */
const LOOKED_TWICE: CallName[] = ['findLists', 'findCampaigns'];
const CREATES = 3;

/** What the table says of one call, when the fault passes or persists. */
export function expectationOf(fault: Fault, call: CallName, isPersisting: boolean): Expectation {
	const isLookedTwice = LOOKED_TWICE.includes(call);
	const before = UNDISTURBED[call] - (isLookedTwice ? CREATES : 0);
	const units = ONE_BY_ONE.includes(call) ? 1 : before;
	const { behaviour, pagesPerAttempt = 1 } = fault;
	const extra = fault.extraRequests ?? pagesPerAttempt;
	const recovers = (more: number): Expectation => ({
		outcome: 'recovers',
		requests: UNDISTURBED[call] + more,
	});
	switch (behaviour) {
		case 'refused':
			// The other lists are made all the same; no campaign is.
			if (call === 'findLists' && !isPersisting)
				return { outcome: 'stops', requests: units + CREATES - 1 };
			return { outcome: 'stops', requests: units };
		case 'notKnown':
			return { outcome: 'stops', requests: units };
		case 'absent':
			// A name that is not found is looked for among all; one that stays absent is not asked after the create.
			return recovers(isLookedTwice ? (isPersisting ? 0 : 1) : 0);
		case 'passedOver':
		case 'found':
			return recovers(0);
		case 'retried':
		case 'restarted':
			return isPersisting
				? { outcome: 'stops', requests: units * TRIES * pagesPerAttempt }
				: recovers(extra);
		case 'halved':
			// A batch of n contacts that is halved down to single ones takes 2n − 1 requests.
			return isPersisting
				? { outcome: 'stops', requests: 2 * CONTACT_IDS.length - BATCHES }
				: recovers(2);
		case 'renewed':
			return isPersisting ? { outcome: 'stops', requests: undefined } : recovers(1);
	}
}
