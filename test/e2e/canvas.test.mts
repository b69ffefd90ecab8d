// Needs: newest n8n, Chromium
import { readFileSync } from 'node:fs';

import { openWorkflow } from '../../tools/editor/canvas.mts';
import { canvasFaults } from '../../tools/editor/canvasFaults.mts';
import { openEditor, type Editor } from '../../tools/editor/editor.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { NEWEST_N8N } from '../../tools/n8n/installN8n.mts';
import { exampleFiles } from '../workflows/exampleRuns.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

/** Pixels of the side of an icon in the list of nodes. */
const ICON_PX = 24;
/** Of all pixels, the share that must differ for two icons to be told apart. */
const LEAST_DIFFERENCE = 0.15;

const whole = shareWholeN8n({ line: NEWEST_N8N, sandbox: { contacts: 10 } });
let editor: Editor;

beforeAll(async () => {
	editor = await openEditor({ url: whole.n8n.url });
});

afterAll(async () => {
	await editor?.close();
});

test.each(exampleFiles())('all of %s can be read on the canvas', async (file) => {
	const draft = await exampleWorkflow(file, whole.credential, whole.accessKey);
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

test.each(['light', 'dark'])('the icons are told apart at 24 pixels: %s', async (theme) => {
	const folder = new URL('../../icons/', import.meta.url);
	const suffix = theme === 'dark' ? '.dark.svg' : '.svg';
	const names = ['cxone', 'search', 'score', 'list', 'campaign'];
	const sources = names.map((name) => {
		const svg = readFileSync(new URL(name + suffix, folder), 'base64');
		return `data:image/svg+xml;base64,${svg}`;
	});
	const drawn = await editor.page.evaluate(
		async ([addresses, side]) =>
			await Promise.all(
				addresses.map(async (address) => {
					const image = new Image();
					image.src = address;
					await image.decode();
					const canvas = new OffscreenCanvas(side, side).getContext('2d');
					canvas?.drawImage(image, 0, 0, side, side);
					const { data } = canvas?.getImageData(0, 0, side, side) ?? { data: [] };
					return [...data].filter((_, at) => at % 4 === 3);
				}),
			),
		[sources, ICON_PX] as const,
	);
	for (const [n, one] of drawn.entries()) {
		expect(one).toHaveLength(ICON_PX ** 2);
		for (const other of drawn.slice(n + 1)) {
			const differing = one.filter((alpha, at) => Math.abs(alpha - other[at]) > 128).length;
			expect(differing / one.length).toBeGreaterThan(LEAST_DIFFERENCE);
		}
	}
});
