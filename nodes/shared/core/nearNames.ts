/** Most names that are suggested. */
const MOST_NEAR = 5;

/** How many letters must be changed, added or taken away to make one text of the other. */
function editDistance(a: string, b: string): number {
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const isSame = a[row - 1] === b[column - 1];
			current.push(
				Math.min(
					previous[column] + 1,
					current[column - 1] + 1,
					previous[column - 1] + (isSame ? 0 : 1),
				),
			);
		}
		previous = current;
	}
	return previous[b.length];
}

/** The names that a person may have meant by `name`, nearest first, five at most: a third of the letters may differ. */
export function nearNames(name: string, names: readonly string[]): string[] {
	const wanted = name.trim().toLowerCase();
	const farthest = Math.ceil(wanted.length / 3);
	return names
		.map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
		.filter(({ distance }) => distance <= farthest)
		.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
		.slice(0, MOST_NEAR)
		.map(({ candidate }) => candidate);
}
