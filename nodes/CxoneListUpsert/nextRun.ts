import { runPool } from '../shared/core/pool';
import type { CampaignTenant } from '../shared/cxone/tenant';
import { lookUntilShown } from './agreement';
import type { MadeList } from './resolveList';

/** How long lists that were just made are looked for before a run fails: look-ups lag. */
const SHOWN_WITHIN_MS = 30_000;

const SAFE =
	'Running again is safe: contacts that are in are only replaced, and no list is made twice.';

function named(lists: readonly MadeList[]): string {
	return lists.map(({ name, listId }) => `'${name}' (${listId})`).join(', ');
}

/**
 * What a second run would do with the lists that a run made before it failed; first waits until look-ups show them, 30 s
 * at most. Says nothing of safety where a create is of unknown outcome (`isSafeOtherwise` false): its own advice does.
 */
export async function describeNextRun(
	tenant: CampaignTenant,
	made: readonly MadeList[],
	{ isSafeOtherwise, workers }: { isSafeOtherwise: boolean; workers: number },
): Promise<string> {
	const lost = made.filter(({ findable }) => findable === 'noLookUp' || findable === 'renamed');
	const unseen = made.filter(({ findable }) => findable === 'hidden');
	const looks = await runPool(
		unseen,
		workers,
		async (list) => await lookUntilShown(tenant, list, SHOWN_WITHIN_MS),
	);
	const hidden = unseen.filter((_, index) => looks[index] === undefined);
	const parts = [
		lost.length > 0
			? `Running again makes a second list beside ${named(lost)}, which no look-up finds: set 'List By' to 'ID' for that, or delete it first.`
			: '',
		hidden.length > 0
			? `CXone does not show ${named(hidden)} by name yet, so running again may make a second list: look in CXone first.`
			: '',
	].filter((part) => part !== '');
	if (parts.length > 0) return parts.join(' ');
	return isSafeOtherwise ? SAFE : '';
}
