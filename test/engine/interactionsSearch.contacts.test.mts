import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import {
	answerTo,
	IN_YEAR,
	jsonsOf,
	search,
	searchBodies,
	YEAR,
	yearOfCalls,
} from './searchRuns.mts';

const ODD_IDS = ['42', '__proto__', 'constructor', '📞 Zoë', 'x'.repeat(10_000)];
const oddCalls = ODD_IDS.map(
	(contactId, n): Interaction => ({
		id: `odd-${n}`,
		startTime: `2026-01-0${n + 1}T00:00:00.000Z`,
		contactId,
		type: 'voice',
	}),
);
const history = [...yearOfCalls(60), ...oddCalls];
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Ids of the contacts in the filters of the only search. */
function askedContacts(): string[] | undefined {
	const bodies = searchBodies(sandbox);
	expect(bodies).toHaveLength(1);
	return bodies[0].filters.contactIds;
}

describe('the contacts of the input items', () => {
	it('are asked once each, and rows are tied to the first item that names their contact', async () => {
		const contactIds = ['C-000009', 'C-000004', 'C-000009', 'C-000012'];

		const run = await search(sandbox, IN_YEAR, {
			items: jsonItems(...contactIds.map((contactId) => ({ contactId, name: 'not sent' }))),
		});

		const asked = ['C-000009', 'C-000004', 'C-000012'];
		expect(searchBodies(sandbox)).toEqual([
			{
				filters: { contactIds: asked, ...YEAR, interactionType: ['voice'] },
				pageSize: 500,
				pageToken: null,
			},
		]);
		expect(sandbox.requestCounts()).toEqual({ token: 1, searchInteractions: 1 });
		const expected = answerTo(sandbox.state.history, { contactIds: asked, types: ['voice'] });
		expect(expected.length).toBeGreaterThan(3);
		expect(run.status).toBe('success');
		expect(run.items).toEqual(
			expected.map((json) => ({ json, pairedItem: { item: contactIds.indexOf(json.contactId) } })),
		);
		expect(run.node?.hints.map(({ message }) => message)).toEqual([
			'2 of the 3 contacts asked for had interactions.',
		]);
	});

	it.each([
		['customer.id', { customer: { id: 'C-000004' } }],
		['calls[0].by', { calls: [{ by: 'C-000004' }] }],
		['customer.id', { 'customer.id': 'C-000004', customer: { id: 'C-000005' } }],
	])('are found at the path %s', async (contactIdField, json) => {
		const run = await search(sandbox, { ...IN_YEAR, contactIdField }, { items: jsonItems(json) });

		expect(askedContacts()).toEqual(['C-000004']);
		expect(jsonsOf(run)).toEqual(
			answerTo(sandbox.state.history, { contactIds: ['C-000004'], types: ['voice'] }),
		);
	});

	it('may be numbers, and any text', async () => {
		const items = jsonItems({ contactId: 42 }, ...ODD_IDS.map((contactId) => ({ contactId })));

		const run = await search(sandbox, IN_YEAR, { items });

		expect(askedContacts()).toEqual(ODD_IDS);
		expect(run.items).toEqual(
			oddCalls.map((json, n) => ({ json, pairedItem: { item: n === 0 ? 0 : n + 1 } })),
		);
	});
});

describe('an input item without contact id', () => {
	const lacking = [{}, { contactId: null }, { contactId: '  ' }, { contactId: { id: 'C-000004' } }];

	it.each(lacking)('stops the run before any request: %j', async (json) => {
		const run = await search(sandbox, IN_YEAR, {
			items: jsonItems({ contactId: 'C-000004' }, json),
		});

		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: "The item has no contact ID in the field 'contactId'",
			description: "Check 'Contact ID Field' and the item.",
			context: { itemIndex: 1 },
		});
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'is an error item under %s, and the others are searched',
		async (onError) => {
			const run = await search(sandbox, IN_YEAR, {
				items: jsonItems({ name: 'nobody' }, { contactId: 'C-000004' }, { contactId: '' }),
				onError,
			});

			expect(run.status).toBe('success');
			expect(askedContacts()).toEqual(['C-000004']);
			const rows = answerTo(sandbox.state.history, { contactIds: ['C-000004'], types: ['voice'] });
			const hasOutput = onError === 'continueErrorOutput';
			expect(run.items.slice(0, rows.length)).toEqual(
				rows.map((json) => ({ json, pairedItem: { item: 1 } })),
			);
			const errorItems = hasOutput ? run.errorItems : run.items.slice(rows.length);
			expect(errorItems).toHaveLength(2);
			expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			for (const { json } of errorItems)
				expect(json).toMatchObject({
					error: "The item has no contact ID in the field 'contactId'",
					message: "Check 'Contact ID Field' and the item.",
				});
			expect(errorItems[0].json.name).toBe(hasOutput ? 'nobody' : undefined);
		},
	);

	it('is never passed on as a row when all items lack one', async () => {
		const items = jsonItems({ name: 'nobody' }, { name: 'no one' });

		const run = await search(sandbox, IN_YEAR, { items, onError: 'continueRegularOutput' });

		expect(run.items).toHaveLength(2);
		for (const { json } of run.items) {
			expect(json.error).toBe("The item has no contact ID in the field 'contactId'");
			expect(json).not.toHaveProperty('name');
		}
		expect(sandbox.requests).toEqual([]);
	});
});
