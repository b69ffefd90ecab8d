import { runExample } from '../support/engine.mts';
import { countOf } from './campaignRuns.mts';
import { callsOf, credentialOf, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

it('never makes a campaign before the contacts of its list are in', async () => {
	const { sandbox } = shared;
	const toNode = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const { type, values } = credentialOf(sandbox);
	const credentials = { [type.name]: { id: 'c', name: 'Credential' } };
	const place = { typeVersion: 1, position: [0, 0] as [number, number], credentials };
	sandbox.faults.add({ call: 'addContacts', times: 2, effect: { type: 'slow', delayMs: 80 } });
	sandbox.faults.add({ call: 'addContacts', times: 2, effect: { type: 'status', status: 503 } });
	const run = await runExample(
		{
			nodes: [
				{ ...place, id: 't', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
				{
					...place,
					id: 'u',
					name: 'Upsert',
					type: 'n8n-nodes-cxone.cxoneListUpsert',
					parameters: { options: { batchSize: 2 } },
				},
				{
					...place,
					id: 'c',
					name: 'Launch',
					type: 'n8n-nodes-cxone.cxonePredictiveCampaign',
					parameters: {},
				},
			],
			connections: { Start: toNode('Upsert'), Upsert: toNode('Launch') },
		},
		{
			credentials: { Credential: values },
			startItems: ['high', 'medium', 'low'].flatMap((priority) =>
				[1, 2, 3, 4, 5].map((n) => ({ json: { contactId: `${priority}${n}`, priority } })),
			),
		},
	);

	expect(run.status).toBe('success');
	expect(jsonsOf(run.nodes.Launch.outputs[0]).map(({ outcome }) => outcome)).toEqual(
		Array(3).fill('created'),
	);
	const calls = callsOf(sandbox);
	expect(calls.indexOf('createCampaign')).toBeGreaterThan(calls.lastIndexOf('addContacts'));
	expect(countOf(sandbox, 'token')).toBe(1);
	expect(sandbox.state.lists.map(({ contacts }) => contacts.size)).toEqual([5, 5, 5]);
});
