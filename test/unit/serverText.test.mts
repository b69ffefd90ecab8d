import { readServerText } from '../../nodes/shared/transport/serverText.ts';

const read = (body: unknown) => readServerText(body, false);

describe('the words of the service', () => {
	test.each([
		[{ error: 'invalid_threshold', message: 'Threshold out of range.' }, 'Threshold out of range'],
		[{ error: 'invalid_scope', error_description: 'Scope unknown' }, 'Scope unknown'],
		[{ error: 'list_empty' }, 'list_empty'],
		[{ error: 'e', message: '  ', error_description: 'Described' }, 'Described'],
		[{ message: 'First', error_description: 'Second', error: 'third' }, 'First'],
		['Plain  text\nof two lines ...', 'Plain text of two lines'],
		[{ message: 'Must be between 1.0 and 10.0' }, 'Must be between 1.0 and 10.0'],
		[{ message: "The list isn't there, can't go on" }, "The list isn't there, can't go on"],
		[{ message: 'At most 10000 rows' }, 'At most 10000 rows'],
	])('%j', (body, text) => {
		expect(read(body)).toBe(text);
	});

	test.each([
		[undefined],
		[null],
		[''],
		['  \n'],
		['...'],
		['<!doctype html><title>Bad gateway</title>'],
		['  <html>'],
		[{ message: '<p>Bad gateway</p>' }],
		[{}],
		[{ error: 5, message: { deep: 'text' } }],
		[[]],
		[['text']],
		[5],
		[true],
		[Buffer.from('')],
		['"only a quoted value"'],
	])('%p says nothing', (body) => {
		expect(read(body)).toBeUndefined();
	});

	test('are cut at 160 characters', () => {
		expect(read('no '.repeat(100))).toHaveLength(161);
		expect(read('no '.repeat(100))?.endsWith('…')).toBe(true);
	});

	test('of a huge body are read in no time', () => {
		const startedAt = performance.now();
		expect(read(`Failed ${'a,'.repeat(500_000)}`)).toMatch(/^Failed /);
		expect(read(`Failed ${"'".repeat(500_000)}`)).toMatch(/^Failed …/);
		expect(performance.now() - startedAt).toBeLessThan(500);
	});
});

describe('what is secret or personal does not pass', () => {
	test.each([
		['the phone number', '+1 555 123 4567'],
		['the phone number', '(555) 123-4567'],
		['the phone number', '555.123.4567'],
		['the phone number', '0171/1234567'],
		['the phone number', '555‑123‑4567'],
		['the phone number', '555 – 123 – 4567'],
		['the phone number', '٠١٧١٢٣٤٥٦'],
		['the phone number', '+15551234567'],
		['the id', '123456'],
		['the address', 'jane.doe+x@mail.example.com'],
		['the address', '<jane@example.com>'],
		['the address', 'jane＠example.com'],
		['the token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_d'],
		['the token', 'Bearer short-one'],
		['the token', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVg=='],
	])('%s %s', (what, secret) => {
		expect(read({ message: `It is ${what} ${secret} that failed` })).toBe(
			`It is ${what} … that failed`,
		);
	});

	test.each([
		['"Jane Doe"'],
		["'Jane Doe'"],
		["'O'Brien'"],
		['"O\'Brien"'],
		['“Jane Doe”'],
		['„Jane Doe“'],
		['«Jane Doe»'],
		['`Jane Doe`'],
		['‘Jane Doe’'],
		['"Jane Doe <jane@example.com>"'],
		['"Jane\nDoe"'],
		['""'],
	])('the quoted value %s', (quoted) => {
		expect(read({ message: `Contact ${quoted} isn't valid` })).toBe("Contact … isn't valid");
	});

	test('a quoted value whose end is missing', () => {
		expect(read('Contact "Jane Doe')).toBe('Contact …');
		expect(read("Contact 'Jane Doe")).toBe('Contact …');
	});

	test('nor in the text of a code', () => {
		expect(read({ error: 'Contact "Jane" failed' })).toBe('Contact … failed');
	});
});

describe('where the words may repeat what was sent, only a code passes', () => {
	test.each([
		[{ error: 'invalid_batch', message: 'Contact Jane is bad' }, 'invalid_batch'],
		[{ error: 'InvalidBatch' }, 'InvalidBatch'],
		[{ error: 'Jane is bad' }, undefined],
		[{ error: 'a'.repeat(41) }, undefined],
		[{ error: 'code5551234567' }, undefined],
		[{ message: 'invalid_batch' }, undefined],
		['invalid_batch', undefined],
		[null, undefined],
	])('%j: %p', (body, text) => {
		expect(readServerText(body, true)).toBe(text);
	});
});
