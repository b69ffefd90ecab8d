import type { INodeExecutionData } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { startSandbox } from '../../sandbox/server.mts';
import { runNode } from '../support/engine.mts';

/** Interactions to score: a million in `.ci/run`, fewer where somebody waits for it. */
const ITEMS = Number(process.env.CXONE_ITEMS ?? 200_000);
const PER_CONTACT = 5;
const CONTACTS = ITEMS / PER_CONTACT;
if (!Number.isInteger(CONTACTS) || CONTACTS < 1)
	throw new Error(`CXONE_ITEMS is not a multiple of ${PER_CONTACT}: '${process.env.CXONE_ITEMS}'`);
/** Contacts to plan. */
const PLANNED = 200_000;
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

test(`${ITEMS} interactions score as one row a contact`, async () => {
	const items = Array.from({ length: ITEMS }, (_, n): INodeExecutionData => {
		const contact = n % CONTACTS;
		return { json: { id: n, contactId: contact, startTime: 1_777_000_000 + contact } };
	});
	const startedAt = performance.now();
	const run = await runNode(CxoneRfScore, {
		items,
		parameters: { referenceTime: '2026-05-04T00:00:00Z' },
	});
	print(`${ITEMS} interactions`, startedAt);
	expect(run.error).toBeUndefined();
	expect(run.items).toHaveLength(CONTACTS);
	const total = run.items.reduce((sum, { json }) => sum + Number(json.frequency), 0);
	expect(total).toBe(ITEMS);
	expect(run.items[0].pairedItem).toHaveLength(PER_CONTACT);
});

test(`${PLANNED} contacts are planned into their lists`, async () => {
	const sandbox = await startSandbox({ contacts: 0 });
	const segments = ['high', 'medium', 'low'];
	const items = Array.from(
		{ length: PLANNED },
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
	print(`${PLANNED} contacts`, startedAt);
	await sandbox.close();
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => json.accepted)).toEqual(
		segments.map((_, n) => Math.ceil((PLANNED - n) / segments.length)),
	);
	expect(sandbox.state.lists).toEqual([]);
});
