import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import type { IDataObject, INodeParameters, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import type { Sandbox } from '../../sandbox/server.mts';
import { jsonItems, jsonsOf, runNode, type NodeRunOptions } from '../support/engine.mts';
import { schemaOf, type OutputSchema } from '../support/outputSchema.mts';
import { fillList, makeEmptyList } from './campaignRuns.mts';
import { credentialOf, shareSandbox, shortenWaits, upsert } from './outboundRuns.mts';
import { accessKeyOf, listItem, putList, setUpSkills, skillOf } from './skillRuns.mts';

// What a node gives out is the truth, and its files in __schema__ are the copy of it that n8n's editor shows before a
// run. WRITE_SCHEMAS=1 writes the copies anew, for
// prettier to form.
const isWriting = process.env.WRITE_SCHEMAS === '1';
const NODES = [CxoneInteractionsSearch, CxoneRfScore, CxoneListUpsert, CxonePredictiveCampaign];

shortenWaits();
const shared = shareSandbox({
	history: [{ id: 'i-1', startTime: '2026-01-05T09:00:00Z', contactId: 'C-1', type: 'voice' }],
});

type Class = new () => INodeType;

function fileOf(node: Class, operation: string): string {
	return resolve(__dirname, `../../nodes/${node.name}/__schema__/v1.0.0/${operation}.json`);
}

function expectSchema(node: Class, operation: string, rows: IDataObject[]): void {
	const file = fileOf(node, operation);
	const schema: OutputSchema = { ...schemaOf(rows), version: 1 };
	if (isWriting) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
}

/** The rows of a run that does not fail, and gives some. */
async function rowsOf(node: Class, options: NodeRunOptions): Promise<IDataObject[]> {
	const run = await runNode(node, options);
	expect(run.error).toBeUndefined();
	expect(run.items.length).toBeGreaterThan(0);
	return jsonsOf(run);
}

/** The rows of several runs by OAuth2, or with `authentication` by access key. */
async function rowsOfAll(
	node: Class,
	sandbox: Sandbox,
	runs: Array<[INodeParameters, IDataObject[]?]>,
): Promise<IDataObject[]> {
	const rows: IDataObject[][] = [];
	for (const [parameters, jsons] of runs) {
		const isByKey = parameters.authentication === 'accessKey';
		rows.push(
			await rowsOf(node, {
				parameters,
				credential: isByKey ? accessKeyOf(sandbox) : credentialOf(sandbox),
				...(jsons && { items: jsonItems(...jsons) }),
			}),
		);
	}
	return rows.flat();
}

const BY_KEY = { authentication: 'accessKey' };

test('Interactions Search: search', async () => {
	const { sandbox } = shared;
	const january = {
		timeRange: 'between',
		startTime: '2026-01-01T00:00:00Z',
		endTime: '2026-02-01T00:00:00Z',
	};
	const all = { ...january, contactSource: 'all' };
	const summary = {
		output: 'contactSummary',
		options: { includeContactsWithoutInteractions: true },
	};
	const [{ contactId: phone }] = await rowsOfAll(CxoneInteractionsSearch, sandbox, [
		[{ ...all, ...BY_KEY }],
	]);
	const asked = [{ contactId: phone }, { contactId: '2012349999' }];
	const rows = await rowsOfAll(CxoneInteractionsSearch, sandbox, [
		[all],
		[{ ...january, ...summary }, [{ contactId: 'C-1' }, { contactId: 'nobody' }]],
		[{ ...all, ...summary, ...BY_KEY }],
		[{ ...january, ...summary, ...BY_KEY }, asked],
	]);
	// CXone's own fields of a contact are not the node's to promise, and a client of the other family never sees them.
	const promised = ['id', 'contactId', 'askedAs', 'startTime', 'type', 'direction'];
	const contacts = await rowsOfAll(CxoneInteractionsSearch, sandbox, [
		[{ ...all, ...BY_KEY }],
		[{ ...january, ...BY_KEY }, asked],
	]);
	for (const row of contacts)
		rows.push(Object.fromEntries(promised.map((name) => [name, row[name]])));

	expectSchema(CxoneInteractionsSearch, 'search', rows);
});

test('RF Score: score', async () => {
	const interactions = jsonItems({ contactId: 'C-1', startTime: '2026-01-05T09:00:00Z' });
	const summaries = jsonItems({ contactId: 'C-2', frequency: 0, lastInteraction: null });
	const rows = [
		...(await rowsOf(CxoneRfScore, { items: interactions })),
		...(await rowsOf(CxoneRfScore, {
			items: summaries,
			parameters: { inputData: 'contactSummary' },
		})),
		...(await rowsOf(CxoneRfScore, { items: interactions, parameters: { restDays: 1 } })),
		...(await rowsOf(CxoneRfScore, { items: interactions, parameters: { thresholdsBy: 'share' } })),
	];
	expectSchema(CxoneRfScore, 'score', rows);
});

test('RF Score: report', async () => {
	const items = jsonItems({ contactId: 'C-1', priority: 'high', score: 70 });
	const rows = await rowsOf(CxoneRfScore, { items, parameters: { operation: 'report' } });
	expectSchema(CxoneRfScore, 'report', rows);
});

test('List Upsert: upsert', async () => {
	const { sandbox } = shared;
	const scored = [{ contactId: '2012340001', priority: 'high', score: 70 }];
	const twice = [...scored, { ...scored[0], contactId: '12012340001', score: 60 }];
	const phoneless = [...twice, { ...scored[0], contactId: 'x' }];
	const contacts = { output: 'contacts' };
	const rows = await rowsOfAll(CxoneListUpsert, sandbox, [
		[{ dryRun: true }, scored],
		[{}, scored],
		[{ listBy: 'name', listName: 'vip' }, scored],
		[{ ...contacts, dryRun: true }, scored],
		[contacts, scored],
		[{ ...BY_KEY, dryRun: true }, scored],
		[{ ...BY_KEY, ...contacts, dryRun: true }, scored],
		[{ ...BY_KEY, ...contacts }, phoneless],
		[{ ...BY_KEY, ...contacts }, scored],
		[BY_KEY, scored],
		[{ ...BY_KEY, listBy: 'name', listName: 'vip' }, [{ ...scored[0], contactId: '2012340002' }]],
	]);
	sandbox.faults.add({ call: 'addContacts', effect: { type: 'status', status: 400 } });
	const refused = await upsert(sandbox, {
		items: jsonItems(...scored),
		parameters: contacts,
		onError: 'continueRegularOutput',
	});
	expectSchema(CxoneListUpsert, 'upsert', [...rows, ...jsonsOf(refused)]);
});

describe('Predictive Campaign', () => {
	beforeEach(() => setUpSkills(shared.sandbox));

	test('launch, get and getAll', async () => {
		const { sandbox } = shared;
		const list = [{ listId: await fillList(sandbox, 'vip'), segment: 'high' }];
		const empty = [{ listId: await makeEmptyList(sandbox, 'empty'), segment: 'high' }];
		const fixed = { thresholdBy: 'fixed', campaignName: 'c' };
		const campaigns = await rowsOfAll(CxonePredictiveCampaign, sandbox, [
			[{ dryRun: true }, [{ listId: '', segment: 'high' }]],
			[{}, list],
			[{}, list],
			[fixed, [{ listId: list[0].listId }]],
			[{}, empty],
		]);
		const campaignId = { __rl: true, mode: 'id', value: String(campaigns[1].campaignId) };
		const got = await rowsOfAll(CxonePredictiveCampaign, sandbox, [
			[{ operation: 'get', campaignId } as unknown as INodeParameters],
		]);
		const listed = await rowsOfAll(CxonePredictiveCampaign, sandbox, [[{ operation: 'getAll' }]]);

		const item = listItem(await putList(sandbox, { a: {} })).json;
		const emptyItem = listItem(await putList(sandbox, {}, { listName: 'none' })).json;
		const skills = await rowsOfAll(CxonePredictiveCampaign, sandbox, [
			[{ ...BY_KEY, dryRun: true }, [item]],
			[{ ...BY_KEY, thresholdBy: 'fixed' }, [{ ...item, segment: undefined }]],
			[{ ...BY_KEY, startDialing: true, preflight: 'warn' }, [item]],
			[{ ...BY_KEY, preflight: 'warn' }, [emptyItem]],
		]);
		expectSchema(CxonePredictiveCampaign, 'launch', [...campaigns, ...skills]);
		const today = { dials: 0, rightPartyConnects: 0, connects: 200, abandons: 5, handled: 250 };
		skillOf(sandbox).outcomes.push({ atMs: Date.now(), ...today });
		expectSchema(CxonePredictiveCampaign, 'get', [
			...got,
			...(await rowsOfAll(CxonePredictiveCampaign, sandbox, [
				[{ ...BY_KEY, operation: 'get' }, [item]],
			])),
		]);
		expectSchema(CxonePredictiveCampaign, 'getAll', [
			...listed,
			...(await rowsOfAll(CxonePredictiveCampaign, sandbox, [
				[{ ...BY_KEY, operation: 'getAll' }],
			])),
		]);
	});

	test('start and stop', async () => {
		const { sandbox } = shared;
		const item = listItem(await putList(sandbox, { a: {} })).json;
		const run = async (operation: string, more: INodeParameters = {}) =>
			await rowsOfAll(CxonePredictiveCampaign, sandbox, [
				[{ ...BY_KEY, operation, ...more }, [item]],
			]);
		const started = [
			...(await run('start', { dryRun: true })),
			...(await run('start')),
			...(await run('start')),
		];
		expectSchema(CxonePredictiveCampaign, 'start', started);
		expectSchema(CxonePredictiveCampaign, 'stop', await run('stop'));
	});
});

test.each(NODES)('each operation of %p has a schema', (node) => {
	const { properties, version } = new node().description;
	// The folder of the schemas is the version of the node.
	expect(version).toBe(1);
	const operation = properties.find(({ name }) => name === 'operation');
	for (const { value } of operation?.options as INodePropertyOptions[])
		expect([value, existsSync(fileOf(node, String(value)))]).toEqual([value, true]);
});
