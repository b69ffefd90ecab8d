import type { Locator } from 'playwright-core';

import { byTestId, type Editor } from './editor.mts';

const RUN_WITHIN_MS = 60_000;

/** Opens a workflow by its id and waits for its nodes, all of them in view. */
export async function openWorkflow({ page, url }: Editor, workflowId: string): Promise<void> {
	await page.goto(`${url}/workflow/${workflowId}`);
	await byTestId(page, 'canvas-node').first().waitFor();
	await byTestId(page, 'node-view-loader').waitFor({ state: 'hidden' });
	await byTestId(page, 'zoom-to-fit').click();
}

/** A node of the canvas by its name. */
export function canvasNode({ page }: Editor, name: string): Locator {
	return page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
}

/** Presses *Execute workflow*. */
export async function pressExecute({ page }: Editor): Promise<void> {
	await byTestId(page, 'execute-workflow-button').click();
}

/** Presses *Stop*, and waits until *Execute workflow* can be pressed again. */
export async function pressStop({ page }: Editor): Promise<void> {
	await byTestId(page, 'stop-execution-button').click();
	await byTestId(page, 'stop-execution-button').waitFor({ state: 'hidden' });
}

/** Waits until these nodes have their green tick. */
export async function waitForTicks(editor: Editor, names: string[]): Promise<void> {
	for (const name of names)
		await byTestId(canvasNode(editor, name), 'canvas-node-status-success').waitFor({
			timeout: RUN_WITHIN_MS,
		});
}

/** Waits until this node has the red mark of a failure. */
export async function waitForError(editor: Editor, name: string): Promise<void> {
	await byTestId(canvasNode(editor, name), 'node-issues').waitFor({ timeout: RUN_WITHIN_MS });
}
