import type { Colour } from './palette';

/** Corners of a closed shape one after the other, x and y by turns, in pixels. */
export type Contour = readonly number[];

/** Channels of a pixel: red, green, blue. */
export const CHANNELS = 3;

/** Shades of an edge: more are not seen and make a file larger. */
const EDGE_SHADES = 8;

interface Extent {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The whole pixels that contours touch, within the canvas. */
function extentOf(contours: readonly Contour[], width: number, height: number): Extent {
	let [left, top, right, bottom] = [width, height, 0, 0];
	for (const contour of contours)
		for (let at = 0; at < contour.length; at += 2) {
			left = Math.min(left, contour[at]);
			right = Math.max(right, contour[at]);
			top = Math.min(top, contour[at + 1]);
			bottom = Math.max(bottom, contour[at + 1]);
		}
	return {
		left: Math.max(0, Math.floor(left)),
		top: Math.max(0, Math.floor(top)),
		right: Math.min(width, Math.ceil(right)),
		bottom: Math.min(height, Math.ceil(bottom)),
	};
}

/**
 * How much of each pixel contours cover. Each edge adds to the pixels that it crosses the change of coverage from left to
 * right, so that the running sum along a row is the coverage.
 */
class Coverage {
	private readonly stride: number;
	readonly changes: Float64Array;

	constructor(
		private readonly width: number,
		private readonly height: number,
	) {
		this.stride = width + 2;
		this.changes = new Float64Array(this.stride * height);
	}

	addEdge(x0: number, y0: number, x1: number, y1: number): void {
		if (y0 === y1) return;
		if (y0 > y1) return this.addDown(x1, y1, x0, y0, -1);
		this.addDown(x0, y0, x1, y1, 1);
	}

	private addDown(x0: number, y0: number, x1: number, y1: number, sign: number): void {
		const slope = (x1 - x0) / (y1 - y0);
		const end = Math.min(this.height, Math.ceil(y1));
		for (let y = Math.max(0, Math.floor(y0)); y < end; y++) {
			const from = Math.max(y, y0);
			const to = Math.min(y + 1, y1);
			const a = this.clamp(x0 + (from - y0) * slope);
			const b = this.clamp(x0 + (to - y0) * slope);
			this.addSpan(y * this.stride, Math.min(a, b), Math.max(a, b), sign * (to - from));
		}
	}

	private clamp(x: number): number {
		return Math.min(this.width, Math.max(0, x));
	}

	/** Adds an edge within one row of pixels, from `left` to `right`, of that height. */
	private addSpan(row: number, left: number, right: number, height: number): void {
		const first = Math.floor(left);
		let covered = 0;
		for (let x = first; x < right || x === first; x++) {
			// The part of the edge that is left of this pixel's end, each bit weighed by how far from that end it lies.
			const start = Math.max(left, x);
			const stop = Math.min(right, x + 1);
			const part = right === left ? 1 : (stop - start) / (right - left);
			const inPixel = part * (x + 1 - (start + stop) / 2);
			const passed = right === left ? 0 : Math.max(0, (start - left) / (right - left));
			const coverage = inPixel + passed;
			this.changes[row + x] += height * (coverage - covered);
			covered = coverage;
		}
		this.changes[row + Math.max(first + 1, Math.ceil(right))] += height * (1 - covered);
	}
}

/** A picture of plain colours, drawn by filling shapes with smooth edges. */
export class Canvas {
	/** Row by row, `CHANNELS` bytes a pixel. */
	readonly pixels: Uint8Array;

	constructor(
		readonly width: number,
		readonly height: number,
		background: Colour,
	) {
		this.pixels = new Uint8Array(width * height * CHANNELS);
		this.pixels.set(background);
		// Twice as much with each copy, since a byte at a time takes long.
		for (let done = CHANNELS; done < this.pixels.length; done *= 2)
			this.pixels.copyWithin(done, 0, done);
	}

	/** Fills contours; where one runs against the other it cuts a hole. What lies outside the canvas is not drawn. */
	fill(contours: readonly Contour[], colour: Colour): void {
		const { left, top, right, bottom } = extentOf(contours, this.width, this.height);
		if (left >= right || top >= bottom) return;
		const width = right - left;
		const coverage = new Coverage(width, bottom - top);
		for (const contour of contours)
			for (let at = 0; at < contour.length; at += 2) {
				const next = (at + 2) % contour.length;
				coverage.addEdge(
					contour[at] - left,
					contour[at + 1] - top,
					contour[next] - left,
					contour[next + 1] - top,
				);
			}
		for (let y = top; y < bottom; y++) {
			const row = (y - top) * (width + 2);
			let sum = 0;
			for (let x = 0; x < width; x++) {
				sum += coverage.changes[row + x];
				const part = sum < 0 ? -sum : sum;
				const shade = part >= 1 ? EDGE_SHADES : (part * EDGE_SHADES + 0.5) | 0;
				if (shade > 0) this.blend((y * this.width + left + x) * CHANNELS, colour, shade);
			}
		}
	}

	/** Fills a rectangle with round corners. */
	fillBox(
		box: { x: number; y: number; width: number; height: number; radius: number },
		colour: Colour,
	): void {
		const { x, y, width, height } = box;
		const radius = Math.min(box.radius, width / 2, height / 2);
		const corners = [
			[x + width - radius, y + radius, 3],
			[x + width - radius, y + height - radius, 0],
			[x + radius, y + height - radius, 1],
			[x + radius, y + radius, 2],
		];
		this.fill(
			[corners.flatMap(([cx, cy, quarter]) => quarterCircle(cx, cy, radius, quarter))],
			colour,
		);
	}

	private blend(at: number, colour: Colour, shade: number): void {
		for (let channel = 0; channel < CHANNELS; channel++) {
			const under = this.pixels[at + channel];
			const sum = under * (EDGE_SHADES - shade) + colour[channel] * shade;
			this.pixels[at + channel] = (sum + EDGE_SHADES / 2) / EDGE_SHADES;
		}
	}
}

/** Points on a quarter of a circle, clockwise; written with square roots, which every machine rounds alike. */
function quarterCircle(cx: number, cy: number, radius: number, quarter: number): number[] {
	const steps = 8;
	return Array.from({ length: steps + 1 }, (_, step) => {
		const part = (2 * step) / steps - 1;
		const half = Math.SQRT1_2;
		// From −45° to 45° around the middle of the quarter, then turned by 45°.
		const [along, across] = [Math.sqrt(1 - (part * half) ** 2), part * half];
		const [dx, dy] = [(along - across) * half, (along + across) * half];
		const turned = [
			[dx, dy],
			[-dy, dx],
			[-dx, -dy],
			[dy, -dx],
		][quarter];
		return [cx + radius * turned[0], cy + radius * turned[1]];
	}).flat();
}
