import {
	addToSummary,
	mergeSummaries,
	toContactSummary,
	type SummaryMap,
} from '../../nodes/shared/core/contactSummary.ts';
import { HistoryByContact } from '../../nodes/shared/core/historyByContact.ts';

describe('HistoryByContact', () => {
	test('counts the interactions of each contact and keeps the latest time, in any order', () => {
		const history = new HistoryByContact();
		history.addInteraction('a', 200, 0, undefined);
		history.addInteraction('b', -5, 1, undefined);
		history.addInteraction('a', 300, 2, undefined);
		history.addInteraction('a', 100, 3, undefined);

		expect([...history.values()]).toMatchObject([
			{ contactId: 'a', frequency: 3, lastInteractionMs: 300, sources: [0, 2, 3] },
			{ contactId: 'b', frequency: 1, lastInteractionMs: -5, sources: [1] },
		]);
	});

	test('an id seen before counts once for its contact, and its item is still a source', () => {
		const history = new HistoryByContact();
		history.addInteraction('a', 100, 0, 'call');
		history.addInteraction('a', 900, 1, 'call');
		history.addInteraction('b', 100, 2, 'call');
		history.addInteraction('a', 200, 3, 0);
		history.addInteraction('a', 300, 4, '0');

		expect([...history.values()]).toMatchObject([
			{ contactId: 'a', frequency: 3, lastInteractionMs: 300, sources: [0, 1, 3, 4] },
			{ contactId: 'b', frequency: 1, lastInteractionMs: 100, sources: [2] },
		]);
	});

	test('an interaction at the epoch is one', () => {
		const history = new HistoryByContact();
		history.addInteraction('a', 0, 0, undefined);
		expect([...history.values()]).toMatchObject([{ frequency: 1, lastInteractionMs: 0 }]);
	});

	test('summaries of one contact add up, and one without a time changes no time', () => {
		const history = new HistoryByContact();
		history.addSummary('a', { frequency: 3, lastInteractionMs: 100 }, 0);
		history.addSummary('a', { frequency: 0, lastInteractionMs: undefined }, 1);
		history.addSummary('a', { frequency: 2, lastInteractionMs: 50 }, 2);
		history.addContact('b', 3);
		history.addContact('a', 4);

		expect([...history.values()]).toMatchObject([
			{ contactId: 'a', frequency: 5, lastInteractionMs: 100, sources: [0, 1, 2, 4] },
			{ contactId: 'b', frequency: 0, lastInteractionMs: undefined, sources: [3] },
		]);
	});

	test('`__proto__` is only an id', () => {
		const history = new HistoryByContact();
		history.addInteraction('__proto__', 1, 0, '__proto__');
		history.addInteraction('constructor', 2, 1, undefined);
		expect(Array.from(history.values(), ({ contactId }) => contactId)).toEqual([
			'__proto__',
			'constructor',
		]);
	});
});

describe('summaries', () => {
	const summaryOf = (...times: Array<[string, number]>) => {
		const summaries: SummaryMap = new Map();
		for (const [contactId, startMs] of times) addToSummary(summaries, contactId, startMs);
		return summaries;
	};

	test('count, first and last of each contact', () => {
		expect([...summaryOf(['a', 5], ['b', 0], ['a', 9], ['a', -2])]).toEqual([
			['a', { frequency: 3, firstMs: -2, lastMs: 9 }],
			['b', { frequency: 1, firstMs: 0, lastMs: 0 }],
		]);
	});

	test('merged, they are the summary of all', () => {
		const whole = summaryOf(['a', 5], ['a', 7]);
		mergeSummaries(whole, summaryOf(['a', 6], ['b', 1]));
		mergeSummaries(whole, summaryOf(['a', 0], ['a', 8]));
		mergeSummaries(whole, new Map());

		expect([...whole]).toEqual([
			['a', { frequency: 5, firstMs: 0, lastMs: 8 }],
			['b', { frequency: 1, firstMs: 1, lastMs: 1 }],
		]);
	});

	test('a part without times changes none, and gets those of the other', () => {
		const none = { frequency: 0, firstMs: undefined, lastMs: undefined };
		const whole = summaryOf(['a', 5]);
		mergeSummaries(whole, new Map([['a', { ...none }]]));
		expect(whole.get('a')).toEqual({ frequency: 1, firstMs: 5, lastMs: 5 });

		const empty: SummaryMap = new Map([['a', { ...none }]]);
		mergeSummaries(empty, summaryOf(['a', 5]));
		expect(empty.get('a')).toEqual({ frequency: 1, firstMs: 5, lastMs: 5 });
	});

	test('leave as ISO 8601 UTC; a contact without interactions has none', () => {
		expect(toContactSummary('a', { frequency: 2, firstMs: 0, lastMs: 1_500 })).toEqual({
			contactId: 'a',
			frequency: 2,
			firstInteraction: '1970-01-01T00:00:00.000Z',
			lastInteraction: '1970-01-01T00:00:01.500Z',
		});
		expect(toContactSummary('a')).toEqual({
			contactId: 'a',
			frequency: 0,
			firstInteraction: null,
			lastInteraction: null,
		});
	});
});
