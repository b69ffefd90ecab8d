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
