import { phoneReader, spellingsOf } from '../../nodes/shared/core/phone.ts';

const readUs = phoneReader('US');

describe('numbers', () => {
	test.each([
		['3125550102', 'US', '+13125550102', 'national'],
		['13125550102', 'US', '+13125550102', 'national'],
		['+13125550102', 'US', '+13125550102', 'international'],
		[' +1 312 555 0102 ', 'US', '+13125550102', 'international'],
		['(312) 555-0102', 'US', '+13125550102', 'national'],
		['312.555.0102', 'US', '+13125550102', 'national'],
		['tel:+1-312-555-0102', 'US', '+13125550102', 'international'],
		['+13125550102', 'DE', '+13125550102', 'international'],
		['13125550102', 'DE', '+13125550102', 'countryCode'],
		['447911123456', 'US', '+447911123456', 'countryCode'],
		['00447911123456', 'US', '+447911123456', 'countryCode'],
		['011447911123456', 'US', '+447911123456', 'national'],
		['07911 123456', 'GB', '+447911123456', 'national'],
		['+44 (0)20 7946 0018', 'US', '+442079460018', 'international'],
		['4930123456', 'DE', '+4930123456', 'national'],
		['030 123456', 'DE', '+4930123456', 'national'],
		['06 698 12345', 'IT', '+390669812345', 'national'],
		['4532123456', 'US', '+4532123456', 'countryCode'],
		['٣١٢٥٥٥٠١٠٢', 'US', '+13125550102', 'national'],
	])('%s in %s', (text, country, e164, spelling) => {
		expect(phoneReader(country)(text)).toEqual({
			kind: 'phone',
			e164,
			original: text.trim(),
			spelling,
			isValid: true,
		});
	});

	test('one that is possible but not given out is a phone', () => {
		expect(readUs('5555550100')).toMatchObject({ e164: '+15555550100', isValid: false });
	});

	test('a whole number is read as its digits', () => {
		expect(readUs(3_125_550_102)).toMatchObject({ kind: 'phone', e164: '+13125550102' });
	});
});

test.each([
	['', 'hidden'],
	['   ', 'hidden'],
	[undefined, 'hidden'],
	[null, 'hidden'],
	['Anonymous', 'hidden'],
	['Restricted', 'hidden'],
	['非通知', 'hidden'],
	['0000000000', 'hidden'],
	['0', 'hidden'],
	['2222222222', 'hidden'],
	['+1 555 555 5555', 'hidden'],
	['266696687', 'hidden'],
	['+266696687', 'hidden'],
	['+1266696687', 'hidden'],
	['1266696687', 'hidden'],
	['--', 'hidden'],
	['reception@example.test', 'address'],
	['3125550102@example.test', 'address'],
	['sip:4021@pbx.example.test', 'address'],
	['SIP:+13125550102', 'address'],
	['4021', 'extension'],
	['21', 'extension'],
	['123456', 'extension'],
	['3125550102 x12', 'extension'],
	['3125550102;ext=12', 'extension'],
	['911', 'emergency'],
	['112', 'emergency'],
	['999', 'emergency'],
	['988', 'emergency'],
	['+1911', 'emergency'],
	['116117', 'emergency'],
	['18005550150', 'tollFree'],
	['8005550199', 'tollFree'],
	['+1 822 555 0100', 'tollFree'],
	['8001111111', 'tollFree'],
	['+80012345678', 'tollFree'],
	['9005550150', 'premium'],
	['+1 976 555 0100', 'premium'],
	['+49 900 1234567', 'premium'],
	['+49 180 1234567', 'premium'],
	['5551234', 'impossible'],
	['12345678901234567890', 'impossible'],
	['3125550102/3125550103', 'impossible'],
	['1-800-FLOWERS', 'impossible'],
	['C-000123', 'impossible'],
	['C-1', 'impossible'],
	['+12', 'impossible'],
	[Number.NaN, 'impossible'],
	[2 ** 60, 'impossible'],
	[3.5, 'impossible'],
	[-3_125_550_102, 'impossible'],
	['+4920800000000000', 'impossible'],
	[true, 'impossible'],
	[{}, 'impossible'],
	['9'.repeat(400) + '8', 'impossible'],
])('%p is no phone of a customer: %s', (value, kind) => {
	expect(readUs(value).kind).toBe(kind);
});

test('of a service number the number is known, for own lines may be such', () => {
	expect(readUs('1 800 555 0199')).toMatchObject({ kind: 'tollFree', e164: '+18005550199' });
});

test.each(['us', 'XX', '', 'USA', '__proto__'])('%p is no country', (country) => {
	expect(() => phoneReader(country)).toThrow(RangeError);
});

describe('spellings to ask by', () => {
	test('of a number of the default country', () => {
		expect(spellingsOf('+13125550102', readUs)).toEqual([
			'+13125550102',
			'13125550102',
			'3125550102',
			'+1 312 555 0102',
			'(312) 555-0102',
		]);
	});

	test('of a number of another country: not those that would be another number here', () => {
		expect(spellingsOf('+442079460018', readUs)).toEqual([
			'+442079460018',
			'442079460018',
			'+44 20 7946 0018',
		]);
	});

	test('of a number with a leading zero', () => {
		expect(spellingsOf('+442079460018', phoneReader('GB'))).toEqual(
			expect.arrayContaining(['02079460018', '2079460018', '020 7946 0018']),
		);
	});
});
