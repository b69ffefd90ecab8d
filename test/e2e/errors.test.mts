// Needs: every n8n
import type { INode } from 'n8n-workflow';

import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { jsonOf, runOnce } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const HIGH = [
	{ contactId: 'C-1', priority: 'high', score: 90 },
	{ contactId: 'C-2', priority: 'high', score: 80 },
];
const LOW = [
	{ contactId: 'C-3', priority: 'low', score: 20 },
	{ contactId: 'C-4', priority: 'low', score: 10 },
];
const NAMELESS = { score: 50, priority: 'high', note: 'without an ID' };
const REFUSED = "CXone refused 'Add Contacts' as not valid (400)";
const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 0 } });

	beforeEach(() => {
		whole.sandbox.reset();
	});

	/** The list of the first segment is filled; the next batch of contacts is refused. */
	function refuseSecondBatch() {
		whole.sandbox.faults.add({
			call: 'addContacts',
			skip: 1,
			effect: { type: 'status', status: 400 },
		});
	}

	/** Puts contacts into their lists, one batch after the other, with these settings of the node. */
	async function fillLists(contacts: object[], settings: Partial<INode>) {
		const lists = cxoneNode(
			'ListUpsert',
			'Lists',
			whole.credential,
			{ output: 'contacts', options: { maxConcurrency: 1 } },
			settings,
		);
		const items = contacts.map((contact) => ({ ...contact }));
		return await runOnce(whole.client, chain('Fill lists', items, [lists]));
	}

	function listed() {
		return whole.sandbox.state.lists.map(({ name, contacts }) => [name, [...contacts.keys()]]);
	}

	test('Continue (using error output): exactly the failed contacts leave there, with their data', async () => {
		refuseSecondBatch();
		const execution = await fillLists([...HIGH, NAMELESS, ...LOW], {
			onError: 'continueErrorOutput',
		});

		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Lists')).toEqual(
			HIGH.map(({ contactId }) => expect.objectContaining({ contactId, outcome: 'accepted' })),
		);
		const failed = jsonOf(execution, 'Lists', 1);
		expect(failed).toHaveLength(3);
		expect(failed).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ ...NAMELESS, error: expect.stringContaining('contactId') }),
				...LOW.map((contact) =>
					expect.objectContaining({
						...contact,
						error: expect.stringContaining(REFUSED),
					}),
				),
			]),
		);
	});

	test('Continue: the failed contacts leave among the others, with the reason', async () => {
		refuseSecondBatch();
		const execution = await fillLists([...HIGH, ...LOW], { onError: 'continueRegularOutput' });

		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Lists')).toEqual([
			...HIGH.map(({ contactId }) => expect.objectContaining({ contactId, outcome: 'accepted' })),
			...LOW.map(({ contactId }) =>
				expect.objectContaining({ contactId, outcome: 'rejected', reason: REFUSED }),
			),
		]);
	});

	test('Retry On Fail: the lists are there once, with every contact', async () => {
		refuseSecondBatch();
		const execution = await fillLists([...HIGH, ...LOW], RETRY);

		expect(execution.status).toBe('success');
		expect(whole.sandbox.requestCounts()).toMatchObject({ createList: 2, addContacts: 4 });
		expect(listed()).toEqual([
			['dynamic_outbound_segment_high', ['C-1', 'C-2']],
			['dynamic_outbound_segment_low', ['C-3', 'C-4']],
		]);
	});

	test('Retry On Fail: the campaigns are there once', async () => {
		const { client, credential, sandbox } = whole;
		sandbox.faults.add({
			call: 'createCampaign',
			skip: 1,
			effect: { type: 'status', status: 400 },
		});
		const execution = await runOnce(
			client,
			chain(
				'Campaigns',
				[...HIGH, ...LOW],
				[
					cxoneNode('ListUpsert', 'Lists', credential),
					cxoneNode('PredictiveCampaign', 'Campaigns', credential, {}, RETRY),
				],
			),
		);

		expect(execution.status).toBe('success');
		// The second try knows what the first one launched.
		expect(jsonOf(execution, 'Campaigns').map(({ outcome }) => outcome)).toEqual([
			'created',
			'created',
		]);
		expect(sandbox.requestCounts()).toMatchObject({ createCampaign: 3 });
		expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([
			'dynamic_outbound_campaign_high',
			'dynamic_outbound_campaign_low',
		]);
	});

	test('Stop: the execution shows what happened, what was done and what to do', async () => {
		refuseSecondBatch();
		const execution = await fillLists([...HIGH, ...LOW], {});

		expect(execution.status).toBe('error');
		const { error, lastNodeExecuted } = execution.data.resultData;
		expect(lastNodeExecuted).toBe('Lists');
		expect(error?.message).toBe(`2 of 4 contacts did not get into their lists: ${REFUSED}`);
		expect(error).toMatchObject({
			description: expect.stringMatching(
				/segment_high: 2 in, 0 not in; .*segment_low: 0 in, 2 not in\. Running again is safe.* Check the parameters/,
			),
		});
	});
});
