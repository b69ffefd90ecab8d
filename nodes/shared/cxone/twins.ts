/** What a look after a create shows: the record of that name that all runs use, and the ids beside the own one. */
export interface Twins<Row> {
	used: Row | undefined;
	otherIds: string[];
}

/**
 * Looks whether another run made a record of the same name at the same time. `used` is the first one in the order of
 * the service, as for every later run, so that runs agree. Undefined where the tenant lacks the look-up or it fails:
 * the create stands, whatever became of the look. Never throws.
 */
export async function findTwins<Row extends { id: string }>(
	ownId: string,
	find: () => Promise<Row[] | undefined>,
): Promise<Twins<Row> | undefined> {
	const [look] = await Promise.allSettled([find()]);
	if (look.status === 'rejected' || look.value === undefined) return undefined;
	const otherIds = look.value.map(({ id }) => id).filter((id) => id !== ownId);
	return { used: look.value[0], otherIds };
}
