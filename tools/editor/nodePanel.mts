import type { Locator } from 'playwright-core';

import { canvasNode } from './canvas.mts';
import { byTestId, type Editor } from './editor.mts';

/** The editor shows and takes in each step of a drag a moment later. */
const DRAG_SETTLES_MS = 400;

/** Opens the panel of a node of the canvas by its name, and gives it. */
export async function openNode(editor: Editor, name: string): Promise<Locator> {
	await canvasNode(editor, name).dblclick();
	const panel = byTestId(editor.page, 'ndv');
	await byTestId(panel, 'parameter-item').first().waitFor();
	return panel;
}

/** Adds every option that *Add option* of the opened panel offers, and gives their names. */
export async function addAllOptions({ page }: Editor): Promise<string[]> {
	const added: string[] = [];
	const add = byTestId(page, 'collection-parameter-add');
	const choices = byTestId(page, 'collection-parameter-option').filter({ visible: true });
	while ((await add.count()) > 0) {
		await add.click();
		await choices.first().waitFor();
		added.push((await choices.first().innerText()).trim());
		await choices.first().click();
		await choices.first().waitFor({ state: 'hidden' });
	}
	return added;
}

/** Chooses an entry of a drop-down parameter of the opened panel. */
export async function chooseOption(
	{ page }: Editor,
	parameter: string,
	option: string,
): Promise<void> {
	await byTestId(page, `parameter-input-${parameter}`).click();
	await byTestId(page, 'parameter-input-item')
		.filter({ visible: true })
		.filter({ has: page.getByText(option, { exact: true }) })
		.click();
}

/** The labels of the parameters that the opened panel shows, from top to bottom. */
export async function shownLabels({ page }: Editor): Promise<string[]> {
	const labels = byTestId(byTestId(page, 'node-parameters'), 'input-label').locator('label');
	const texts = await labels.filter({ visible: true }).allInnerTexts();
	// Below the label stands the switch between a fixed value and an expression.
	return texts.map((text) => text.split('\n')[0].trim());
}

/** The field of a parameter that is typed into. */
export function parameterField({ page }: Editor, parameter: string): Locator {
	return byTestId(page, `parameter-input-${parameter}`).locator('input');
}

/** Turns a switch of the opened panel on. */
export async function turnOn({ page }: Editor, parameter: string): Promise<void> {
	await byTestId(page, `parameter-input-${parameter}`).locator('.el-switch').click();
}

/** Drags a field of the opened panel's input onto a parameter. */
export async function dropField({ page }: Editor, field: string, parameter: string): Promise<void> {
	const name = page.locator(`[data-target="mappable"][data-name="${field}"]`);
	const from = await name.filter({ visible: true }).first().boundingBox();
	const to = await byTestId(page, `parameter-input-${parameter}`).boundingBox();
	if (from === null || to === null) throw new Error(`${field} or ${parameter} is not shown`);
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	// The first moves tell a drag from a click; the field takes drops only once it has seen the pointer come.
	await page.mouse.move(from.x + from.width / 2 + 20, from.y + from.height / 2, { steps: 5 });
	await page.waitForTimeout(DRAG_SETTLES_MS);
	await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 20 });
	await page.waitForTimeout(DRAG_SETTLES_MS);
	await page.mouse.move(to.x + to.width / 2 + 5, to.y + to.height / 2);
	await page.waitForTimeout(DRAG_SETTLES_MS);
	await page.mouse.up();
	await page.waitForTimeout(DRAG_SETTLES_MS);
}

/**
 * Opens the picker of the resource locator of the opened panel, searches it for a term that rules some entries out, and
 * gives the names left; for an empty term all names. Closes it again.
 */
export async function pickable({ page }: Editor, term: string): Promise<string[]> {
	await byTestId(page, 'rlc-input').click();
	const items = byTestId(page, 'rlc-item');
	await items.first().waitFor();
	const count = await items.count();
	if (term !== '') {
		await byTestId(page, 'rlc-search').fill(term);
		await items.nth(count - 1).waitFor({ state: 'detached' });
		await items.first().waitFor();
	}
	const names = await items.allInnerTexts();
	await page.keyboard.press('Escape');
	return names;
}

/** The hints above the output of the opened panel. */
export async function shownHints({ page }: Editor): Promise<string> {
	return await byTestId(byTestId(page, 'output-panel'), 'run-data-hints').innerText();
}

/** The error that the opened panel shows: its message, and below it what to do. */
export async function shownError({ page }: Editor): Promise<{ message: string; advice: string }> {
	const panel = byTestId(page, 'output-panel');
	return {
		message: await byTestId(panel, 'node-error-message').innerText(),
		advice: await byTestId(panel, 'node-error-description').innerText(),
	};
}

/** Closes the panel, if one is open. */
export async function closeNode({ page }: Editor): Promise<void> {
	if (!(await byTestId(page, 'ndv').isVisible())) return;
	await byTestId(page, 'ndv-close-button').click();
	await byTestId(page, 'ndv').waitFor({ state: 'hidden' });
}
