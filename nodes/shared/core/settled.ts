/** How a piece of work ended: with its value, or with what it threw. */
export type Settled<Value> = { value: Value } | { failure: unknown };

/** Waits for `work` and gives how it ended as a value. Never throws. */
export async function settled<Value>(work: Promise<Value>): Promise<Settled<Value>> {
	const [end] = await Promise.allSettled([work]);
	return end.status === 'fulfilled' ? { value: end.value } : { failure: end.reason };
}
