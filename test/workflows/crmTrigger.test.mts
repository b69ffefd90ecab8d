import type { Sandbox } from '../../sandbox/server.mts';
import { askedSpan } from '../../tools/start/checkRun.mts';
import { countCalls, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { jsonItems, readExample, runExample } from '../support/engine.mts';
import { listContents, runAsItStands, startTenant } from './exampleRuns.mts';

const FILE = 'crm-trigger-to-list.json';
const NINETY_DAYS_MS = 90 * 86_400_000;

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startTenant();
});

afterEach(async () => {
	await sandbox.close();
});

/** What the webhook gives for a POST with this body. */
function posted(body: object) {
	return jsonItems({ headers: {}, params: {}, query: {}, body: { ...body } });
}

function histories() {
	const nowMs = Date.now();
	return countCalls(sandbox.state.history, { fromMs: nowMs - NINETY_DAYS_MS, toMs: nowMs });
}

test('a contact with calls goes into the list of its segment and is answered with it', async () => {
	const [contactId] = [...histories()].find(
		([, history]) => history.calls > 3 && scoreAt(history, Date.now()) > 41,
	) ?? [''];
	const run = await runAsItStands(FILE, sandbox, posted({ contactId }));

	const [list] = sandbox.state.lists;
	const asked = countCalls(sandbox.state.history, askedSpan(sandbox.requests));
	const history = asked.get(contactId) ?? { calls: 0, lastCallMs: 0 };
	const segment = segmentOf(scoreAt(history, run.toMs));
	const [answer, ...more] = run.jsonOf('Answer With Segment');
	expect(more).toEqual([]);
	expect(answer).toEqual({
		contactId,
		segment,
		score: expect.closeTo(scoreAt(history, run.toMs), 3),
		listId: list.id,
		listName: `dynamic_outbound_segment_${segment}`,
	});
	expect(listContents(sandbox.state)).toEqual({
		[`dynamic_outbound_segment_${segment}`]: {
			[contactId]: { priority: segment, score: answer.score },
		},
	});
	const [search] = sandbox.requests.filter(({ call }) => call === 'searchInteractions');
	expect(search.body).toMatchObject({ filters: { contactIds: [contactId] } });
});

test('a contact without calls is low, and posting it again makes nothing twice', async () => {
	const contactId = 'C-999999';
	expect(histories().has(contactId)).toBe(false);
	for (let time = 0; time < 2; time++) {
		const run = await runAsItStands(FILE, sandbox, posted({ contactId }));
		expect(run.jsonOf('Answer With Segment')).toEqual([
			{
				contactId,
				segment: 'low',
				score: 0,
				listId: 'list-0001',
				listName: 'dynamic_outbound_segment_low',
			},
		]);
	}
	expect(listContents(sandbox.state)).toEqual({
		dynamic_outbound_segment_low: { [contactId]: { priority: 'low', score: 0 } },
	});
});

test('it uses the lists of the nightly workflow', async () => {
	await runAsItStands('nightly-segmentation-to-campaigns.json', sandbox);
	const contactId = [...histories().keys()][0];
	const run = await runAsItStands(FILE, sandbox, posted({ contactId }));
	expect(sandbox.requestCounts()).toMatchObject({ createList: 3 });
	const ids = sandbox.state.lists.map(({ id }) => id);
	expect(ids).toContain(run.jsonOf('Answer With Segment')[0].listId);
});

test('without a contact ID the run stops before any request', async () => {
	const run = await runExample(readExample(FILE), {
		credentials: { 'CXone account': { ...sandbox.credential } },
		startItems: posted({ contact: 'C-000012' }),
	});
	expect(run.status).toBe('error');
	expect(run.error?.message).toContain('body.contactId');
	expect(sandbox.requests).toEqual([]);
});
