/** How work ended, as a value: `value` when it came through, `failure` with what it threw. Never rejects. */
export async function settled<Value>(
	work: Promise<Value>,
): Promise<{ value: Value } | { failure: unknown }> {
	const [end] = await Promise.allSettled([work]);
	return end.status === 'fulfilled' ? { value: end.value } : { failure: end.reason };
}
