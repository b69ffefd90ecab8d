/** The ids of that many contacts of the benchmark. */
export function contactIds(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `C-${String(index).padStart(6, '0')}`);
}
