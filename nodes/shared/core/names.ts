/** Whether two names are the same one: exactly, but for the two ways in which Unicode writes letters such as ü. */
export function isSameName(a: string, b: string): boolean {
	return a === b || a.normalize() === b.normalize();
}
