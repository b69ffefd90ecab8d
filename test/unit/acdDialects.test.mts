import { toInteraction, typeOf } from '../../nodes/shared/core/completedContact.ts';
import {
	countedFields,
	NEWER,
	OLDER,
	readContact,
	readContactPage,
} from '../../nodes/shared/cxone/acd/dialects.ts';

const CONTACT = {
	id: '900000002',
	masterId: '900000001',
	startMs: Date.UTC(2026, 0, 5, 10, 15),
	isOutbound: true,
	mediaTypeId: 4,
	agentSeconds: 0,
	from: '3125550100',
	to: '2125550111',
};
const NEWER_ROW = {
	contactId: 900_000_002,
	masterContactId: 900_000_001,
	contactStartDate: '2026-01-05T10:15:00.000Z',
	isOutbound: true,
	mediaTypeId: 4,
	agentSeconds: 0,
	fromAddress: '3125550100',
	toAddress: '2125550111',
};
const OLDER_ROW = {
	contactId: 900_000_002,
	masterContactId: 900_000_001,
	contactStart: '2026-01-05T10:15:00.000Z',
	isOutbound: true,
	mediaType: 4,
	agentSeconds: 0,
	fromAddr: '3125550100',
	toAddr: '2125550111',
};
const asText = (row: object) =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, value === true ? 'True' : String(value)]),
	);

describe('one row', () => {
	test.each([
		['newer', NEWER_ROW],
		['older', OLDER_ROW],
		['oldest, all text', asText(OLDER_ROW)],
		['newer, all text', asText(NEWER_ROW)],
		['both, the newer names blank', { ...OLDER_ROW, contactStartDate: null, fromAddress: '' }],
		['without zone', { ...NEWER_ROW, contactStartDate: '2026-01-05T10:15:00' }],
		['addresses as numbers', { ...NEWER_ROW, fromAddress: 3_125_550_100 }],
	])('%s', (_, row) => {
		expect(readContact(row)).toEqual({ contact: CONTACT });
	});

	test.each([[undefined], [null], [''], [0], ['0']])('a master of %p is its own', (master) => {
		const { contact } = readContact({ ...NEWER_ROW, masterContactId: master });
		expect(contact?.masterId).toBe(CONTACT.id);
	});

	test('what the row does not say is not made up', () => {
		const row = {
			contactId: 7,
			contactStart: '2026-01-05T10:15:00Z',
			isOutbound: '',
			agentSeconds: ' ',
		};
		expect(readContact(row).contact).toEqual({
			id: '7',
			masterId: '7',
			startMs: CONTACT.startMs,
			isOutbound: undefined,
			mediaTypeId: undefined,
			agentSeconds: undefined,
			from: '',
			to: '',
		});
	});

	test.each([
		['malformed', null],
		['malformed', []],
		['malformed', 'row'],
		['withoutId', { ...NEWER_ROW, contactId: null }],
		['withoutId', { ...NEWER_ROW, contactId: {} }],
		['lostDigits', { ...NEWER_ROW, contactId: 2 ** 60 }],
		['lostDigits', { ...NEWER_ROW, masterContactId: 2 ** 60 }],
		['withoutStart', { ...NEWER_ROW, contactStartDate: 'yesterday' }],
	])('%s: %p', (fault, row) => {
		expect(readContact(row)).toEqual({ contact: undefined, fault });
	});
});

describe('an answer', () => {
	const rows = [NEWER_ROW];
	test.each([
		['as it is', { totalRecords: 9, completedContacts: rows }, { rows, total: 9 }],
		['wrapped', { resultSet: { totalRecords: '9', completedContacts: rows } }, { rows, total: 9 }],
		['without total', { completedContacts: rows }, { rows, total: undefined }],
		[
			'a total that is none',
			{ totalRecords: 'many', completedContacts: rows },
			{ rows, total: undefined },
		],
		['a negative total', { totalRecords: -1, completedContacts: rows }, { rows, total: undefined }],
		['204', undefined, { rows: [], total: 0 }],
		['an empty body', '', { rows: [], total: 0 }],
		['null', null, { rows: [], total: 0 }],
		['none of none', { totalRecords: 0 }, { rows: [], total: 0 }],
		[
			'none of none, wrapped',
			{ resultSet: { totalRecords: '0', completedContacts: null } },
			{ rows: [], total: 0 },
		],
	])('%s', (_, body, page) => {
		expect(readContactPage(body)).toEqual(page);
	});

	test.each([
		['rows that are missing', { totalRecords: 3 }],
		['rows that are no array', { totalRecords: 1, completedContacts: {} }],
		['an error with status 200', { error: 'x' }],
		['an empty object', {}],
		['HTML', '<html></html>'],
		['an array', [1]],
	])('one that cannot be used: %s', (_, body) => {
		expect(readContactPage(body)).toBeUndefined();
	});
});

test('the fields of a count are those that the rows of each dialect have', () => {
	expect([...countedFields(NEWER)].sort()).toEqual(Object.keys(NEWER_ROW).sort());
	expect([...countedFields(OLDER)].sort()).toEqual(Object.keys(OLDER_ROW).sort());
});

describe('an item', () => {
	test('is the row as received, and over it the fields that every interaction has', () => {
		const row = { ...OLDER_ROW, tags: [{ TagId: 1 }], type: 'of the row' };
		expect(toInteraction(row, CONTACT, '+12125550111', '(212) 555-0111')).toEqual({
			...row,
			id: '900000002',
			contactId: '+12125550111',
			askedAs: '(212) 555-0111',
			startTime: '2026-01-05T10:15:00.000Z',
			type: 'voice',
			direction: 'outbound',
		});
	});

	test('says null for what is not known', () => {
		const contact = { ...CONTACT, isOutbound: undefined, mediaTypeId: 99 };
		expect(toInteraction({}, contact, '+12125550111', null)).toMatchObject({
			askedAs: null,
			type: null,
			direction: null,
		});
	});

	test.each([
		[1, 'email'],
		[3, 'chat'],
		[4, 'voice'],
		[5, 'voicemail'],
		[6, 'workItem'],
		[7, 'sms'],
		[8, 'social'],
		[9, 'digital'],
	])('media type %i is %s', (mediaTypeId, type) => {
		expect(typeOf({ ...CONTACT, mediaTypeId })).toBe(type);
	});
});
