import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { generateHistory } from '../../sandbox/history.mts';
import { runWorkflow } from '../engine/engine.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';

const FILE = fileURLToPath(new URL('../../docs/images/report.png', import.meta.url));
const NOW = '2026-11-24T02:00:00Z';
const PLAN = { contacts: 9_400, days: 120, seed: 24, nowMs: Date.parse(NOW) };
const THRESHOLDS = { highThreshold: 60, mediumThreshold: 35 };
/** Every so many contacts are held back, for these reasons. */
const HELD_BACK = [
	{ every: 45, reason: 'doNotCall' },
	{ every: 107, reason: 'calledLately' },
	{ every: 401, reason: 'noPhone' },
];

async function runScoreNode(
	parameters: INodeParameters,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const node = (name: string, type: string, nodeParameters: INodeParameters): INode => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0] },
		parameters: nodeParameters,
	});
	const run = await runWorkflow(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node('Score', 'n8n-nodes-cxone.cxoneRfScore', { ...THRESHOLDS, ...parameters }),
			],
			connections: { Trigger: { main: [[{ node: 'Score', type: 'main', index: 0 }]] } },
		},
		{ ...loadPackageTypes('source'), startItems: items },
	);
	if (run.error) throw new Error(`The report cannot be made: ${run.error.message}`);
	return run.nodes.Score.outputs[0];
}

function withOutcome({ json }: INodeExecutionData, place: number): INodeExecutionData {
	const held = HELD_BACK.find(({ every }) => place % every === every - 1);
	return { json: held ? { ...json, outcome: 'rejected', reason: held.reason } : json };
}

/** The picture of a report of contacts as a contact centre has them: the same bytes each time. */
export async function makeReportPicture(): Promise<Buffer> {
	const calls = generateHistory(PLAN).map((json) => ({ json: json as unknown as IDataObject }));
	// Those who never call are in no history.
	const contacts = Array.from({ length: PLAN.contacts }, (_, n) => ({
		json: { contactId: `C-${String(n + 1).padStart(6, '0')}` },
	}));
	const scored = await runScoreNode({ referenceTime: NOW }, [...calls, ...contacts]);
	const [{ binary }] = await runScoreNode({ operation: 'report' }, scored.map(withOutcome));
	return Buffer.from(binary?.report.data ?? '', 'base64');
}

/** Writes docs/images/report.png. */
export async function writeReportPicture(): Promise<void> {
	await writeFile(FILE, await makeReportPicture());
}
