import { InputFailure } from '../shared/core/inputFailure';
import { runPool } from '../shared/core/pool';
import { settled, type Settled } from '../shared/core/settled';
import type { List, CampaignTenant } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { AGREE_WITHIN_MS, lookUntilShown } from './agreement';
import type { ListMemory } from './memory';
import type { ListTarget } from './plan';

/** A list that this execution made, and whether a later run would find it by its name. */
export interface MadeList {
	listId: string;
	name: string;
	/** `shown`: a look-up shows it; `hidden`: not so far; `renamed`: CXone keeps another name; `noLookUp`: none can be asked. */
	findable: 'shown' | 'hidden' | 'renamed' | 'noLookUp';
}

/** The list that contacts go into; without id in a dry run for a list that would be made. */
export interface ResolvedList {
	listId: string | undefined;
	listName: string | undefined;
	isCreated: boolean;
	/** All lists of the name, where a look-up showed them. */
	seen: List[];
	made?: MadeList;
}

/** What finding the lists of a run needs. */
export interface ResolveRun {
	tenant: CampaignTenant;
	output: NodeOutput;
	memory: ListMemory;
	isDryRun: boolean;
	workers: number;
}

async function resolveById(run: ResolveRun, target: ListTarget): Promise<ResolvedList> {
	const list = await run.tenant.lists.get(target.value);
	if (list === undefined && run.isDryRun)
		run.output.hint(
			`Dry run: CXone does not show the list '${target.value}', either because there is none or because this tenant has no look-up.`,
		);
	return {
		listId: target.value,
		listName: list?.name ?? target.pickedName,
		isCreated: false,
		seen: [],
	};
}

function useFound(run: ResolveRun, name: string, list: List, seen: List[]): ResolvedList {
	if (list.kind === 'unknown')
		run.output.hint(
			`The list '${name}' (${list.id}) is of a type that this node does not know; it was used because of its name. If a campaign cannot dial it, rename it in CXone.`,
		);
	return { listId: list.id, listName: name, isCreated: false, seen };
}

/** A list that this execution made before, which no look-up shows. */
function useMade(
	name: string,
	{ listId, isOfThisRun }: { listId: string; isOfThisRun: boolean },
	hasLookUp: boolean,
): ResolvedList {
	const made: MadeList = { listId, name, findable: hasLookUp ? 'hidden' : 'noLookUp' };
	return { listId, listName: name, isCreated: isOfThisRun, seen: [], made };
}

/** Makes the list, and agrees with other runs that made one of the same name at the same time on the one that all use. */
async function make(
	{ tenant, output, memory }: ResolveRun,
	{ value: name, description }: ListTarget,
	hasLookUp: boolean,
): Promise<ResolvedList> {
	const { id: madeId, keptName } = await tenant.lists.create({ name, description });
	const resolve = (findable: MadeList['findable'], usedId: string, seen: List[]) => {
		memory.keep(name, usedId);
		const made: MadeList = { listId: madeId, name, findable };
		return { listId: usedId, listName: name, isCreated: usedId === madeId, seen, made };
	};
	if (keptName !== undefined) {
		output.hint(
			`CXone keeps the list '${name}' (${madeId}) as '${keptName}', so the next run does not find it and makes another. Choose a name that CXone keeps as it is, or set 'List By' to 'ID'.`,
		);
		return resolve('renamed', madeId, []);
	}
	if (!hasLookUp) return resolve('noLookUp', madeId, []);
	const shown = await lookUntilShown(tenant, { name, listId: madeId }, AGREE_WITHIN_MS);
	if (shown === undefined) {
		output.hint(
			`CXone does not show the new list '${name}' (${madeId}) by name yet. Another run may have made one of that name at the same time: look in CXone before the next run.`,
		);
		return resolve('hidden', madeId, []);
	}
	const [used] = shown;
	return resolve('shown', used.id, shown);
}

async function resolveByName(
	run: ResolveRun,
	target: ListTarget,
	found: List[] | undefined,
): Promise<ResolvedList> {
	const name = target.value;
	const [first] = found ?? [];
	if (first !== undefined) return useFound(run, name, first, found ?? []);
	const hasLookUp = found !== undefined;
	if (!target.mayCreate)
		throw new InputFailure(
			hasLookUp
				? `There is no list named '${name}'`
				: `The list '${name}' cannot be found by name, because this tenant has no look-up of lists`,
			"Choose the list by its ID, or set 'List By' to 'Name' to have it created.",
		);
	const made = run.memory.made(name);
	if (made !== undefined) return useMade(name, made, hasLookUp);
	if (!hasLookUp)
		run.output.hint(
			`This tenant has no look-up of lists, so '${name}' is created without looking for one of that name; a second run makes a second list. Set 'List By' to 'ID' for later runs.`,
		);
	if (run.isDryRun) return { listId: undefined, listName: name, isCreated: true, seen: [] };
	return await make(run, target, hasLookUp);
}

/**
 * Finds the lists of a run, or makes those that are not there; in a dry run it only decides. All names are looked up
 * before the first list is made, so that a look-up that fails once is not taken for a tenant without one. Gives for each
 * target its list or its failure.
 */
export async function resolveLists(
	run: ResolveRun,
	targets: readonly ListTarget[],
): Promise<Array<Settled<ResolvedList>>> {
	const names = targets.filter(({ by }) => by === 'name').map(({ value }) => value);
	const looks = await run.tenant.lists.findEach(names);
	return await runPool(targets, run.workers, async (target) => {
		if (target.by === 'id') return await settled(resolveById(run, target));
		const look = looks.get(target.value);
		if (look !== undefined && 'failure' in look) return look;
		return await settled(resolveByName(run, target, look?.value));
	});
}
