import { waiting } from '../../nodes/shared/transport/wait.ts';
import { startSandbox, type RequestLogEntry, type Sandbox } from '../../sandbox/server.mts';
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

const history = yearOfCalls(60, 600);
const contactIds = [...new Set(history.map(({ contactId }) => contactId))].sort();
const items = jsonItems(...contactIds.map((contactId) => ({ contactId })));
let sandbox: Sandbox;

beforeAll(async () => {
	waiting.scale = 0.01;
	sandbox = await startSandbox({ history, latencyMs: 50 });
});
afterEach(() => sandbox.reset());
afterAll(async () => {
	waiting.scale = 1;
	await sandbox.close();
});

const searches = () => sandbox.requests.filter(({ call }) => call === 'searchInteractions');

/** Most requests that the service worked on at one time. */
function mostAtOnce(requests: RequestLogEntry[]): number {
	return Math.max(
		...requests.map(
			({ startedAt }) =>
				requests.filter((other) => other.startedAt <= startedAt && startedAt < other.endedAt)
					.length,
		),
	);
}

describe('requests at a time', () => {
	it.each([1, 3, 8])('are %i at most, and as many where there is work', async (maxConcurrency) => {
		const run = await search(
			sandbox,
			{ ...IN_YEAR, options: { contactsPerRequest: 3, maxConcurrency, pageSize: 20 } },
			{ items },
		);

		expect(run.status).toBe('success');
		expect(searches().length).toBeGreaterThan(20);
		expect(mostAtOnce(searches())).toBe(maxConcurrency);
	});

	it('begin with 8 and rise to 20 while all goes well', async () => {
		const options = { contactsPerRequest: 1, pageSize: 2 };
		await search(sandbox, { ...IN_YEAR, options }, { items });

		// The first goes alone.
		const [, ...others] = searches();
		const firstEndedAt = Math.min(...others.map(({ endedAt }) => endedAt));
		expect(others.filter(({ startedAt }) => startedAt < firstEndedAt)).toHaveLength(8);
		expect(mostAtOnce(searches())).toBe(20);
	});

	it('are halved by the first 429, and then rise slowly', async () => {
		const effect = { type: 'status', status: 429, retryAfter: 0.2 } as const;
		sandbox.faults.add({ call: 'searchInteractions', skip: 8, times: 1, effect });
		const run = await search(
			sandbox,
			{ ...IN_YEAR, options: { contactsPerRequest: 1, pageSize: 20 } },
			{ items },
		);

		expect(run.status).toBe('success');
		const refused = searches().find(({ status }) => status === 429);
		const later = searches().filter(({ startedAt }) => startedAt > (refused?.endedAt ?? NaN));
		expect(later.length).toBeGreaterThan(40);
		expect(mostAtOnce(later)).toBeLessThan(12);
	});

	it.each([1, 3, 8])(
		'are %i at most for items with ranges of their own',
		async (maxConcurrency) => {
			const days = Array.from({ length: 24 }, (_, n) => ({
				contactId: contactIds[n % 5],
				from: new Date(Date.parse(YEAR.startTime) + n * 86_400_000).toISOString(),
			}));
			const parameters = {
				...IN_YEAR,
				startTime: '={{ $json.from }}',
				options: { maxConcurrency },
			};

			const run = await search(sandbox, parameters, { items: jsonItems(...days) });

			expect(searches()).toHaveLength(24);
			expect(mostAtOnce(searches())).toBe(maxConcurrency);
			expect(run.items).toEqual(
				days.flatMap(({ contactId, from }, item) =>
					answerTo(history, { contactIds: [contactId], types: ['voice'], startTime: from }).map(
						(json) => ({ json, pairedItem: { item } }),
					),
				),
			);
		},
	);

	it('are one after the other within each search that has a limit', async () => {
		const limits = [20, 30, 40].flatMap((most) =>
			contactIds.map((contactId) => ({ contactId, most })),
		);
		const parameters = {
			...IN_YEAR,
			returnAll: false,
			limit: '={{ $json.most }}',
			options: { contactsPerRequest: 1 },
		};

		const run = await search(sandbox, parameters, { items: jsonItems(...limits) });

		expect(mostAtOnce(searches())).toBe(3);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[20, 30, 40].flatMap((most, n) =>
				contactIds
					.flatMap((contactId, at) =>
						answerTo(history, { contactIds: [contactId], types: ['voice'] }).map(() => ({
							item: n * contactIds.length + at,
						})),
					)
					.slice(0, most),
			),
		);
	});

	it('stop for all searches with the first failure, under Stop', async () => {
		const effect = { type: 'status', status: 400 } as const;
		sandbox.faults.add({ call: 'searchInteractions', effect });
		const starts = jsonItems(
			...contactIds.map((contactId, n) => ({ contactId, from: `2025-06-${10 + (n % 20)}` })),
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, startTime: '={{ $json.from }}', options: { maxConcurrency: 1 } },
			{ items: starts },
		);

		expect(run.error?.httpCode).toBe('400');
		expect(searches()).toHaveLength(1);
	});

	it('count together towards the maximum of pages', async () => {
		const starts = jsonItems(
			...contactIds.slice(0, 9).map((contactId, n) => ({ contactId, from: `2025-06-${10 + n}` })),
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, startTime: '={{ $json.from }}', options: { maxPages: 8 } },
			{ items: starts },
		);

		expect(run.error?.message).toMatch(/has more than 8 pages/);
		expect(searches()).toHaveLength(8);
	});

	it('begin with a single one, so that one token is fetched', async () => {
		await search(sandbox, { ...IN_YEAR, options: { contactsPerRequest: 3 } }, { items });

		const [first, ...others] = searches();
		expect(others.length).toBeGreaterThan(8);
		for (const { startedAt } of others) expect(startedAt).toBeGreaterThanOrEqual(first.endedAt);
		expect(sandbox.requestCounts().token).toBe(1);
		expect(sandbox.requests[0].call).toBe('token');
	});
});

