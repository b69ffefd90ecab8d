// Needs: newest n8n, Chromium
import { openWorkflow } from '../../tools/editor/canvas.mts';
import { canvasFaults } from '../../tools/editor/canvasFaults.mts';
import { openEditor, type Editor } from '../../tools/editor/editor.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { NEWEST_N8N } from '../../tools/n8n/installN8n.mts';
import { exampleFiles } from '../workflows/exampleRuns.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const whole = shareWholeN8n({ line: NEWEST_N8N, sandbox: { contacts: 10 } });
let editor: Editor;

beforeAll(async () => {
	editor = await openEditor({ url: whole.n8n.url });
});

afterAll(async () => {
	await editor?.close();
});

test.each(exampleFiles())('all of %s can be read on the canvas', async (file) => {
	const draft = await exampleWorkflow(file, whole.credential);
	await openWorkflow(editor, await whole.client.addWorkflow(draft));
	expect(await canvasFaults(editor)).toEqual([]);
});

test('what cannot be read is found', async () => {
	const draft = await exampleWorkflow(
		'scaled-out-segmentation-to-campaigns.json',
		whole.credential,
	);
	const nodes = draft.nodes.map((node) => {
		if (node.name === 'Score Contacts')
			return { ...node, name: 'Score Contacts of All the Shards' };
		if (!node.name.startsWith('Note: ')) return node;
		const content = `${String(node.parameters.content)}\n\n${'One more line.\n\n'.repeat(6)}`;
		const code = '```\nSELECT everything, all, of, it FROM contacts\n```\n';
		return { ...node, parameters: { ...node.parameters, content: code + content, width: 200 } };
	});
	await openWorkflow(editor, await whole.client.addWorkflow({ ...draft, nodes, connections: {} }));
	const kinds = (await canvasFaults(editor)).map((fault) => fault.replace(/'[^']*'/g, '…'));
	expect([...new Set(kinds)].sort()).toEqual([
		'Code of the note … is cut',
		'Text of the note … is under the node …',
		'The label of the node … crosses the border of …',
		'The note … is too small for its text',
	]);
});
