/** The message of anything thrown. Not by `instanceof`, which fails for errors of another realm. */
export function reasonOf(error: unknown): string {
	const isErrorLike = typeof error === 'object' && error !== null && 'message' in error;
	return String(isErrorLike ? error.message : error);
}
