import assert from 'node:assert/strict';

import fc from 'fast-check';

import { textWidth } from '../../nodes/shared/core/report/font.ts';
import { toHtml } from '../../nodes/shared/core/report/html.ts';
import { toMarkdown } from '../../nodes/shared/core/report/markdown.ts';
import {
	cellCount,
	makeModel,
	SEGMENTS,
	type ReportModel,
} from '../../nodes/shared/core/report/model.ts';
import {
	cellColour,
	CELL_INK,
	contrastOf,
	DARK,
	LIGHT,
	type Colour,
} from '../../nodes/shared/core/report/palette.ts';
import { rankReasons, reasonInWords } from '../../nodes/shared/core/report/reasons.ts';
import { readReportRow } from '../../nodes/shared/core/report/reportRow.ts';
import { tallyRows, type Tally } from '../../nodes/shared/core/report/tally.ts';
import { shareText } from '../../nodes/shared/core/report/words.ts';
import { scoreContact } from '../../nodes/shared/core/score.ts';
import { DAY_MS } from '../../nodes/shared/core/time.ts';
import { assertProperty } from '../support/property.mts';
import { contactIds, NOW, scoreRules } from '../support/scoreInputs.mts';

const THRESHOLDS = { highThreshold: 70, mediumThreshold: 40 };
const SETTINGS = { thresholds: THRESHOLDS, referenceMs: NOW, zone: 'UTC' };
const READABLE = 4.5;

/** Contacts as CXone RF Score gives them, by any rules. */
const scored = fc
	.record({
		contactId: contactIds,
		frequency: fc.nat({ max: 30 }),
		lastInteractionMs: fc.option(fc.integer({ min: NOW - 200 * DAY_MS, max: NOW + DAY_MS }), {
			nil: undefined,
		}),
		rules: scoreRules,
	})
	.map(({ contactId, rules, ...history }) => scoreContact(contactId, history, NOW, rules));
const reasons = fc.oneof(
	fc.constantFrom('calledLately', 'doNotCall', 'samePhone', undefined),
	fc.string(),
);
const held = fc.record({
	contactId: contactIds,
	outcome: fc.constantFrom('rejected', 'heldBack', 'duplicate'),
	reason: reasons,
});
const odd = fc.oneof(
	fc.record({ contactId: contactIds, outcome: fc.constant('accepted') }),
	fc.dictionary(fc.constantFrom('score', 'priority', 'daysSince', 'frequency'), fc.jsonValue()),
);
const rows: fc.Arbitrary<object[]> = fc.array(
	fc.oneof({ weight: 3, arbitrary: scored }, held, odd),
	{ maxLength: 60 },
);

function tallyOf(given: readonly object[]): Tally {
	const read = given.map((row) => readReportRow(row as Record<string, unknown>, SETTINGS));
	return tallyRows(read, THRESHOLDS);
}

function modelOf(given: readonly object[]): ReportModel {
	return makeModel({ tally: tallyOf(given), thresholds: THRESHOLDS });
}

function sumOf(numbers: Iterable<number>): number {
	return [...numbers].reduce((sum, number) => sum + number, 0);
}

function numberIn(text: string): number {
	return Number(text.replaceAll(',', ''));
}

test('each row is in exactly one place, and the bars hold who is in the cells or without history', () => {
	assertProperty(
		fc.property(rows, (given) => {
			const tally = tallyOf(given);
			const inCells = sumOf(tally.cells.flat().map(cellCount));
			const heldBack = sumOf(tally.heldBack.values());
			const { withoutHistory, unreadable, segments } = tally;
			const others = unreadable + tally.repeated + tally.joined;
			assert.equal(inCells + withoutHistory + heldBack + others, given.length);
			const inBars = sumOf(SEGMENTS.map((segment) => segments[segment].count));
			assert.equal(inBars, inCells + withoutHistory);
			for (const segment of SEGMENTS)
				assert.ok(
					sumOf(tally.cells.flat().map((cell) => cell[segment])) <= segments[segment].count,
				);
		}),
	);
});

