import { jsonItems } from '../support/engine.mts';
import { jsonsOf, shareSandbox, shortenWaits, upsert } from './outboundRuns.mts';
import { search, searchBodies } from './searchRuns.mts';

shortenWaits();
const shared = shareSandbox();
const ABSENT = ['={{ $json.none }}', '={{ null }}', '={{ [null] }}', '={{ {} }}'];

test.each(ABSENT)('Interaction Types %s does not search all types', async (interactionTypes) => {
	const run = await search(shared.sandbox, { contactSource: 'all', interactionTypes });

	expect(run.error?.message).toBe("'Interaction Types' holds no value, or one that is not text");
	expect(shared.sandbox.requests).toEqual([]);
});

test('no Interaction Types selected search all', async () => {
	const run = await search(shared.sandbox, { contactSource: 'all', interactionTypes: [] });

	expect(run.error).toBeUndefined();
	expect(searchBodies(shared.sandbox)[0].filters).not.toHaveProperty('interactionType');
});

test.each(ABSENT)('Name Prefix %s makes no list without prefix', async (namePrefix) => {
	const run = await upsert(shared.sandbox, {
		items: jsonItems({ contactId: 'a', priority: 'high' }),
		parameters: { namePrefix },
	});

	expect(run.error?.message).toMatch(/^'Name Prefix' is empty/);
	expect(shared.sandbox.requests).toEqual([]);
});

test('a blank Name Prefix does', async () => {
	const run = await upsert(shared.sandbox, {
		items: jsonItems({ contactId: 'a', priority: 'high' }),
		parameters: { namePrefix: ' ' },
	});

	expect(jsonsOf(run.items)).toMatchObject([{ listName: 'segment_high', accepted: 1 }]);
});
