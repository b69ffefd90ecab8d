import type { Priority } from '../score';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Colours of the texts and lines of a report, on a light page and on a dark one. */
export interface Theme {
	page: Colour;
	ink: Colour;
	softInk: Colour;
	track: Colour;
	emptyCell: Colour;
	/** Names of the segments. */
	names: Record<Priority, Colour>;
	/** Bars of the segments. */
	bars: Record<Priority, Colour>;
}

/** On white paper; the picture has this one always. */
export const LIGHT: Theme = {
	page: [255, 255, 255],
	ink: [24, 29, 36],
	softInk: [85, 93, 105],
	track: [240, 242, 245],
	emptyCell: [246, 247, 249],
	names: { high: [10, 99, 92], medium: [138, 84, 0], low: [71, 84, 104] },
	bars: { high: [18, 128, 119], medium: [217, 142, 33], low: [112, 128, 152] },
};

/** For mail clients and pages that are dark. */
export const DARK: Theme = {
	page: [22, 25, 30],
	ink: [232, 235, 239],
	softInk: [165, 173, 184],
	track: [40, 45, 53],
	emptyCell: [32, 36, 43],
	names: { high: [102, 203, 193], medium: [236, 179, 92], low: [172, 184, 203] },
	bars: { high: [38, 160, 150], medium: [217, 142, 33], low: [128, 145, 170] },
};

/** Ink on every cell that holds somebody, on both pages. */
export const CELL_INK: Colour = [13, 18, 24];

/** The shades of a segment: of the emptiest cell and of the fullest. */
const SHADES: Record<Priority, readonly [Colour, Colour]> = {
	high: [
		[214, 239, 235],
		[44, 160, 149],
	],
	medium: [
		[252, 236, 208],
		[224, 152, 40],
	],
	low: [
		[230, 234, 241],
		[128, 145, 172],
	],
};

/** The shade of a cell; `depth` from 0 to 1. */
export function cellColour(segment: Priority, depth: number): Colour {
	const [from, to] = SHADES[segment];
	const [red, green, blue] = from.map((start, index) =>
		Math.round(start + (to[index] - start) * depth),
	);
	return [red, green, blue];
}

function luminance(colour: Colour): number {
	const [red, green, blue] = colour.map((byte) => {
		const part = byte / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours as WCAG 2 has it, 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

/** `#rrggbb`. */
export function hexOf(colour: Colour): string {
	return `#${colour.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
