import type { Locator } from 'playwright-core';

import { byTestId, type Editor } from './editor.mts';

/** A rectangle of the page, in its pixels. */
interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Something on the canvas: its box, where its letters are, line by line, and what of it is cut. */
interface Shown {
	name: string;
	box: Box;
	lines: Box[];
	/** Texts that are longer than their place. */
	cut: string[];
}

function doMeet(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isWithin(inner: Box, outer: Box): boolean {
	const isWithinX = inner.left >= outer.left && inner.right <= outer.right;
	return isWithinX && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

/** Measures elements; `texts` selects what of them has letters. What runs in the page can have no named functions. */
async function measure(elements: Locator, nameFrom: string, texts: string): Promise<Shown[]> {
	return await elements.evaluateAll(
		(found, [nameSelector, textSelector]) =>
			(found as HTMLElement[]).map((element) => ({
				name:
					element.dataset.nodeName ??
					element.querySelector<HTMLElement>(nameSelector)?.innerText ??
					'',
				box: element.getBoundingClientRect().toJSON() as Box,
				lines: Array.from(element.querySelectorAll(textSelector)).flatMap((text) => {
					const range = document.createRange();
					range.selectNodeContents(text);
					return Array.from(range.getClientRects())
						.filter(({ width, height }) => width > 0 && height > 0)
						.map((line) => line.toJSON() as Box);
				}),
				cut: Array.from(
					element.querySelectorAll<HTMLElement>('pre, pre code, [class*="_subtitle_"]'),
				)
					.filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
					.map(({ innerText }) => innerText.trim()),
			})),
		[nameFrom, texts],
	);
}

function meetsText(line: Box, { box, lines }: Shown): boolean {
	return [box, ...lines].some((part) => doMeet(line, part));
}

function faultsOfNote({ name, box, lines, cut }: Shown, nodes: Shown[]): string[] {
	const covering = nodes.filter((node) => lines.some((line) => meetsText(line, node)));
	return [
		...(lines.every((line) => isWithin(line, box))
			? []
			: [`The note '${name}' is too small for its text`]),
		...covering.map((node) => `Text of the note '${name}' is under the node '${node.name}'`),
		...(cut.length === 0 ? [] : [`Code of the note '${name}' is cut`]),
	];
}

function faultsOfNode(node: Shown, others: Shown[], notes: Shown[]): string[] {
	const { name, lines, cut } = node;
	const crossed = notes.filter(({ box }) =>
		lines.some((line) => doMeet(line, box) && !isWithin(line, box)),
	);
	const met = others.filter((other) => lines.some((line) => meetsText(line, other)));
	return [
		...cut.map((subtitle) => `The subtitle of the node '${name}' is cut: ${subtitle}`),
		...crossed.map(
			(note) => `The label of the node '${name}' crosses the border of '${note.name}'`,
		),
		...met.map((other) => `The label of the node '${name}' is on the node '${other.name}'`),
	];
}

/**
 * What cannot be read on the opened canvas, a sentence each: text of a note under a node, code or a subtitle that is
 * cut, a note too small for its text, a label that lies across the border of a note or on another node.
 */
export async function canvasFaults({ page }: Editor): Promise<string[]> {
	await page.evaluate(async () => await document.fonts.ready);
	const notes = await measure(byTestId(page, 'sticky'), 'h1, h2, h3', 'h1, h2, h3, p, li, pre');
	const nodes = await measure(byTestId(page, 'canvas-node'), '', '[class*="_description_"]');
	// A note is a node of the canvas too.
	const labelled = nodes.filter(({ lines }) => lines.length > 0);
	return [
		...notes.flatMap((note) => faultsOfNote(note, labelled)),
		...labelled.flatMap((node) => {
			const others = labelled.filter((other) => other !== node);
			return faultsOfNode(node, others, notes);
		}),
	];
}
