import {
	judgeThreshold,
	segmentWithThreshold,
	THRESHOLD_RANGE_PERCENT,
} from '../../nodes/shared/core/abandonment.ts';
import { attributePicker, type AttributeChoice } from '../../nodes/shared/core/attributes.ts';
import { scheduleFault, scheduleFromNow } from '../../nodes/shared/core/schedule.ts';
import { describeList, segmentListName, toSegment } from '../../nodes/shared/core/segments.ts';

describe('attributes', () => {
	const item = {
		contactId: 'a',
		priority: 'high',
		score: 0,
		isVip: false,
		note: '',
		nothing: null,
		absent: undefined,
		customer: { city: 'Graz' },
	};

	test('selected: the fields named, with zero, false, empty text and null as values', () => {
		const fields = ['score', 'isVip', 'note', 'nothing', 'absent', 'missing', 'customer.city'];
		const picker = attributePicker({ kind: 'selected', fields });
		expect(picker.findUnfit(item)).toBeUndefined();
		expect(picker.pick(item)).toEqual({
			score: 0,
			isVip: false,
			note: '',
			nothing: null,
			'customer.city': 'Graz',
		});
	});

	test('all: every field that has a value but the contact id', () => {
		const { contactId, absent, ...rest } = item;
		expect([contactId, absent]).toEqual(['a', undefined]);
		expect(attributePicker({ kind: 'all', contactIdField: 'contactId' }).pick(item)).toEqual(rest);
	});

	test('none', () => {
		expect(attributePicker({ kind: 'none' }).pick(item)).toEqual({});
	});

	test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [5n], [() => 1], [Symbol('a')]])(
		'%p cannot be carried by JSON: its field is named',
		(value) => {
			const json = { fine: 1, odd: value };
			const unfitOf = (choice: AttributeChoice) => attributePicker(choice).findUnfit(json);
			expect(unfitOf({ kind: 'selected', fields: ['fine', 'odd'] })).toBe('odd');
			expect(unfitOf({ kind: 'all', contactIdField: 'id' })).toBe('odd');
			expect(unfitOf({ kind: 'selected', fields: ['fine'] })).toBeUndefined();
		},
	);

	test('a field named `__proto__` stays a field', () => {
		const json = JSON.parse('{"__proto__": {"isAdmin": true}}') as object;
		const choices: AttributeChoice[] = [
			{ kind: 'all', contactIdField: 'id' },
			{ kind: 'selected', fields: ['__proto__'] },
		];
		for (const choice of choices)
			expect(JSON.stringify(attributePicker(choice).pick(json))).toBe(
				'{"__proto__":{"isAdmin":true}}',
			);
		expect('isAdmin' in {}).toBe(false);
	});
});

describe('segments', () => {
	test.each([
		['high', 'high'],
		[' high ', 'high'],
		[0, '0'],
		[2.5, '2.5'],
		[false, 'false'],
		['', undefined],
		['  ', undefined],
		[null, undefined],
		[undefined, undefined],
		[Number.NaN, undefined],
		[{}, undefined],
		[['high'], undefined],
	])('toSegment(%p) is %p', (value, segment) => {
		expect(toSegment(value)).toBe(segment);
	});

	test('list names', () => {
		expect(segmentListName('dynamic_outbound', 'high')).toBe('dynamic_outbound_segment_high');
		expect(segmentListName(' spring ', 'low')).toBe('spring_segment_low');
		expect(segmentListName('  ', 'low')).toBe('segment_low');
	});

	test('descriptions name the segment wherever it stands', () => {
		expect(describeList('Dynamic segment for {segment} priority contacts', 'high')).toBe(
			'Dynamic segment for high priority contacts',
		);
		expect(describeList('{segment}/{segment}', '$&')).toBe('$&/$&');
		expect(describeList('For {segment} contacts', undefined)).toBe('For contacts');
		expect(describeList('', 'high')).toBe('');
	});
});

describe('abandonment', () => {
	test('CXone accepts 1 to 10 percent', () => {
		expect(THRESHOLD_RANGE_PERCENT).toEqual({ min: 1, max: 10 });
	});

	test.each([
		['high', 'high'],
		[' Medium ', 'medium'],
		['LOW', 'low'],
		['vip', undefined],
		['constructor', undefined],
		['', undefined],
		[3, undefined],
		[null, undefined],
	])('the segment of %p is %p', (segment, known) => {
		expect(segmentWithThreshold(segment)).toBe(known);
	});

	test('a threshold at the ceiling is within it', () => {
		expect(judgeThreshold(3, 3, 'block')).toBeUndefined();
		expect(judgeThreshold(1, 3, 'warn')).toBeUndefined();
	});

	test.each(['warn', 'block'] as const)('%s: above the ceiling both are named', (rule) => {
		const judged = judgeThreshold(5.5, 3, rule);
		expect(judged?.verdict).toBe(rule);
		expect(judged?.reason).toContain('5.5 %');
		expect(judged?.reason).toContain('3 %');
		expect(judged?.reason).toContain("'Maximum Abandonment Rate'");
	});

	test('off: nothing is said', () => {
		expect(judgeThreshold(10, 0, 'off')).toBeUndefined();
	});
});

describe('schedule', () => {
	test('both offsets run from now', () => {
		expect(scheduleFromNow(1_000, 15, 8)).toEqual({ startMs: 901_000, endMs: 28_801_000 });
		expect(scheduleFromNow(1_000, 0, 0.5)).toEqual({ startMs: 1_000, endMs: 1_801_000 });
	});

	test.each([
		[{ startMs: 10, endMs: 20 }, 5, undefined],
		[{ startMs: 10, endMs: 20 }, 15, undefined],
		[{ startMs: 10, endMs: 20 }, 20, 'endInPast'],
		[{ startMs: 10, endMs: 20 }, 30, 'endInPast'],
		[{ startMs: 10, endMs: 10 }, 5, 'endBeforeStart'],
		[{ startMs: 10, endMs: 9 }, 30, 'endBeforeStart'],
	])('%j at %d: %p', (schedule, nowMs, fault) => {
		expect(scheduleFault(schedule, nowMs)).toBe(fault);
	});
});
