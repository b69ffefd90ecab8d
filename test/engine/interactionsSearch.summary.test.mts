import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems, runNode } from '../support/engine.mts';
import { answerTo, IN_YEAR, jsonsOf, search, summaryOf, YEAR, yearOfCalls } from './searchRuns.mts';

const SUMMARY = { ...IN_YEAR, output: 'contactSummary' };
const history = yearOfCalls(150, 2_000);
const voice = answerTo(history, { types: ['voice'] });
const callers = [...new Set(voice.map(({ contactId }) => contactId))];
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('the summary of contacts', () => {
	it('counts what an own count over the history counts, in order of the contacts', async () => {
		const contactIds = [...callers].reverse();
		const items = jsonItems(...contactIds.map((contactId) => ({ contactId })));

		const run = await search(sandbox, { ...SUMMARY, options: { pageSize: 90 } }, { items });

		expect(run.items).toEqual(
			summaryOf(voice, contactIds).map((json, item) => ({ json, pairedItem: { item } })),
		);
		expect(Object.keys(run.items[0].json)).toEqual([
			'contactId',
			'frequency',
			'firstInteraction',
			'lastInteraction',
		]);
	});

	it.each([
		['voice', undefined],
		['chat', ['chat']],
		['all types', []],
	])('counts all contacts, for %s, in order of their first interaction', async (_, types) => {
		const run = await search(sandbox, {
			...SUMMARY,
			contactSource: 'all',
			...(types === undefined ? {} : { interactionTypes: types }),
		});

		const asked = types ?? ['voice'];
		const rows = answerTo(history, asked.length === 0 ? {} : { types: asked });
		const contactIds = new Set(rows.map(({ contactId }) => contactId));
		expect(jsonsOf(run)).toEqual(summaryOf(rows, contactIds.values()));
	});

	it('counts only the time range', async () => {
		const range = { startTime: '2025-12-01T00:00:00.000Z', endTime: '2026-01-01T00:00:00.000Z' };

		const run = await search(sandbox, { ...SUMMARY, ...range, contactSource: 'all' });

		const rows = answerTo(history, { types: ['voice'], ...range });
		expect(rows.length).toBeGreaterThan(20);
		const contactIds = new Set(rows.map(({ contactId }) => contactId));
		expect(jsonsOf(run)).toEqual(summaryOf(rows, contactIds.values()));
	});

	it('gives a contact that several items name one row that names them all', async () => {
		const [first, second] = callers;
		const items = jsonItems({ contactId: first }, { contactId: second }, { contactId: first });

		const run = await search(sandbox, SUMMARY, { items });

		const [firstRow, secondRow] = summaryOf(voice, [first, second]);
		expect(run.items).toEqual([
			{ json: firstRow, pairedItem: [{ item: 0 }, { item: 2 }] },
			{ json: secondRow, pairedItem: { item: 1 } },
		]);
	});
});

describe('a contact without interactions', () => {
	const items = jsonItems(
		{ contactId: 'silent' },
		{ contactId: callers[0] },
		{ contactId: '__proto__' },
	);

	it('has no row by default', async () => {
		const run = await search(sandbox, SUMMARY, { items });

		expect(run.items).toEqual([
			{ json: summaryOf(voice, [callers[0]])[0], pairedItem: { item: 1 } },
		]);
	});

	it('has a row where the option asks for it', async () => {
		const options = { includeContactsWithoutInteractions: true };

		const run = await search(sandbox, { ...SUMMARY, options }, { items });

		const contactIds = ['silent', callers[0], '__proto__'];
		expect(run.items).toEqual(
			summaryOf(voice, contactIds).map((json, item) => ({ json, pairedItem: { item } })),
		);
		expect(run.items[0].json).toEqual({
			contactId: 'silent',
			frequency: 0,
			firstInteraction: null,
			lastInteraction: null,
		});
	});

	it('has no row among interactions, whatever the option says', async () => {
		const options = { includeContactsWithoutInteractions: true };

		const run = await search(
			sandbox,
			{ ...IN_YEAR, options },
			{ items: jsonItems({ contactId: 'silent' }) },
		);

		expect(run.status).toBe('success');
		expect(run.items).toEqual([]);
	});
});

describe('both outputs', () => {
	it.each(['inputItems', 'all'])('score the same, for the contacts of %s', async (source) => {
		const parameters = { ...IN_YEAR, contactSource: source };
		const items = jsonItems(...callers.map((contactId) => ({ contactId })));
		const scoreOf = async (inputData: string, rows: ReturnType<typeof jsonsOf>) =>
			await runNode(CxoneRfScore, {
				parameters: { inputData, referenceTime: YEAR.endTime },
				items: jsonItems(...rows),
			});

		const interactions = await search(sandbox, parameters, { items });
		const summary = await search(sandbox, { ...parameters, output: 'contactSummary' }, { items });
		const fromInteractions = await scoreOf('interactions', jsonsOf(interactions));
		const fromSummary = await scoreOf('contactSummary', jsonsOf(summary));

		expect(fromInteractions.items).toHaveLength(callers.length);
		expect(jsonsOf(fromSummary)).toEqual(jsonsOf(fromInteractions));
		const priorities = new Set(jsonsOf(fromSummary).map(({ priority }) => priority));
		expect(priorities).toEqual(new Set(['high', 'medium', 'low']));
	});
});
