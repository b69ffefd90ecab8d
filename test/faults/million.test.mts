import type { INodeExecutionData } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { startSandbox } from '../../sandbox/server.mts';
import { runNode } from '../support/engine.mts';

const MILLION = 1_000_000;
const PER_CONTACT = 5;
const MEGABYTE = 1_048_576;

jest.setTimeout(120_000);

function print(what: string, startedAt: number): void {
	const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
	const { heapUsed, rss } = process.memoryUsage();
	const heap = Math.round(heapUsed / MEGABYTE);
	process.stdout.write(
		`${what}: ${seconds} s, heap ${heap} MB, in all ${Math.round(rss / MEGABYTE)} MB\n`,
	);
}

test('a million interactions score as one row a contact', async () => {
	const items = Array.from({ length: MILLION }, (_, n): INodeExecutionData => {
		const contact = n % (MILLION / PER_CONTACT);
		return { json: { id: n, contactId: contact, startTime: 1_777_000_000 + contact } };
	});
	const startedAt = performance.now();
	const run = await runNode(CxoneRfScore, {
		items,
		parameters: { referenceTime: '2026-05-04T00:00:00Z' },
	});
	print('A million interactions', startedAt);
	expect(run.error).toBeUndefined();
	expect(run.items).toHaveLength(MILLION / PER_CONTACT);
	const total = run.items.reduce((sum, { json }) => sum + Number(json.frequency), 0);
	expect(total).toBe(MILLION);
	expect(run.items[0].pairedItem).toHaveLength(PER_CONTACT);
});

test('200,000 contacts are planned into their lists', async () => {
	const sandbox = await startSandbox({ contacts: 0 });
	const segments = ['high', 'medium', 'low'];
	const items = Array.from(
		{ length: MILLION / PER_CONTACT },
		(_, n): INodeExecutionData => ({
			json: { contactId: n, priority: segments[n % 3], score: n % 100 },
		}),
	);
	const startedAt = performance.now();
	const run = await runNode(CxoneListUpsert, {
		items,
		parameters: { dryRun: true },
		credential: { type: new CxoneOAuth2Api(), values: { ...sandbox.credential } },
	});
	print('200,000 contacts', startedAt);
	await sandbox.close();
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => json.accepted)).toEqual([66_667, 66_667, 66_666]);
	expect(sandbox.state.lists).toEqual([]);
});
