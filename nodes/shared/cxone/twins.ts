import { settled } from '../core/settled';

/**
 * Looks, after a create, for all records of its name: another run may have made one at the same time. Gives their ids in
 * the order of the service, in which every later run sees them too; none where the tenant lacks the look-up or it
 * fails: the create stands, whatever became of the look. Never throws.
 */
export async function findIdsAfterCreate(
	find: () => Promise<ReadonlyArray<{ id: string }> | undefined>,
): Promise<string[]> {
	const look = await settled(find());
	return 'failure' in look ? [] : (look.value ?? []).map(({ id }) => id);
}