test('the model shows every cell of the numbers, many calls first, with the largest of its segments', () => {
	assertProperty(
		fc.property(rows, (given) => {
			const { cells } = tallyOf(given);
			const shown = modelOf(given).rows.map((row) => row.cells);
			assert.deepEqual(
				shown.map((row) => row.map(({ count }) => numberIn(count))),
				cells.map((row) => row.map(cellCount)).reverse(),
			);
			for (const [index, row] of [...cells].reverse().entries())
				for (const [column, cell] of row.entries()) {
					const { segment, note, depth } = shown[index][column];
					const largest = Math.max(...SEGMENTS.map((one) => cell[one]));
					const isMixed = SEGMENTS.filter((one) => cell[one] > 0).length > 1;
					if (largest === 0) assert.equal(segment, undefined);
					else assert.equal(segment && cell[segment], largest);
					assert.equal(note.includes('+'), isMixed);
					assert.ok(depth >= 0 && depth <= 1);
				}
		}),
	);
});

test('a contact is in the column of its whole days and in the row of its calls', () => {
	// Written out from the contract: the last day and the last number of calls of each.
	const lastDays = [7, 30, 60, 90];
	const lastCalls = [1, 3, 7, 14];
	assertProperty(
		fc.property(
			fc.double({ min: -10, max: 400, noNaN: true }),
			fc.integer({ min: 1, max: 60 }),
			(daysSince, frequency) => {
				const { cells } = tallyOf([{ score: 50, priority: 'medium', daysSince, frequency }]);
				const column = lastDays.filter((last) => daysSince >= last + 1).length;
				const row = lastCalls.filter((last) => frequency > last).length;
				assert.equal(cells[row][column].medium, 1);
			},
		),
	);
});

test('the order of the contacts changes no form of the report', () => {
	assertProperty(
		fc.property(fc.uniqueArray(scored, { selector: ({ contactId }) => contactId }), (given) => {
			const [one, other] = [given, [...given].reverse()].map(modelOf);
			assert.equal(toHtml(one), toHtml(other));
			assert.equal(toMarkdown(one), toMarkdown(other));
		}),
	);
});

test('a share is near the truth, and a part is neither nothing nor all', () => {
	assertProperty(
		fc.property(fc.nat({ max: 1_000_000 }), fc.nat({ max: 1_000_000 }), (a, b) => {
			const [count, total] = [Math.min(a, b), Math.max(a, b)];
			const text = shareText(count, total);
			const percent = Number(text.replace(/[<> %]/g, ''));
			assert.ok(total === 0 || Math.abs(percent - (100 * count) / total) <= 1);
			assert.equal(text === '0 %', count === 0);
			assert.equal(text === '100 %', count > 0 && count === total);
		}),
	);
});

test('a reason is shown as plain lower-case words, and all are counted', () => {
	assertProperty(
		fc.property(fc.array(fc.oneof(reasons, fc.jsonValue()), { maxLength: 30 }), (given) => {
			const counts = new Map<string, number>();
			for (const words of given.map(reasonInWords)) {
				assert.match(words, /^[a-z]+(?: [a-z]+)*$/);
				counts.set(words, (counts.get(words) ?? 0) + 1);
			}
			assert.equal(sumOf(rankReasons(counts).map(([, count]) => count)), given.length);
		}),
	);
});

test('whatever the rows hold, the report says it in numbers and words', () => {
	const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom('', ' ', '12', 'x', null));
	const oddRow = fc.record(
		{
			contactId: fc.oneof(contactIds, fc.jsonValue()),
			score: number,
			priority: fc.constantFrom('high', ' LOW ', 'vip', 7, null),
			frequency: number,
			daysSince: number,
			lastInteraction: fc.oneof(number, fc.constantFrom('2026-01-05', '0001-01-01T00:00:00Z')),
			outcome: fc.constantFrom('accepted', 'constructor', '__proto__', 3, undefined),
		},
		{ requiredKeys: [] },
	);
	assertProperty(
		fc.property(fc.array(oddRow, { maxLength: 5 }), (given) => {
			const text = toMarkdown(modelOf(given));
			assert.doesNotMatch(text, /NaN|Infinity|undefined|null|Invalid/);
		}),
	);
});

