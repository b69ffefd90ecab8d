import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, PageScreenshotOptions } from 'playwright-core';

import { byTestId, type Editor } from './editor.mts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const CANVAS_MARGIN_PX = 24;
/** Messages that come and go would make every picture another. */
const HIDE_MESSAGES = '.el-notification, .el-popper { display: none !important; }';

type Clip = NonNullable<PageScreenshotOptions['clip']>;

/** The smallest part of the page that holds these elements with this margin. */
async function clipOf({ page }: Editor, elements: Locator, marginPx: number): Promise<Clip> {
	const boxes = await Promise.all(
		(await elements.all()).map(async (one) => await one.boundingBox()),
	);
	const edges = boxes.flatMap((box) => (box === null ? [] : [box]));
	if (edges.length === 0) throw new Error('There is nothing to take a picture of');
	const left = Math.max(0, Math.min(...edges.map(({ x }) => x)) - marginPx);
	const top = Math.max(0, Math.min(...edges.map(({ y }) => y)) - marginPx);
	const { width = Infinity, height = Infinity } = page.viewportSize() ?? {};
	const right = Math.min(width, Math.max(...edges.map((box) => box.x + box.width)) + marginPx);
	const bottom = Math.min(height, Math.max(...edges.map((box) => box.y + box.height)) + marginPx);
	return { x: left, y: top, width: right - left, height: bottom - top };
}

async function take(editor: Editor, name: string, clip: Clip): Promise<void> {
	const { page } = editor;
	// Away from everything that would show a hint or a toolbar below it.
	await page.mouse.move(2, 2);
	await page.evaluate(async () => await document.fonts.ready);
	await page.waitForTimeout(500);
	await mkdir(FOLDER, { recursive: true });
	await page.screenshot({
		path: `${FOLDER}${name}.png`,
		animations: 'disabled',
		style: HIDE_MESSAGES,
		clip,
	});
}

/** Writes the part of the page that holds these elements to `docs/images/{name}.png`. */
export async function takePicture(
	editor: Editor,
	name: string,
	elements: Locator,
	marginPx = 0,
): Promise<void> {
	await take(editor, name, await clipOf(editor, elements, marginPx));
}

/** Writes the nodes and notes of the opened workflow to `docs/images/{name}.png`. */
export async function takeCanvas(editor: Editor, name: string): Promise<void> {
	const onCanvas = byTestId(editor.page, 'canvas-node').or(byTestId(editor.page, 'sticky'));
	await takePicture(editor, name, onCanvas, CANVAS_MARGIN_PX);
}
