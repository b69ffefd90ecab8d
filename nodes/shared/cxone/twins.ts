import { settled } from '../core/settled';

/**
 * Looks, after a create, for all records of its name: another run may have made one at the same time. Gives their ids in
 * the order of the service, in which every later run sees them too, each once though two pages show it; none where the
 * tenant lacks the look-up or it fails: the create stands, whatever became of the look. Never throws.
 */
export async function findIdsAfterCreate(
	find: () => Promise<ReadonlyArray<{ id: string }> | undefined>,
): Promise<string[]> {
	const look = await settled(find());
	return 'value' in look ? [...new Set((look.value ?? []).map(({ id }) => id))] : [];
}
