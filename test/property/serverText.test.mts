import assert from 'node:assert/strict';

import fc from 'fast-check';

import { readServerText } from '../../nodes/shared/transport/serverText.ts';
import { assertProperty } from '../support/property.mts';

/** Words that hold nothing personal: no quotes, no digits, no @. */
const words = fc
	.array(fc.string({ unit: fc.constantFrom(...'abcdefgh '), maxLength: 12 }), { maxLength: 4 })
	.map((parts) => parts.join(' '));

const quotes = fc.constantFrom(
	['"', '"'],
	["'", "'"],
	['“', '”'],
	['„', '“'],
	['«', '»'],
	['`', '`'],
);
/** Capitals, so that it cannot be a part of the words around it. */
const secretWord = fc.string({ unit: fc.constantFrom(...'QXYZ'), minLength: 3, maxLength: 12 });

const quoted = fc
	.tuple(quotes, secretWord, secretWord, fc.constantFrom(' ', "'", '-', ', ', '\n'))
	.map(([[open, close], one, two, between]) => ({
		text: `${open}${one}${between}${two}${close}`,
		secrets: [one, two],
	}));
const address = fc
	.tuple(secretWord, secretWord)
	.map(([user, host]) => ({ text: `${user}@${host}.example`, secrets: [user, host] }));
const token = fc
	.string({ unit: fc.constantFrom(...'QXYZ_-.='), minLength: 24, maxLength: 80 })
	.map((text) => ({ text, secrets: [text] }));
const phone = fc
	.tuple(
		fc.constantFrom('', '+', '(', '00'),
		fc.array(fc.stringMatching(/^\d{1,6}$/), { minLength: 6, maxLength: 9 }),
		fc.constantFrom('', ' ', '-', '.', '/', ') ', ' - ', '‑', '\u00A0'),
	)
	.map(([start, digits, between]) => ({ text: start + digits.join(between), secrets: digits }));

test('no quoted value, address, token or phone number passes, wherever it stands', () => {
	const secret = fc.oneof(quoted, address, token, phone);
	const parts = fc.array(fc.tuple(words, secret), { minLength: 1, maxLength: 4 });
	const shape = fc.constantFrom('text', 'message', 'error_description', 'error');
	assertProperty(
		fc.property(parts, words, shape, fc.boolean(), (given, end, field, isPersonal) => {
			const text = given.map(([before, { text: hidden }]) => `${before} ${hidden} `).join('') + end;
			const shown = readServerText(field === 'text' ? text : { [field]: text }, isPersonal) ?? '';
			assert.doesNotMatch(shown, /[\d@QXYZ]/);
			if (isPersonal) assert.match(shown, /^[a-z_]*$/i);
		}),
	);
});

test('of any text at all no run of six digits passes, nor an address, and it stays short', () => {
	const text = fc.oneof(
		fc.string({ maxLength: 200 }),
		fc.string({ unit: 'binary', maxLength: 200 }),
		fc.string({ unit: fc.constantFrom(...'0123456789 -().+/ab"\'@'), maxLength: 200 }),
	);
	assertProperty(
		fc.property(text, fc.boolean(), (body, isPersonal) => {
			const shown = readServerText({ message: body }, isPersonal);
			if (shown === undefined) return;
			assert.doesNotMatch(shown, /\d{6}|\S@\S/);
			assert.ok(shown.length <= 161);
			assert.doesNotMatch(shown, /\n/);
		}),
	);
});

test('whatever the body is, it is text that says something, or nothing', () => {
	const anyBody = fc.oneof(
		fc.anything(),
		fc.record(
			{ error: fc.anything(), message: fc.anything(), error_description: fc.anything() },
			{ requiredKeys: [] },
		),
	);
	assertProperty(
		fc.property(anyBody, fc.boolean(), (body, isPersonal) => {
			const shown = readServerText(body, isPersonal);
			if (shown === undefined) return;
			assert.equal(typeof shown, 'string');
			assert.notEqual(shown.trim(), '');
		}),
	);
});
