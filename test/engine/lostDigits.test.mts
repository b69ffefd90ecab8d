import { jsonItems } from '../support/engine.mts';
import {
	bodiesOf,
	campaign,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';
import { daysAgo, score, scoresOf } from './scoreRuns.mts';
import { search } from './searchRuns.mts';

shortenWaits();
const shared = shareSandbox();
/** As JSON gives a number of 19 digits: 1234567890123456780 to …789 are all this one. */
const LOST = 1234567890123456768;
const TEXT = '1234567890123456789';
const ADVICE = expect.stringContaining('Make it text');

test('ten interactions whose ids lost digits do not count as one', async () => {
	const jsons = Array.from({ length: 10 }, () => ({
		id: LOST,
		contactId: 'A',
		startTime: daysAgo(1),
	}));
	const skipped = await score(jsons);
	const failed = await score(jsons, { options: { onInvalidItem: 'error' } });
	const all = await score(jsons, { options: { deduplicateById: false } });

	expect(scoresOf(skipped)).toEqual([]);
	expect(skipped.node?.hints).toMatchObject([
		{ message: expect.stringContaining('10 of 10 items left out, so that nothing was scored') },
	]);
	expect(failed.error).toMatchObject({
		message: 'The ID of the interaction is a number that has lost digits',
		description: ADVICE,
	});
	expect(scoresOf(all)).toMatchObject([{ frequency: 10 }]);
});

test('as text they count, each once', async () => {
	const jsons = [0, 1, 2].map((n) => ({
		id: `${TEXT}${n}`,
		contactId: TEXT,
		startTime: daysAgo(1),
	}));
	expect(scoresOf(await score(jsons))).toMatchObject([{ contactId: TEXT, frequency: 3 }]);
});

describe('a contact ID that lost digits', () => {
	const message = "The contact ID in the field 'contactId' is a number that has lost digits";
	const item = { contactId: LOST, priority: 'high', startTime: daysAgo(1) };
	const items = jsonItems(item);

	test('is not scored', async () => {
		const run = await score([item], { options: { onInvalidItem: 'error' } });
		expect(run.error).toMatchObject({ message, description: ADVICE });
	});

	test('goes into no list', async () => {
		const run = await upsert(shared.sandbox, { items });
		expect(run.error).toMatchObject({ message, description: ADVICE });
		expect(shared.sandbox.requests).toEqual([]);
	});

	test('is not asked', async () => {
		const byItem = await search(shared.sandbox, {}, { items });
		const typed = await search(shared.sandbox, {
			contactSource: 'ids',
			contactIds: `={{ [${LOST}] }}`,
		});
		expect(byItem.error).toMatchObject({ message, description: ADVICE });
		expect(typed.error).toMatchObject({
			message: "'Contact IDs' holds a number that has lost digits",
			description: ADVICE,
		});
		expect(shared.sandbox.requests).toEqual([]);
	});
});

test('a segment and a list that lost digits are refused', async () => {
	const { sandbox } = shared;
	const segment = await upsert(sandbox, { items: jsonItems({ contactId: 'a', priority: LOST }) });
	const list = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', listId: LOST, priority: 'high' }),
		parameters: { listBy: 'id', listId: { __rl: true, mode: 'id', value: '={{ $json.listId }}' } },
	});
	const ofCampaign = await campaign(sandbox, {
		items: jsonItems({ listId: LOST, segment: 'high' }),
	});
	const inCampaign = await campaign(sandbox, { items: jsonItems({ listId: 'l', segment: LOST }) });

	expect(segment.error?.message).toBe(
		"The segment in the field 'priority' is a number that has lost digits",
	);
	expect(list.error?.message).toBe("'List' is a number that has lost digits");
	expect(ofCampaign.error?.message).toBe("'List' is a number that has lost digits");
	expect(inCampaign.error?.message).toBe("'Segment' is a number that has lost digits");
	for (const { error } of [segment, list, ofCampaign, inCampaign])
		expect(error?.description).toEqual(ADVICE);
	expect(sandbox.requests).toEqual([]);
});

test('spaces around ids do not make another contact', async () => {
	const { sandbox } = shared;
	const lists = await upsert(sandbox, {
		items: jsonItems({ contactId: ' a ', priority: 'high' }, { contactId: 'a', priority: 'high' }),
	});
	const scored = await score([
		{ id: '1', contactId: 'a\n', startTime: daysAgo(1) },
		{ id: '1 ', contactId: 'a', startTime: daysAgo(1) },
	]);

	expect(jsonsOf(lists.items)).toMatchObject([{ accepted: 1, duplicates: 1 }]);
	expect(bodiesOf(sandbox, 'addContacts')).toMatchObject([[{ contactId: 'a' }]]);
	expect(scoresOf(scored)).toMatchObject([{ contactId: 'a', frequency: 1 }]);
});
