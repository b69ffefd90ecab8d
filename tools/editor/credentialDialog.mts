import type { Locator } from 'playwright-core';

import type { CredentialTest } from '../n8n/n8nClient.mts';
import { byTestId, type Editor } from './editor.mts';

const TYPE_NAME = 'CXone OAuth2 API';
/** Opens the dialog of a new CXone credential as *Create credential* does, and gives it. */
export async function openNewCredential({ page, url }: Editor): Promise<Locator> {
	await page.goto(`${url}/home/credentials/create`);
	await byTestId(page, 'new-credential-type-select').click();
	await page.keyboard.type(TYPE_NAME);
	await byTestId(page, 'new-credential-type-select-option')
		.filter({ has: page.getByText(TYPE_NAME, { exact: true }) })
		.click();
	await byTestId(page, 'new-credential-type-button').click();
	const dialog = byTestId(page, 'editCredential-modal');
	await byTestId(dialog, 'parameter-input-tenantUrl').waitFor();
	return dialog;
}

/** Types values into the fields of the opened dialog, by their internal names. */
export async function fillCredential(
	{ page }: Editor,
	values: Record<string, string>,
): Promise<void> {
	for (const [name, value] of Object.entries(values))
		await byTestId(page, `parameter-input-${name}`).locator('input').fill(value);
}

/**
 * Saves the opened dialog, which tests the credential, and waits until it shows how the test went. Gives what the dialog
 * says then, the labels of the fields included.
 */
export async function saveAndTest({ page }: Editor): Promise<{ isOk: boolean; text: string }> {
	const tested = page.waitForResponse((response) =>
		response.url().endsWith('/rest/credentials/test'),
	);
	await byTestId(page, 'credential-save-button').locator('button').click();
	const answer = (await (await tested).json()) as { data: CredentialTest };
	const { status, message } = answer.data;
	const content = byTestId(page, 'node-credentials-config-container');
	const details = content.getByText('More details');
	if (status === 'OK') {
		await byTestId(content, 'credentials-config-container-test-success').waitFor();
	} else {
		await details.or(content.getByText(message)).filter({ visible: true }).first().waitFor();
		// An earlier failure may have left them open.
		if (await details.isVisible()) await details.click();
		await content.getByText(message).waitFor();
	}
	return { isOk: status === 'OK', text: await content.innerText() };
}
