import assert from 'node:assert/strict';

import fc from 'fast-check';

import { createCampaignOnce } from '../../nodes/shared/cxone/campaigns.ts';
import { createListOnce } from '../../nodes/shared/cxone/lists.ts';
import type { CampaignRequest } from '../../nodes/shared/cxone/schemas.ts';
import { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { CreatingServer, type CreateOutcome, type LookFault } from '../support/creatingServer.mts';
import { handMadeSession } from '../support/handMadeSession.mts';
import { assertAsyncProperty } from '../support/property.mts';

const NAME = 'vip';
const CAMPAIGN: CampaignRequest = {
	name: NAME,
	dialType: 'predictive',
	listId: 'list',
	abandonThreshold: 3,
	startTime: '2026-01-31T09:00:00.000Z',
	endTime: '2026-01-31T17:00:00.000Z',
	status: 'active',
	predictiveDialingSettings: { targetAnswerRate: 0.85, maxCallsInProgress: 50 },
};

/** Three looks follow each create of unknown outcome, so that a record that two of them miss is still found. */
const lag = fc.nat({ max: 2 });
const outcome: fc.Arbitrary<CreateOutcome> = fc.oneof(
	// The work was done or not, and the answer does not tell.
	fc.record({
		isMade: fc.boolean(),
		lag,
		answer: fc.constantFrom(
			{ code: 'ECONNRESET' },
			...[500, 502, 503, 504, 408, 520, 524].map((statusCode) => ({ statusCode })),
			{ statusCode: 500, body: '<html>', headers: { 'retry-after': '1' } },
			{ statusCode: 201, body: {} },
			{ statusCode: 200, body: '' },
			{ statusCode: 200, body: { id: 'new-1', error: 'failed' } },
		),
	}),
	// A timeout: the service may still be at work, so that the record comes late.
	fc.record({
		isMade: fc.boolean(),
		lag: fc.nat({ max: 8 }),
		answer: fc.constant({ code: 'ETIMEDOUT' }),
	}),
	// The service did not take the call on.
	fc.record({
		isMade: fc.constant(false),
		lag,
		answer: fc.constantFrom(
			{ statusCode: 429 },
			{ statusCode: 429, headers: { 'retry-after': '2' } },
			{ code: 'ECONNREFUSED' },
			{ code: 'ENOTFOUND' },
		),
	}),
	{
		weight: 1,
		arbitrary: fc.record({
			isMade: fc.constant(false),
			lag,
			answer: fc.constantFrom(...[400, 403, 409, 422].map((statusCode) => ({ statusCode }))),
		}),
	},
);
const lookFault: fc.Arbitrary<LookFault> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 8 },
	fc.constantFrom(
		{ statusCode: 429 },
		{ statusCode: 500 },
		{ statusCode: 200, body: {} },
		{ statusCode: 200, body: '<html>' },
		{ code: 'ECONNRESET' },
	),
	{ arbitrary: fc.constantFrom({ statusCode: 403 }, { statusCode: 404 }), weight: 1 },
);

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('a record is made once or not at all, and success is claimed only of the record that was made', async () => {
	const ends = { answered: 0, found: 0, failed: 0 };
	await assertAsyncProperty(
		fc.asyncProperty(
			fc.array(outcome, { maxLength: 5 }),
			fc.array(lookFault, { maxLength: 20 }),
			fc.constantFrom('list', 'campaign'),
			fc.subarray(['old-1', 'old-2']),
			async (outcomes, lookFaults, kind, oldIds) => {
				// Lists of that name are looked for before a create, so that there is none; old campaigns there may be.
				const knownIds = kind === 'list' ? [] : oldIds;
				const server = new CreatingServer(NAME, knownIds, outcomes, lookFaults);
				const session = handMadeSession((request) => server.answer(request));
				const [end] = await Promise.allSettled([
					kind === 'list'
						? createListOnce(session, { name: NAME, description: '' })
						: createCampaignOnce(session, CAMPAIGN, new Set(knownIds)).then(({ id }) => id),
				]);

				assert.ok(server.made.length <= 1, `made ${server.made.length}`);
				assert.ok(server.creates <= session.policy.tries);
				if (end.status === 'fulfilled') {
					assert.deepEqual([end.value], server.made);
					ends[server.looks > 0 ? 'found' : 'answered'] += 1;
					return;
				}
				assert.ok(end.reason instanceof CxoneFailure, String(end.reason));
				ends.failed += 1;
				// Where a record was made but could not be seen, nobody is told that there is none.
				if (server.made.length === 1) assert.equal(end.reason.facts.kind, 'outcomeUnknown');
			},
		),
	);
	// All three ends were seen, or the property would show little.
	expect(Math.min(...Object.values(ends))).toBeGreaterThan(0);
});

test('a create that is refused for good, or never reached the service, is never looked for', async () => {
	const nothingDone = outcome.filter(
		({ answer }) =>
			('code' in answer && answer.code !== 'ECONNRESET' && answer.code !== 'ETIMEDOUT') ||
			('statusCode' in answer && [400, 403, 409, 422, 429].includes(answer.statusCode)),
	);
	await assertAsyncProperty(
		fc.asyncProperty(fc.array(nothingDone, { maxLength: 5 }), async (outcomes) => {
			const server = new CreatingServer(NAME, [], outcomes, []);
			const session = handMadeSession((request) => server.answer(request));
			await Promise.allSettled([createListOnce(session, { name: NAME, description: '' })]);
			assert.equal(server.looks, 0);
			assert.ok(server.made.length <= 1);
		}),
	);
});