/** A model whose texts are all the same one. */
function modelOfText(text: string): ReportModel {
	const cell = { segment: 'high', count: text, note: text, depth: 1, details: text } as const;
	return {
		title: text,
		subtitle: text,
		bars: [{ segment: 'low', name: text, count: text, share: text, fill: 1, rule: text }],
		columnsTitle: text,
		rowsTitle: text,
		columns: [text],
		rows: [{ label: text, cells: [cell] }],
		legend: text,
		facts: [{ label: text, text }],
	};
}

const hostileTexts = fc.oneof(
	fc.constantFrom('<script>alert(1)</script>', '" onclick="x', '&lt;', '|', '\n# a', '`', '\\|'),
	fc.string(),
);

test('no text gets out of its place in the HTML', () => {
	const signsOf = (text: string) =>
		toHtml(modelOfText(text))
			.replace(/&#\d+;/g, '')
			.match(/[<>"]/g)
			?.join('');
	const expected = signsOf('text');
	assertProperty(
		fc.property(hostileTexts, (text) => {
			fc.pre(text !== '');
			assert.equal(signsOf(text), expected);
			assert.doesNotMatch(toHtml(modelOfText(text)), /<script/i);
		}),
	);
});

test('no text gets out of its place in the Markdown', () => {
	const shapeOf = (text: string) =>
		toMarkdown(modelOfText(text))
			.split('\n')
			.map((line) =>
				line
					.replace(/\\[\\`*_[\]<>|#&]/g, '')
					.match(/[|`[\]>]|<(?! )/g)
					?.join(''),
			);
	const expected = shapeOf('text');
	assertProperty(
		fc.property(hostileTexts, (text) => {
			fc.pre(text !== '');
			assert.deepEqual(shapeOf(text), expected);
		}),
	);
});

test('ink is readable on every shade of every segment', () => {
	assertProperty(
		fc.property(
			fc.constantFrom(...SEGMENTS),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(segment, depth) => {
				assert.ok(contrastOf(CELL_INK, cellColour(segment, depth)) >= READABLE);
			},
		),
	);
});

test('contrast is measured as WCAG does', () => {
	const [black, white, grey]: Colour[] = [
		[0, 0, 0],
		[255, 255, 255],
		[118, 118, 118],
	];
	expect(contrastOf(black, white)).toBe(21);
	expect(contrastOf(white, grey)).toBeCloseTo(4.54, 2);
});

describe.each([
	['light', LIGHT],
	['dark', DARK],
])('on the %s page', (_, theme) => {
	test.each<[string, Colour, Colour]>([
		['ink', theme.ink, theme.page],
		['soft ink', theme.softInk, theme.page],
		['soft ink in an empty cell', theme.softInk, theme.emptyCell],
		...SEGMENTS.map((segment): [string, Colour, Colour] => [
			segment,
			theme.names[segment],
			theme.page,
		]),
	])('%s is readable', (__, ink, ground) => {
		expect(contrastOf(ink, ground)).toBeGreaterThanOrEqual(READABLE);
	});

	test.each(SEGMENTS)('the bar of %s stands out', (segment) => {
		expect(contrastOf(theme.bars[segment], theme.track)).toBeGreaterThanOrEqual(2);
	});
});

test('each segment gets deeper with the count', () => {
	for (const segment of SEGMENTS) {
		const contrasts = [0, 0.25, 0.5, 0.75, 1].map((depth) =>
			contrastOf([255, 255, 255], cellColour(segment, depth)),
		);
		expect([...contrasts].sort((a, b) => a - b)).toEqual(contrasts);
	}
});

test('a million contacts have room in a cell of the picture', () => {
	expect(textWidth('1,000,000', { size: 18, weight: 'semibold' })).toBeLessThan(98);
	expect(textWidth('M+ · > 99 %', { size: 13, weight: 'regular' })).toBeLessThan(98);
});