describe('contacts of a request', () => {
	it.each([
		[1, Array.from(contactIds, () => 1)],
		[25, [25, 25, contactIds.length - 50]],
		[undefined, [50, contactIds.length - 50]],
	])('are %s at most, and each contact is asked once', async (contactsPerRequest, counts) => {
		const options = contactsPerRequest === undefined ? {} : { contactsPerRequest };

		await search(sandbox, { ...IN_YEAR, options }, { items });

		const asked = searchBodies(sandbox)
			.filter(({ pageToken }) => pageToken === null)
			.map(({ filters }) => filters.contactIds ?? []);
		expect(asked.map(({ length }) => length)).toEqual(counts);
		expect(asked.flat().sort()).toEqual(contactIds);
	});

	it('are 500 at most for many contacts, evenly over the requests', async () => {
		const many = Array.from({ length: 4_100 }, (_, n) => ({ contactId: `many-${n}` }));

		await search(sandbox, IN_YEAR, { items: jsonItems(...many) });

		const counts = searchBodies(sandbox).map(({ filters }) => filters.contactIds?.length ?? 0);
		expect(counts).toHaveLength(20);
		expect(Math.max(...counts)).toBeLessThanOrEqual(500);
		expect(counts.reduce((sum, count) => sum + count)).toBe(4_100);
	});
});

describe('the order of the rows', () => {
	it.each(['interactions', 'contactSummary'])(
		'is the same for %s whichever request ends first',
		async (output) => {
			const parameters = { ...IN_YEAR, output, options: { contactsPerRequest: 5 } };
			const plain = await search(sandbox, parameters, { items });
			for (const skip of [0, 1, 3])
				sandbox.faults.add({
					call: 'searchInteractions',
					skip,
					effect: { type: 'slow', delayMs: 150 - 20 * skip },
				});

			const delayed = await search(sandbox, parameters, { items });

			expect(sandbox.faults.left).toEqual([]);
			expect(delayed.items).toEqual(plain.items);
			const ids = new Set(delayed.items.map(({ json }) => json.contactId));
			const voice = answerTo(history, { types: ['voice'] });
			expect([...ids].sort()).toEqual(
				contactIds.filter((id) => voice.some(({ contactId }) => contactId === id)),
			);
		},
	);
});

describe('the time for an answer', () => {
	const options = { timeout: 400 };
	const slow = { type: 'slow', delayMs: 2_000 } as const;

	it('is used four times, then the run ends with a clear error', async () => {
		sandbox.faults.add({ call: 'searchInteractions', times: Infinity, effect: slow });

		const run = await search(sandbox, { ...IN_YEAR, options }, { items: items.slice(0, 1) });

		expect(run.error).toMatchObject({
			message: "CXone did not answer 'Search Interactions' in time after 4 tries",
			description: expect.stringContaining("'Timeout'"),
		});
		expect(searches()).toHaveLength(4);
	});

	it('may run out once without loss', async () => {
		sandbox.faults.add({ call: 'searchInteractions', effect: slow });

		const run = await search(sandbox, { ...IN_YEAR, options }, { items: items.slice(0, 1) });

		expect(jsonsOf(run)).toEqual(
			answerTo(history, { contactIds: contactIds.slice(0, 1), types: ['voice'] }),
		);
	});
});

it.each([
	['pageSize', 501, "'Page Size' is not a whole number from 1 to 500"],
	['contactsPerRequest', 501, "'Contacts per Request' is not a whole number from 1 to 500"],
	['maxConcurrency', 21, "'Max Concurrency' is not a whole number from 1 to 20"],
	['maxPages', 0, "'Max Pages' is not a whole number of 1 or more"],
	['timeout', 0, "'Timeout (Ms)' is not a number from 1 to 600000"],
	['maxWaitMinutes', 31, "'Max Waiting Time (Minutes)' is not a number from 0 to 30"],
])('the option %s with %s is refused before any request', async (name, value, message) => {
	const parameters = { ...IN_YEAR, options: { [name]: value } };
	const given = items.slice(0, 2);

	const stopped = await search(sandbox, parameters, { items: given });
	const continued = await search(sandbox, parameters, {
		items: given,
		onError: 'continueErrorOutput',
	});

	expect(stopped.error?.message).toBe(message);
	expect(continued.items).toEqual([]);
	expect(continued.errorItems.map(({ json }) => json.error)).toEqual([message, message]);
	expect(sandbox.requests).toEqual([]);
});
