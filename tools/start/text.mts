import { styleText } from 'node:util';

/** How the parts of a text are shown: in colour, or plain. */
export interface Palette {
	heading(text: string): string;
	good(text: string): string;
	bad(text: string): string;
	warning(text: string): string;
	faint(text: string): string;
}

const PLAIN: Palette = {
	heading: (text) => text,
	good: (text) => text,
	bad: (text) => text,
	warning: (text) => text,
	faint: (text) => text,
};

// Whether the stream takes colours is decided here, not by Node's look at stdout.
const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
	styleText(format, text, { validateStream: false });

const COLOURED: Palette = {
	heading: style('bold'),
	good: style('green'),
	bad: style('red'),
	warning: style('yellow'),
	faint: style('dim'),
};

/** Colours on a terminal, unless NO_COLOR is set (to anything but the empty text). */
export function paletteFor(isTerminal: boolean, environment: NodeJS.ProcessEnv): Palette {
	const isRefused = environment.NO_COLOR !== undefined && environment.NO_COLOR !== '';
	return isTerminal && !isRefused ? COLOURED : PLAIN;
}

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
