import {
	contacts,
	countOf,
	fileOf,
	hintsOf,
	jsonItems,
	jsonsOf,
	listsOf,
	livePhones,
	openTenant,
	phoneOf,
	phonesOf,
	pressStart,
	setUpCallingLists,
	upload,
} from './callingListRuns.mts';

setUpCallingLists();

test('contacts go into the list of their segment, once each, and ring once when a person presses Start', async () => {
	const sandbox = await openTenant();
	const items = [...contacts(3), ...contacts(2, { from: 10, priority: 'low' })];
	const run = await upload(sandbox, items);

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toEqual([
		{
			listId: '2001',
			listName: 'dynamic_outbound_2026-05-20_segment_high',
			segment: 'high',
			created: true,
			submitted: 3,
			accepted: 3,
			duplicates: 0,
			rejected: 0,
			batches: 1,
			dryRun: false,
			skillId: '4001',
			skillName: 'dynamic_outbound_high',
			existing: 0,
			expiresAt: '2026-05-22T00:00:00.000Z',
		},
		expect.objectContaining({ segment: 'low', accepted: 2, skillId: '4003' }),
	]);
	expect(livePhones(sandbox)).toEqual([...phonesOf(3), ...phonesOf(2, 10)]);
	expect(hintsOf(run)).toEqual([expect.stringContaining('That is no proof')]);
	const rings = pressStart(sandbox);
	expect(rings.map(({ phone }) => phone).sort()).toEqual(
		[...phonesOf(3), ...phonesOf(2, 10)].map((phone) => `+1${phone}`),
	);
});

test('what is sent', async () => {
	const sandbox = await openTenant();
	await upload(
		sandbox,
		jsonItems({ contactId: phoneOf(1), score: 79.456, priority: 'high', name: '=HYPERLINK("x")' }),
		{
			columns: {
				column: [
					{ cxoneColumn: 'score', field: 'score' },
					{ cxoneColumn: 'firstName', field: 'name' },
					{ cxoneColumn: 'timeZone', field: "={{ 'America/New_York' }}" },
				],
			},
		},
	);
	expect(fileOf(sandbox)).toEqual([
		'externalId,phone,score,customer1,customer2,firstName,lastName,address,city,state,zip,timeZone,notes,callerId,priority',
		`${phoneOf(1)},${phoneOf(1).slice(2)},79.46,,,"'=HYPERLINK(""x"")",,,,,,Eastern Standard Time,,,`,
	]);
	const [entry] = sandbox.requests.filter(({ call }) => call === 'uploadCallingList');
	expect(entry.body).toMatchObject({
		fileName: '2001.csv',
		expirationDate: '2026-05-22',
		sendEmail: false,
		skillId: 4001,
	});
});

test('running it again uploads nobody', async () => {
	const sandbox = await openTenant();
	await upload(sandbox, contacts(3));
	const run = await upload(sandbox, contacts(3));
	expect(jsonsOf(run)).toMatchObject([{ created: false, accepted: 0, existing: 3, submitted: 3 }]);
	expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
	expect(countOf(sandbox, 'createCallingList')).toBe(1);
	expect(livePhones(sandbox)).toEqual(phonesOf(3));
	expect(listsOf(sandbox)).toHaveLength(1);
});

test('a dry run decides the same and writes nothing', async () => {
	const sandbox = await openTenant();
	const run = await upload(sandbox, contacts(3), { dryRun: true });
	expect(jsonsOf(run)).toMatchObject([
		{ listId: null, created: true, accepted: 3, batches: 1, dryRun: true },
	]);
	const writes = sandbox.requests.filter(
		({ call, method }) => method !== 'GET' && call !== 'accessKeyLogin',
	);
	expect(writes).toEqual([]);
});
