/** A count as people read it: `12,345`. */
export function countText(count: number): string {
	return count.toLocaleString('en-US');
}

/** A count with its noun: `1 list`, `3 lists`, `2 searches` (by `plural`). */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
	return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** A duration in seconds: `0.4 s`. */
export function secondsText(durationMs: number): string {
	return `${(durationMs / 1_000).toFixed(1)} s`;
}

/**
 * Rows in columns, two blanks between them and in front, as wide as their widest text.
 *
 * @param rightAligned positions of the columns that hold numbers
 */
export function tableLines(rows: string[][], rightAligned: number[] = []): string[] {
	const columnCount = Math.max(...rows.map((row) => row.length));
	const widths = Array.from({ length: columnCount }, (_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	return rows.map((row) => {
		const cells = row.map((text, column) =>
			rightAligned.includes(column) ? text.padStart(widths[column]) : text.padEnd(widths[column]),
		);
		return `  ${cells.join('  ')}`.trimEnd();
	});
}
