import { byTestId, type Editor } from './editor.mts';

/** Opens the list of nodes of an opened workflow. */
export async function openNodeCreator({ page }: Editor): Promise<void> {
	if (await byTestId(page, 'node-creator').isVisible()) return;
	await byTestId(page, 'node-creator-plus-button').click();
	await byTestId(page, 'node-creator-search-bar').waitFor();
}

/** Searches the opened list of nodes, and gives the names of the nodes found, best first. */
export async function searchNodes({ page }: Editor, term: string): Promise<string[]> {
	const names = byTestId(page, 'node-creator-item-name');
	await byTestId(page, 'node-creator-search-bar').fill(term);
	await names.first().waitFor();
	// The list follows the typing with a delay.
	await page.waitForTimeout(500);
	return await names.allInnerTexts();
}
