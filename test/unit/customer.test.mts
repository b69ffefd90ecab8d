import {
	AskedPhones,
	customerOf,
	toAskedPhone,
	toOwnNumbers,
} from '../../nodes/shared/core/customer.ts';
import { phoneReader } from '../../nodes/shared/core/phone.ts';

const read = phoneReader('US');
const own = toOwnNumbers(
	['3125550100', '(312) 555-0101', '18005550199', 'Help@example.test', '', null, 4021],
	['+1 312 555 0102', ''],
	read,
);
const A = '2125550111';
const B = '2125550122';

test.each([
	['inbound', false, A, '+13125550100', '+12125550111'],
	['outbound', true, '3125550101', A, '+12125550111'],
	['inbound by a toll-free line of our own', false, A, '+1 800 555 0199', '+12125550111'],
	['inbound by a number that the user named', false, A, '3125550102', '+12125550111'],
	['inbound from us: the other side', false, '3125550100', A, '+12125550111'],
	['outbound to us: the other side', true, A, '3125550100', '+12125550111'],
	['without direction, one side ours', undefined, '3125550100', A, '+12125550111'],
	['outbound from an extension that nobody named', true, '4099', A, '+12125550111'],
	['outbound from a hidden number', true, '', A, '+12125550111'],
	['inbound to a SIP address', false, A, 'sip:line@pbx.example.test', '+12125550111'],
])('the customer of a contact: %s', (_, isOutbound, from, to, phone) => {
	expect(customerOf({ isOutbound, from, to }, own, read)).toEqual({ phone });
});

test.each([
	['two sides ours', false, '3125550100', '3125550101', 'internal'],
	['ours and an extension of ours', true, '4021', '3125550100', 'internal'],
	['two phones, none ours', false, A, B, 'noOwnSide'],
	['two phones, none ours', true, A, B, 'noOwnSide'],
	['no direction, none ours', undefined, A, B, 'noDirection'],
	['hidden', false, '', '3125550100', 'hidden'],
	['a word', false, 'Anonymous', '3125550100', 'hidden'],
	['an extension', false, '4099', '3125550100', 'extension'],
	['a mail address', false, 'someone@example.test', 'help@example.test', 'address'],
	['a SIP address', true, '3125550100', 'sip:9@pbx.example.test', 'address'],
	['toll-free', false, '8005550150', '3125550100', 'tollFree'],
	['premium', true, '3125550100', '9005550150', 'premium'],
	['emergency', true, '3125550100', '911', 'emergency'],
	['no number', false, '5551234', '3125550100', 'impossible'],
	['toll-free between strangers', false, '8005550150', B, 'tollFree'],
	['both empty', false, '', '', 'hidden'],
])('nobody is the customer: %s', (_, isOutbound, from, to, reason) => {
	expect(customerOf({ isOutbound, from, to }, own, read)).toEqual({ phone: undefined, reason });
});

test.each([
	['were not read', undefined],
	['are none', []],
])('where points of contact %s, the direction alone tells', (_, points) => {
	const few = toOwnNumbers(points, ['3125550100'], read);
	expect(few.areWhole).toBe(false);
	expect(customerOf({ isOutbound: false, from: A, to: B }, few, read).phone).toBe('+12125550111');
	expect(customerOf({ isOutbound: true, from: A, to: B }, few, read).phone).toBe('+12125550122');
	expect(customerOf({ isOutbound: false, from: '3125550100', to: B }, few, read).phone).toBe(
		'+12125550122',
	);
});

test('an empty own number does not make every hidden caller ours', () => {
	const blank = toOwnNumbers(['', '  ', undefined], ['', null], read);
	expect(blank.keys.size).toBe(0);
	expect(customerOf({ isOutbound: false, from: '', to: A }, blank, read)).toEqual({
		phone: undefined,
		reason: 'hidden',
	});
});

test.each([
	['2125550111', '+12125550111'],
	['+44 7911 123456', '+447911123456'],
	['8005550150', '+18005550150'],
])('an id that is a phone: %s', (id, phone) => {
	expect(toAskedPhone(id, read)).toEqual({ phone });
});

test.each(['C-000123', '4021', '911', 'a@example.test', 'Anonymous', '0000000000', '5551234'])(
	'an id that cannot be a phone says why: %s',
	(id) => {
		expect(toAskedPhone(id, read)).toEqual({ phone: undefined, reason: read(id).kind });
	},
);

test('two spellings of a phone are one, asked as the first of them', () => {
	const asked = new AskedPhones(read);
	expect(asked.add('(212) 555-0111')).toEqual({ phone: '+12125550111' });
	expect(asked.add('+12125550111')).toEqual({ phone: '+12125550111' });
	expect(asked.add('C-1')).toEqual({ phone: undefined, reason: 'impossible' });
	expect(asked.add('12125550122')).toEqual({ phone: '+12125550122' });
	expect(asked.phones()).toEqual(['+12125550111', '+12125550122']);
	expect(asked.askedAs('+12125550111')).toBe('(212) 555-0111');
	expect(asked.askedAs('+12125550133')).toBeUndefined();
});
