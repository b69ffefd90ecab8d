import { lookWaits } from '../shared/core/createLook';
import { compareIds } from '../shared/core/ids';
import { settled } from '../shared/core/settled';
import type { List, CampaignTenant } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { describeFailure } from '../shared/transport/failure';
import { keepWait } from '../shared/transport/session';

/** How long a new list is looked for before its contacts go in: look-ups lag by some seconds at most. */
export const AGREE_WITHIN_MS = 10_000;

/**
 * The lists of a name once a look-up shows the one with that id, looked for at once and then for `withinMs` at most.
 * Undefined where it does not show, the look-up fails, or the execution was cancelled. Never throws.
 */
export async function lookUntilShown(
	tenant: CampaignTenant,
	{ name, listId }: { name: string; listId: string },
	withinMs: number,
): Promise<List[] | undefined> {
	for (const waitMs of [0, ...lookWaits(withinMs)]) {
		if (waitMs > 0) await keepWait(tenant.session, waitMs);
		const look = await settled(tenant.lists.find(name));
		if ('failure' in look) {
			// A page that is missing once is a passing fault where look-ups worked; others were tried several times.
			if (describeFailure(look.failure).facts.status === 404) continue;
			return undefined;
		}
		if (look.value?.some(({ id }) => id === listId)) return look.value;
	}
	return undefined;
}

/** What to do about the lists of one name: those that are empty and that no run chooses may go, others hold contacts. */
function describeDoubles(name: string, usedId: string, lists: readonly List[]): string {
	const others = lists.filter(({ id }) => id !== usedId);
	if (others.length === 0) return '';
	// All runs choose the lowest id, so that a lower one that is empty now is about to be filled by another run.
	const isSurplus = ({ id, contactCount }: List) =>
		contactCount === 0 && compareIds(usedId, id) < 0;
	const idsOf = (rows: List[]) => rows.map(({ id }) => id).join(', ');
	const surplus = others.filter(isSurplus);
	const kept = others.filter((list) => !isSurplus(list));
	return [
		`There are ${others.length + 1} lists named '${name}'; this run used ${usedId}.`,
		surplus.length > 0
			? `Shown as empty: ${idsOf(surplus)}. Delete in CXone what has no contacts there either, since counts may come late.`
			: '',
		kept.length > 0
			? `Not shown to be empty, so look at the contacts in CXone before you rename or delete: ${idsOf(kept)}.`
			: '',
	]
		.filter((text) => text !== '')
		.join(' ');
}

/**
 * Says which lists of a name are too many. Looks once more, unless it is a dry run: another run may have filled one
 * since `seen` was read.
 */
export async function hintAtDoubles(
	{ tenant, output, isDryRun }: { tenant: CampaignTenant; output: NodeOutput; isDryRun: boolean },
	{ name, usedId, seen }: { name: string; usedId: string; seen: List[] },
): Promise<void> {
	if (seen.length < 2) return;
	const uncounted = seen.map((list) => ({ ...list, contactCount: undefined }));
	const look = isDryRun ? { value: seen } : await settled(tenant.lists.find(name));
	const lists = ('value' in look ? look.value : undefined) ?? uncounted;
	const message = describeDoubles(name, usedId, lists);
	if (message !== '') output.hint(message);
}
