/**
 * `tsx tools/editor/screenshots.mts [report]`: makes the pictures of the documentation, docs/images/*.png, in the newest
 * n8n; with `report` only that of a report, which takes no n8n.
 */
import { exampleWorkflow } from '../n8n/exampleWorkflow.mts';
import { NEWEST_N8N } from '../n8n/installN8n.mts';
import { startWholeN8n, type WholeN8n } from '../n8n/wholeN8n.mts';
import { openWorkflow, pressExecute, waitForError, waitForTicks } from './canvas.mts';
import { fillCredential, openNewCredential, saveAndTest } from './credentialDialog.mts';
import { byTestId, openEditor, type Editor } from './editor.mts';
import { openNodeCreator, searchNodes } from './nodeCreator.mts';
import { closeNode, openNode } from './nodePanel.mts';
import { takeCanvas, takePicture } from './pictures.mts';
import { writeReportPicture } from './reportPicture.mts';

const PACKAGE_NAME = 'n8n-nodes-cxone';
/** The dialog scrolls; a picture is to show all its fields. */
const WHOLE_DIALOG = '[data-test-id="editCredential-modal"] { max-height: none !important; }';

async function openExample({ client, credential }: WholeN8n, editor: Editor, file: string) {
	await openWorkflow(editor, await client.addWorkflow(await exampleWorkflow(file, credential)));
}

async function takePanel(editor: Editor, nodeName: string, picture: string): Promise<void> {
	await openNode(editor, nodeName);
	await takePicture(editor, picture, byTestId(editor.page, 'ndv'));
	await closeNode(editor);
}

async function installDialog(editor: Editor): Promise<void> {
	const { page, url } = editor;
	await page.goto(`${url}/settings/community-nodes`);
	await page.getByRole('button', { name: 'Install a community node' }).click();
	await byTestId(page, 'package-name-input').fill(PACKAGE_NAME);
	await byTestId(page, 'user-agreement-checkbox').click();
	const dialog = byTestId(page, 'communityPackageInstall-modal');
	await takePicture(editor, 'install-community-node', dialog);
}

async function credentialDialog({ sandbox }: WholeN8n, editor: Editor): Promise<void> {
	const { page } = editor;
	const dialog = await openNewCredential(editor);
	await fillCredential(editor, sandbox.credential);
	const { isOk, text } = await saveAndTest(editor);
	if (!isOk) throw new Error(`The credential is not accepted: ${text}`);
	await page.setViewportSize({ width: 1440, height: 1080 });
	await page.addStyleTag({ content: WHOLE_DIALOG });
	await takePicture(editor, 'credential', dialog);
	await page.setViewportSize({ width: 1440, height: 900 });
}

async function nightlyRun(whole: WholeN8n, editor: Editor): Promise<void> {
	await openExample(whole, editor, 'nightly-segmentation-to-campaigns.json');
	await pressExecute(editor);
	await waitForTicks(editor, ['Search Last 90 Days', 'Launch Campaigns']);
	await takeCanvas(editor, 'nightly-run');
	await takePanel(editor, 'Search Last 90 Days', 'interactions-search');
	await takePanel(editor, 'Fill Lists by Segment', 'list-upsert');
	await takePanel(editor, 'Launch Campaigns', 'predictive-campaign');

	const refusal = { type: 'status' as const, status: 403, body: { error: 'insufficient_scope' } };
	whole.sandbox.faults.add({ call: 'createCampaign', effect: refusal });
	whole.sandbox.state.campaigns.length = 0;
	await pressExecute(editor);
	await waitForError(editor, 'Launch Campaigns');
	await takePanel(editor, 'Launch Campaigns', 'failed-node');

	await openNodeCreator(editor);
	await searchNodes(editor, 'CXone');
	await takePicture(editor, 'node-search', byTestId(editor.page, 'node-creator'));
}

async function otherExamples(whole: WholeN8n, editor: Editor): Promise<void> {
	await openExample(whole, editor, 'dry-run-preview.json');
	await pressExecute(editor);
	await waitForTicks(editor, ['Plan Campaigns']);
	await takeCanvas(editor, 'dry-run-preview');
	await openExample(whole, editor, 'crm-trigger-to-list.json');
	await pressExecute(editor);
	await byTestId(editor.page, 'stop-execution-waiting-for-webhook-button').waitFor();
	const body = new URLSearchParams({ contactId: 'C-000012' });
	const answer = await fetch(`${editor.url}/webhook-test/cxone-contact`, { method: 'POST', body });
	if (!answer.ok) throw new Error(`The webhook answers ${answer.status}: ${await answer.text()}`);
	await waitForTicks(editor, ['Answer With Segment']);
	await takeCanvas(editor, 'crm-trigger-to-list');
	await openExample(whole, editor, 'score-crm-events.json');
	await pressExecute(editor);
	await waitForTicks(editor, ['Call Today', 'Leave']);
	await takePanel(editor, 'Score Customers', 'rf-score');
}

await writeReportPicture();
if (process.argv[2] === 'report') process.exit();
const say = (text: string) => console.log(text);
const whole = await startWholeN8n({ line: NEWEST_N8N, sandbox: { contacts: 200 }, say });
try {
	const editor = await openEditor({ url: whole.n8n.url, scale: 1.5 });
	try {
		for (const step of [nightlyRun, otherExamples, credentialDialog]) await step(whole, editor);
		await installDialog(editor);
	} finally {
		await editor.close();
	}
} finally {
	await whole.close();
}
