import { runAsItStands } from './exampleRuns.mts';

/** By hand: calls, and days from the last one to 31 January 2026, 0:00 UTC. */
const EXPECTED = [
	{ end: 'Call Today', customer: 'A-100', events: 9, days: 13.75 / 24 },
	{ end: 'Call This Week', customer: 'B-200', events: 2, days: 5 + 10 / 24 },
	{ end: 'Call This Week', customer: 'C-300', events: 3, days: 24 + 14.25 / 24 },
	{ end: 'Leave', customer: 'D-400', events: 1, days: 89 + 16 / 24 },
	{ end: 'Leave', customer: 'E-500', events: 2, days: 110 + 4.5 / 24 },
];

test('customers are sorted by the urgency of their events, without any call to CXone', async () => {
	// Without a credential: a node that wanted one would end the run.
	const run = await runAsItStands('score-crm-events.json');

	for (const end of ['Call Today', 'Call This Week', 'Leave']) {
		const customers = EXPECTED.filter((one) => one.end === end);
		expect(run.jsonOf(end)).toEqual(
			customers.map(({ customer, events, days }) =>
				expect.objectContaining({
					contactId: customer,
					frequency: events,
					daysSince: expect.closeTo(days, 9),
					score: expect.closeTo(Math.max(0, 50 - days / 2) + 2.5 * events, 9),
				}),
			),
		);
	}
	expect(run.nodes['Score Customers'].hints).toEqual([]);
	expect(run.jsonOf('One Item per Event')).toHaveLength(18);
});
