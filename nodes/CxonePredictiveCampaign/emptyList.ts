import { lookWaits } from '../shared/core/createLook';
import { saysListIsEmpty } from '../shared/core/emptyListText';
import { settled } from '../shared/core/settled';
import { getListById } from '../shared/cxone/rest/lists';
import { CxoneFailure } from '../shared/transport/failure';
import type { Session } from '../shared/transport/session';
import { wait } from '../shared/transport/wait';
import { failureOf } from '../shared/transport/wording';
import type { LaunchPlan } from './plan';

/** How long a list that shows no contacts is watched: a batch that was taken on may be counted later. */
const WATCH_MS = 30_000;

async function countContacts(session: Session, listId: string): Promise<number | undefined> {
	const look = await settled(getListById(session, listId));
	return 'value' in look ? (look.value?.contactCount ?? undefined) : undefined;
}

/**
 * Whether the list of a campaign is known to be empty, as far as can be seen without a create. What CXone List Upsert
 * said of it counts for more than the count, which lags.
 */
export async function isKnownEmpty(session: Session, plan: LaunchPlan): Promise<boolean> {
	const { campaign, acceptedContacts } = plan;
	if (acceptedContacts !== undefined) return acceptedContacts === 0;
	if (!plan.isDryRun || campaign.listId === '') return false;
	const list = await getListById(session, campaign.listId);
	return list?.contactCount === 0;
}

/** Whether CXone refused a create as not valid, for an empty list or for anything else (contract 1.4). */
function isInvalid(failure: unknown): failure is CxoneFailure {
	return failure instanceof CxoneFailure && failure.facts.status === 400;
}

function saysEmpty({ facts }: CxoneFailure): boolean {
	return saysListIsEmpty(facts.detail ?? '');
}

/**
 * Creates a campaign; undefined when CXone refuses it because its list is empty, which takes a refusal that says so or
 * a count of 0, and a count that does not rise for 30 s. As soon as it rises the create is sent again: it was refused,
 * so it did nothing. Where the list must hold contacts, the refusal is thrown.
 */
export async function createUnlessEmpty<Created>(
	session: Session,
	plan: LaunchPlan,
	create: () => Promise<Created>,
): Promise<Created | undefined> {
	const first = await settled(create());
	if ('value' in first) return first.value;
	if (!isInvalid(first.failure)) throw first.failure;
	let refusal = first.failure;
	const isKnownFilled = (plan.acceptedContacts ?? 0) > 0;
	if (isKnownFilled && !saysEmpty(refusal)) throw refusal;
	let count = await countContacts(session, plan.campaign.listId);
	if (!saysEmpty(refusal) && count !== 0) throw refusal;
	if (count === undefined && !isKnownFilled) return undefined;
	for (const waitMs of lookWaits(WATCH_MS)) {
		await wait(waitMs, session.signal);
		if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
		count = (await countContacts(session, plan.campaign.listId)) ?? count;
		if (count === 0) continue;
		const next = await settled(create());
		if ('value' in next) return next.value;
		if (!isInvalid(next.failure) || !saysEmpty(next.failure)) throw next.failure;
		refusal = next.failure;
	}
	if (isKnownFilled || (count ?? 0) > 0) throw refusal;
	return undefined;
}
