import type { Canvas, Contour } from './canvas';
import { REGULAR } from './glyphs.regular';
import { SEMIBOLD } from './glyphs.semibold';
import type { Colour } from './palette';

/**
 * A letter as its advance and its outline, both in units of which `UNITS_PER_EM` are the font size. Steps of an outline
 * count from the point before, downwards positive: `m` begins a contour, `l` is a line, `q` a quadratic curve by control
 * and end point. Digits are all as wide as the widest, so that numbers stand in columns. Made from Inter, (c) 2016 The
 * Inter Project Authors, under the SIL Open Font License 1.1 (Inter.LICENSE.txt), as @fontsource/inter 5.3.0 gives it.
 */
interface Glyph {
	advance: number;
	outline: string;
}

/** How a text is drawn. */
export interface TextStyle {
	/** Font size in pixels. */
	size: number;
	weight: 'regular' | 'semibold';
	colour: Colour;
	align?: 'left' | 'center' | 'right';
}

const UNITS_PER_EM = 500;
const FALLBACK = '?';
const CURVE_STEPS = 5;
const STEP = /([mlq])([^mlq]+)/g;
const NUMBER = /-?\d+/g;

/** Reads a font: each line is a character, the digits of its advance, and its outline. */
function glyphsOf(lines: string): ReadonlyMap<string, Glyph> {
	return new Map(
		lines.split('\n').map((line) => {
			const [advance] = line.slice(1).match(NUMBER) ?? [];
			return [
				line[0],
				{ advance: Number(advance), outline: line.slice(1 + String(advance).length) },
			];
		}),
	);
}

const FONTS = { regular: glyphsOf(REGULAR), semibold: glyphsOf(SEMIBOLD) };

function glyphOf(character: string, weight: TextStyle['weight']): Glyph {
	const glyph = FONTS[weight].get(character) ?? FONTS[weight].get(FALLBACK);
	if (glyph === undefined) throw new Error('The font lacks its fallback');
	return glyph;
}

/** The width of a text in pixels. */
export function textWidth(text: string, { size, weight }: Pick<TextStyle, 'size' | 'weight'>) {
	const units = Array.from(text, (character) => glyphOf(character, weight).advance);
	return (units.reduce((sum, advance) => sum + advance, 0) * size) / UNITS_PER_EM;
}

/** The outline of a glyph as corners, at `x` on the base line `y`. */
function contoursOf(outline: string, x: number, y: number, scale: number): Contour[] {
	const contours: number[][] = [];
	let [atX, atY] = [0, 0];
	const add = (unitsX: number, unitsY: number) =>
		contours[contours.length - 1].push(x + unitsX * scale, y + unitsY * scale);
	for (const [, kind, text] of outline.matchAll(STEP)) {
		const numbers = (text.match(NUMBER) ?? []).map(Number);
		if (kind === 'm') contours.push([]);
		const [endX, endY] = numbers.slice(-2);
		if (kind === 'q') {
			const [controlX, controlY] = numbers;
			for (let step = 1; step < CURVE_STEPS; step++) {
				const t = step / CURVE_STEPS;
				const [bend, end] = [2 * t * (1 - t), t * t];
				add(atX + bend * controlX + end * endX, atY + bend * controlY + end * endY);
			}
		}
		atX += endX;
		atY += endY;
		add(atX, atY);
	}
	return contours;
}

/** Draws a text, each letter on whole pixels, on one line whose base line is `y`; `x` is its left end, middle or right end by the alignment. */
export function drawText(canvas: Canvas, text: string, x: number, y: number, style: TextStyle) {
	const { size, weight, colour, align = 'left' } = style;
	const scale = size / UNITS_PER_EM;
	const share = { left: 0, center: 0.5, right: 1 }[align];
	let penX = x - share * textWidth(text, style);
	for (const character of text) {
		const { advance, outline } = glyphOf(character, weight);
		canvas.fill(contoursOf(outline, Math.round(penX), Math.round(y), scale), colour);
		penX += advance * scale;
	}
}

/** Breaks a text between words so that each line is at most so wide; a longer word has a line of its own. */
export function wrapText(
	text: string,
	width: number,
	style: Pick<TextStyle, 'size' | 'weight'>,
): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
		if (lines.length > 0 && textWidth(longer, style) <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}
