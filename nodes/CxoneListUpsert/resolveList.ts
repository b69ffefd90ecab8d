import { createListOnce, findListsByName, getListById } from '../shared/cxone/lists';
import { findIdsAfterCreate } from '../shared/cxone/twins';
import type { NodeOutput } from '../shared/items';
import { InputFailure } from '../shared/transport/inputFailure';
import type { Session } from '../shared/transport/session';
import type { ListTarget } from './plan';

/** The list that contacts go into; `listId` is null in a dry run for a list that would be made. */
export interface ResolvedList {
	listId: string | null;
	listName: string | null;
	isCreated: boolean;
}

async function resolveById(
	session: Session,
	target: ListTarget,
	output: NodeOutput,
	isDryRun: boolean,
): Promise<ResolvedList> {
	const list = await getListById(session, target.value);
	if (list === undefined && isDryRun)
		output.hint(
			`Dry run: CXone does not show the list '${target.value}', either because there is none or because this tenant has no look-up.`,
		);
	return {
		listId: target.value,
		listName: list?.name ?? target.pickedName ?? null,
		isCreated: false,
	};
}

/** Finds the list of a target, or makes it when there is none; in a dry run it only decides. Throws a failure. */
export async function resolveList(
	session: Session,
	target: ListTarget,
	output: NodeOutput,
	isDryRun: boolean,
): Promise<ResolvedList> {
	if (target.by === 'id') return await resolveById(session, target, output, isDryRun);
	const name = target.value;
	const found = await findListsByName(session, name);
	const [first] = found ?? [];
	if (first !== undefined) {
		if ((found ?? []).length > 1)
			output.hint(
				`There are ${found?.length} lists named '${name}'; the first one (${first.id}) was used. Delete or rename the others in CXone.`,
			);
		return { listId: first.id, listName: name, isCreated: false };
	}
	if (!target.mayCreate)
		throw new InputFailure(
			found === undefined
				? `The list '${name}' cannot be found by name, because this tenant has no look-up of lists`
				: `There is no list named '${name}'`,
			"Choose the list by its ID, or set 'List By' to 'Name' to have it created.",
		);
	if (found === undefined)
		output.hint(
			`This tenant has no look-up of lists, so '${name}' is created without looking for one of that name; a second run makes a second list. Set 'List By' to 'ID' for later runs.`,
		);
	if (isDryRun) return { listId: null, listName: name, isCreated: true };
	const { description } = target;
	const madeId = await createListOnce(session, {
		name,
		...(description === '' ? {} : { description }),
	});
	const listId = found === undefined ? madeId : await agreeOnList(session, name, madeId, output);
	return { listId, listName: name, isCreated: listId === madeId };
}

/** The list that this run and others that made one of the same name at the same time all use; says which ones are too many. */
async function agreeOnList(
	session: Session,
	name: string,
	madeId: string,
	output: NodeOutput,
): Promise<string> {
	const ids = await findIdsAfterCreate(async () => await findListsByName(session, name));
	const [usedId = madeId] = ids;
	const surplusIds = [...new Set([madeId, ...ids])].filter((id) => id !== usedId);
	if (surplusIds.length === 0) return madeId;
	output.hint(
		`Another run made a list named '${name}' at the same time. Both use ${usedId}; delete ${surplusIds.join(', ')} in CXone.`,
	);
	return usedId;
}
