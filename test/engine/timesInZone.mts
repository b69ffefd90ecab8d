/**
 * Program: scores and searches with times of every form in the engine, for the zones of some workflows, and prints
 * what came of it as JSON. The output must not depend on the zone of the machine (the variable TZ).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox/server.mts';
import { runWorkflow } from '../../tools/engine/engine.mts';
import { setEngineEnvironment } from '../../tools/engine/engineEnvironment.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import { workflowNode } from '../support/engine.mts';

const TIMES = [
	'2026-03-29T00:30:00',
	'2026-03-29',
	'2026-03-08 03:30:00',
	'2026-03-29T00:30:00Z',
	'2026-03-29T00:30:00-04:00',
	1774738800000,
	1774738800,
	'1774738800',
];
const items = TIMES.map((startTime, n) => ({ json: { contactId: `C-${n}`, startTime } }));

const userFolder = mkdtempSync(join(tmpdir(), 'cxone-times-'));
setEngineEnvironment(userFolder);
const sandbox = await startSandbox({ history: [] });

async function runIn(timezone: string, type: string, parameters: INodeParameters) {
	const node = {
		...workflowNode('Node', `n8n-nodes-cxone.${type}`, parameters),
		...(type === 'cxoneInteractionsSearch' && {
			credentials: { cxoneOAuth2Api: { id: 'credential', name: 'Credential' } },
		}),
	};
	const run = await runWorkflow(
		{
			nodes: [workflowNode('Trigger', 'n8n-nodes-base.manualTrigger'), node],
			connections: { Trigger: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		{
			...loadPackageTypes('source'),
			credentials: { Credential: { ...sandbox.credential } },
			startItems: items,
			timezone,
		},
	);
	return { timezone, error: run.error?.message, rows: run.nodes.Node.outputs };
}

try {
	const results: unknown[] = [];
	for (const timezone of ['Europe/Vienna', 'America/New_York']) {
		results.push(
			await runIn(timezone, 'cxoneRfScore', { referenceTime: '2026-04-01T00:00:00' }),
			await runIn(timezone, 'cxoneInteractionsSearch', {
				timeRange: 'between',
				startTime: '={{ $json.startTime }}',
				endTime: '2026-04-01T00:00:00',
			}),
		);
	}
	const asked = sandbox.requests
		.filter(({ call }) => call === 'searchInteractions')
		.map(({ body }) => body);
	const machineOffsetMinutes = new Date('2026-01-01T00:00:00Z').getTimezoneOffset();
	process.stdout.write(JSON.stringify({ machineOffsetMinutes, output: { results, asked } }));
} finally {
	await sandbox.close();
	rmSync(userFolder, { recursive: true });
}
