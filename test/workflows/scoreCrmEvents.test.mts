import { ENDS, expectedAt } from './expectedCrmScores.mts';
import { runAsItStands } from './exampleRuns.mts';

test('customers are sorted by the urgency of their events, without any call to CXone', async () => {
	// Without a credential: a node that wanted one would end the run.
	const run = await runAsItStands('score-crm-events.json');

	for (const end of ENDS) expect(run.jsonOf(end)).toEqual(expectedAt(end));
	expect(run.nodes['Score Customers'].hints).toEqual([
		expect.objectContaining({ message: expect.stringContaining('only 5 contacts have a history') }),
	]);
	expect(run.jsonOf('One Item per Event')).toHaveLength(18);
});
