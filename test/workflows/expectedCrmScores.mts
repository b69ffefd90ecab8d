/** By hand: calls, and days from the last one to 31 January 2026, 0:00 UTC. */
const EXPECTED = [
	{ end: 'Call Today', customer: 'A-100', events: 9, days: 13.75 / 24 },
	{ end: 'Call This Week', customer: 'B-200', events: 2, days: 5 + 10 / 24 },
	{ end: 'Call This Week', customer: 'C-300', events: 3, days: 24 + 14.25 / 24 },
	{ end: 'Leave', customer: 'D-400', events: 1, days: 89 + 16 / 24 },
	{ end: 'Leave', customer: 'E-500', events: 2, days: 110 + 4.5 / 24 },
];

/** The three nodes that the example ends in. */
export const ENDS = ['Call Today', 'Call This Week', 'Leave'] as const;

/** What `score-crm-events.json` is to give at one of its ends: a matcher for each item. */
export function expectedAt(end: (typeof ENDS)[number]): unknown[] {
	return EXPECTED.filter((one) => one.end === end).map(({ customer, events, days }) =>
		expect.objectContaining({
			contactId: customer,
			frequency: events,
			daysSince: expect.closeTo(days, 9),
			score: expect.closeTo(Math.max(0, 50 - days / 2) + 2.5 * events, 9),
		}),
	);
}
