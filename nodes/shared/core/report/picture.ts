import { Canvas } from './canvas';
import { drawText, textWidth, wrapText, type TextStyle } from './font';
import { cellColour, CELL_INK, LIGHT, type Colour } from './palette';
import type { ReportBar, ReportModel } from './model';
import { toPng } from './png';

/** Pixels for each unit of the layout, for sharp letters on any screen. */
const PIXEL_RATIO = 2;

/** Measures of the layout, in units. */
const WIDTH = 640;
const MARGIN = 28;
const BAR = { left: MARGIN + 74, height: 14, row: 28, radius: 3, least: 40 };
const COLUMN_GAP = 16;
const GRID = { left: MARGIN + 48, gap: 3, cell: 58, radius: 4 };
const FACT_LEFT = MARGIN + 124;
const LINE = 20;

const INK: Colour = LIGHT.ink;
const SOFT: Colour = LIGHT.softInk;
const TITLE: TextStyle = { size: 23, weight: 'semibold', colour: INK };
const BODY: TextStyle = { size: 14, weight: 'regular', colour: INK };
const STRONG: TextStyle = { ...BODY, weight: 'semibold' };
const SMALL: TextStyle = { ...BODY, size: 13, colour: SOFT };

/** Draws from top to bottom; without a canvas it only measures how high the report is. */
class Page {
	y = MARGIN;

	constructor(private readonly canvas?: Canvas) {}

	text(text: string, x: number, style: TextStyle, baseline = this.y): void {
		if (this.canvas === undefined) return;
		const scaled = { ...style, size: style.size * PIXEL_RATIO };
		drawText(this.canvas, text, x * PIXEL_RATIO, baseline * PIXEL_RATIO, scaled);
	}

	box(x: number, y: number, width: number, height: number, radius: number, colour: Colour): void {
		const [left, top, wide, high, round] = [x, y, width, height, radius].map(
			(units) => units * PIXEL_RATIO,
		);
		this.canvas?.fillBox({ x: left, y: top, width: wide, height: high, radius: round }, colour);
	}

	/** Lines of text, each below the one before. */
	lines(text: string, x: number, style: TextStyle): void {
		for (const line of wrapText(text, WIDTH - MARGIN - x, style)) {
			this.text(line, x, style);
			this.y += LINE;
		}
	}
}

function drawHead(page: Page, { title, subtitle }: ReportModel): void {
	page.y += 18;
	page.text(title, MARGIN, TITLE);
	page.y += 8;
	if (subtitle !== '') {
		page.y += 16;
		page.lines(subtitle, MARGIN, { ...BODY, colour: SOFT });
		page.y -= LINE;
	}
	page.y += 18;
}

/** Right ends of the columns beside the bars, and how wide a whole bar is: what the texts leave. */
function barColumns(bars: ReportBar[]) {
	const widest = (texts: string[], style: TextStyle) =>
		Math.max(...texts.map((text) => textWidth(text, style)));
	const shareRight =
		WIDTH -
		MARGIN -
		widest(
			bars.map(({ rule }) => rule),
			SMALL,
		) -
		COLUMN_GAP;
	const countRight =
		shareRight -
		widest(
			bars.map(({ share }) => share),
			BODY,
		) -
		COLUMN_GAP;
	const barRight =
		countRight -
		widest(
			bars.map(({ count }) => count),
			STRONG,
		) -
		COLUMN_GAP;
	return { shareRight, countRight, barWidth: Math.max(BAR.least, barRight - BAR.left) };
}

function drawBars(page: Page, { bars }: ReportModel): void {
	const { shareRight, countRight, barWidth } = barColumns(bars);
	for (const { segment, name, count, share, fill, rule } of bars) {
		const baseline = page.y + BAR.row / 2 + 5;
		const top = page.y + (BAR.row - BAR.height) / 2;
		page.text(name, MARGIN, { ...STRONG, colour: LIGHT.names[segment] }, baseline);
		page.box(BAR.left, top, barWidth, BAR.height, BAR.radius, LIGHT.track);
		// A segment with few contacts is not to look like one with none.
		const width = fill === 0 ? 0 : Math.max(2, barWidth * fill);
		page.box(BAR.left, top, width, BAR.height, BAR.radius, LIGHT.bars[segment]);
		page.text(count, countRight, { ...STRONG, align: 'right' }, baseline);
		page.text(share, shareRight, { ...BODY, colour: SOFT, align: 'right' }, baseline);
		page.text(rule, shareRight + COLUMN_GAP, SMALL, baseline);
		page.y += BAR.row;
	}
}

function drawGrid(page: Page, { columns, columnsTitle, rowsTitle, rows }: ReportModel): void {
	const step = (WIDTH - MARGIN - GRID.left + GRID.gap) / columns.length;
	const middleOf = (column: number) => GRID.left + column * step + (step - GRID.gap) / 2;
	const middle = { ...SMALL, align: 'center' as const };
	const right = { ...SMALL, align: 'right' as const };
	page.y += 30;
	page.text(columnsTitle, (GRID.left + WIDTH - MARGIN) / 2, middle);
	page.y += 20;
	page.text(rowsTitle, GRID.left - 10, right);
	for (const [column, label] of columns.entries()) page.text(label, middleOf(column), middle);
	page.y += 8;
	for (const { label, cells } of rows) {
		page.text(label, GRID.left - 10, right, page.y + GRID.cell / 2 + 5);
		for (const [column, { segment, count, note, depth }] of cells.entries()) {
			const colour = segment === undefined ? LIGHT.emptyCell : cellColour(segment, depth);
			const left = GRID.left + column * step;
			page.box(left, page.y, step - GRID.gap, GRID.cell, GRID.radius, colour);
			if (segment === undefined) {
				page.text('–', middleOf(column), middle, page.y + GRID.cell / 2 + 5);
				continue;
			}
			const ink = { ...BODY, colour: CELL_INK, align: 'center' as const };
			page.text(count, middleOf(column), { ...ink, size: 18, weight: 'semibold' }, page.y + 28);
			page.text(note, middleOf(column), { ...ink, size: 13 }, page.y + 46);
		}
		page.y += GRID.cell + GRID.gap;
	}
}

function drawFoot(page: Page, { legend, facts }: ReportModel): void {
	page.y += 19;
	page.lines(legend, MARGIN, SMALL);
	page.y += 12;
	for (const { label, text } of facts) {
		page.text(label, MARGIN, { ...BODY, colour: SOFT });
		page.lines(text, FACT_LEFT, BODY);
		page.y += 3;
	}
}

function drawReport(page: Page, model: ReportModel): void {
	drawHead(page, model);
	drawBars(page, model);
	drawGrid(page, model);
	drawFoot(page, model);
}

/** The report as a PNG file on white paper, as wide as n8n's panels show pictures, with twice the pixels. */
export function toPicture(model: ReportModel): Uint8Array {
	const measure = new Page();
	drawReport(measure, model);
	const height = measure.y - LINE + MARGIN;
	const canvas = new Canvas(WIDTH * PIXEL_RATIO, Math.round(height * PIXEL_RATIO), LIGHT.page);
	drawReport(new Page(canvas), model);
	return toPng(canvas, PIXEL_RATIO);
}
