import { lookWaits } from '../../core/createLook';
import { settled } from '../../core/settled';
import { CxoneFailure } from '../../transport/failure';
import type { Session } from '../../transport/session';
import { wait } from '../../transport/wait';
import { failureOf } from '../../transport/wording';
import type { LaunchEnd, LaunchOrder, LaunchSettings, Made } from '../tenant';
import { createCampaignOnce } from './campaigns';
import { saysListIsEmpty } from './emptyListText';
import { getListById } from './lists';

/** How long a list that shows no contacts is watched: a batch that was taken on may be counted later. */
const WATCH_MS = 30_000;

async function countContacts(session: Session, listId: string): Promise<number | undefined> {
	const look = await settled(getListById(session, listId));
	return 'value' in look ? look.value?.contactCount : undefined;
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
async function createUnlessEmpty(
	session: Session,
	{ listId, isListFilled }: { listId: string; isListFilled: boolean },
	create: () => Promise<Made>,
): Promise<Made | undefined> {
	const first = await settled(create());
	if ('value' in first) return first.value;
	if (!isInvalid(first.failure)) throw first.failure;
	let refusal = first.failure;
	if (isListFilled && !saysEmpty(refusal)) throw refusal;
	let count = await countContacts(session, listId);
	if (!saysEmpty(refusal) && count !== 0) throw refusal;
	if (count === undefined && !isListFilled) return undefined;
	for (const waitMs of lookWaits(WATCH_MS)) {
		await wait(waitMs, session.signal);
		if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
		count = (await countContacts(session, listId)) ?? count;
		if (count === 0) continue;
		const next = await settled(create());
		if ('value' in next) return next.value;
		if (!isInvalid(next.failure) || !saysEmpty(next.failure)) throw next.failure;
		refusal = next.failure;
	}
	if (isListFilled || (count ?? 0) > 0) throw refusal;
	return undefined;
}

/** See `Campaigns.launch`. */
export async function launchCampaign(
	session: Session,
	order: LaunchOrder,
	how: LaunchSettings,
): Promise<LaunchEnd> {
	const list = { listId: order.listId, isListFilled: how.isListFilled };
	const create = async () => await createCampaignOnce(session, order, how);
	const made = await createUnlessEmpty(session, list, create);
	return made === undefined ? { kind: 'emptyList' } : { kind: 'launched', ...made };
}
