import { jsonItems } from '../support/engine.mts';
import {
	bodiesOf,
	callsOf,
	hintsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

describe('a list by name', () => {
	const parameters = { listBy: 'name', listName: 'spring', description: 'Spring {segment} people' };

	it('is created once for all contacts', async () => {
		const { sandbox } = shared;
		const run = await upsert(sandbox, {
			items: jsonItems({ contactId: 'a' }, { contactId: 'b' }),
			parameters,
		});

		expect(bodiesOf(sandbox, 'createList')).toEqual([
			{ name: 'spring', description: 'Spring people', type: 'outbound' },
		]);
		expect(run.items[0].json).toMatchObject({
			listName: 'spring',
			segment: null,
			created: true,
			accepted: 2,
		});
	});

	it('is chosen for each item by an expression', async () => {
		const { sandbox } = shared;
		await upsert(sandbox, {
			items: jsonItems({ contactId: 'a', to: 'x' }, { contactId: 'a', to: 'y' }),
			parameters: { listBy: 'name', listName: '={{ $json.to }}' },
		});

		expect([...listNamed(sandbox, 'x').contacts.keys()]).toEqual(['a']);
		expect([...listNamed(sandbox, 'y').contacts.keys()]).toEqual(['a']);
	});

	it('is found on the last page of a tenant that ignores the name filter', async () => {
		await withSandbox({ ignoresNameFilter: true, lookupPageSize: 2 }, async (sandbox) => {
			for (const listName of ['Spring', 'spring ', 'spring2', 'spri', 'spring'])
				await upsert(sandbox, {
					items: jsonItems({ contactId: 'old' }),
					parameters: { listBy: 'name', listName: listName.trim() },
				});
			sandbox.requests.length = 0;
			const run = await upsert(sandbox, { items: jsonItems({ contactId: 'a' }), parameters });

			expect(callsOf(sandbox)).toEqual(['findLists', 'findLists', 'addContacts']);
			const spring = listNamed(sandbox, 'spring');
			expect(run.items[0].json).toMatchObject({ listId: spring.id, created: false });
			expect([...spring.contacts.keys()]).toEqual(['old', 'a']);
		});
	});

	it('is the one of the lowest id of two of that name, and a hint says so', async () => {
		const { sandbox } = shared;
		const items = jsonItems({ contactId: 'a' });
		for (const listName of ['spring', 'other'])
			await upsert(sandbox, { items, parameters: { listBy: 'name', listName } });
		sandbox.state.lists[1].name = 'spring';
		const run = await upsert(sandbox, { items: jsonItems({ contactId: 'b' }), parameters });

		expect(hintsOf(run)).toEqual([
			"There are 2 lists named 'spring'; this run used list-0001. Not shown to be empty, so look at the contacts in CXone before you rename or delete: list-0002.",
		]);
		expect(sandbox.state.lists.map(({ contacts }) => contacts.has('b'))).toEqual([true, false]);
	});

	it('is not a list of another type', async () => {
		const { sandbox } = shared;
		await upsert(sandbox, { items: jsonItems({ contactId: 'a' }), parameters });
		Object.assign(sandbox.state.lists[0], { type: 'inbound' });
		const run = await upsert(sandbox, { items: jsonItems({ contactId: 'b' }), parameters });

		expect(run.items[0].json).toMatchObject({ listId: 'list-0002', created: true });
		expect([...sandbox.state.lists[0].contacts.keys()]).toEqual(['a']);
	});

	it.each([404, 405, 501] as const)(
		'is created, with a hint, where the look-up answers %d',
		async (absentStatus) => {
			await withSandbox({ absentCalls: ['findLists'], absentStatus }, async (sandbox) => {
				const run = await upsert(sandbox, { items: jsonItems({ contactId: 'a' }), parameters });

				expect(run.items[0].json).toMatchObject({ created: true, accepted: 1 });
				expect(hintsOf(run)).toEqual([
					"This tenant has no look-up of lists, so 'spring' is created without looking for one of that name; a second run makes a second list. Set 'List By' to 'ID' for later runs.",
				]);
				expect(callsOf(sandbox)).toEqual(['findLists', 'findLists', 'createList', 'addContacts']);
			});
		},
	);
});
