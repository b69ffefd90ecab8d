import {
	ALL,
	API,
	CREATES,
	inSeconds,
	json,
	LOOK_UPS,
	lost,
	REPEATABLE,
	status,
	without,
	type Effect,
	type Fault,
} from './fault.mts';
import { ODD_BODIES, PAGING, SECOND_PAGE } from './matrixOfBodies.mts';

const LIMITED = /limits the rate of calls.*after 4 tries \(429\)/;
const TROUBLE = /could not carry out.*after 4 tries \(status 50\d\)/;
const BROKEN = /connection to CXone broke.*after 4 tries/;
const NOT_ACCEPTED = /does not accept the credential/;
const NO_TOKEN = /gives no token/;
const REDIRECT = /with a redirect/;

const RATE: Fault[] = [
	{ name: '429', effect: status(429), calls: ALL, behaviour: 'retried', says: LIMITED },
	{
		name: '429 with seconds',
		effect: status(429, 10),
		calls: API,
		behaviour: 'retried',
		says: LIMITED,
		serverWaitMs: 10_000,
	},
	{
		name: '429 with a date',
		// So far off that the time until the wait, on a busy machine, does not matter.
		effect: () => status(429, inSeconds(30)),
		calls: API,
		behaviour: 'retried',
		says: LIMITED,
		serverWaitMs: 10_000,
	},
	...['soon', '-5', '12 parsecs', '2026-13-45'].map(
		(retryAfter): Fault => ({
			name: `429 with '${retryAfter}'`,
			effect: status(429, retryAfter),
			calls: ['findLists'],
			behaviour: 'retried',
			says: LIMITED,
		}),
	),
	{
		name: '429 for 61 s',
		effect: status(429, 61),
		calls: API,
		behaviour: 'refused',
		says: /asks to wait 61 s/,
	},
	{
		name: '429 until in an hour',
		effect: () => status(429, inSeconds(3_600)),
		calls: ['searchInteractions', 'createCampaign'],
		behaviour: 'refused',
		says: /asks to wait 3\d{3} s/,
	},
];

const BROKEN_SERVICE: Fault[] = [500, 502, 503, 504].flatMap((code): Fault[] => {
	const fault = { name: String(code), effect: status(code), says: TROUBLE };
	return [
		...lost(fault, ALL),
		{ ...fault, calls: ['addContacts'], behaviour: 'retried', when: 'after' },
		{ ...fault, calls: CREATES, behaviour: 'found', when: 'after' },
	];
});

const BROKEN_CONNECTION: Fault[] = [
	{ name: 'drop', effect: { type: 'drop' } as const },
	{ name: 'truncated', effect: { ...json({ id: 'x'.repeat(500) }), cutAfterBytes: 20 } },
].flatMap(({ name, effect }): Fault[] => {
	const fault = { name, effect: effect as Effect, says: BROKEN };
	return [
		...lost(fault, ALL),
		{ ...fault, calls: REPEATABLE, behaviour: 'retried', when: 'after' },
		{ ...fault, calls: CREATES, behaviour: 'found', when: 'after' },
	];
});

/** The token request: it is sent again when it may pass, else the credential is to be checked. */
const TOKEN: Fault[] = [
	{ name: 'a web page', effect: { type: 'raw' }, says: NO_TOKEN },
	{ name: 'no body', effect: { type: 'raw', body: '' }, says: NO_TOKEN },
	{ name: 'an error in a 200', effect: json({ error: 'server_error' }), says: NO_TOKEN },
	{ name: 'a number', effect: json(42), says: NO_TOKEN },
	...[400, 401, 403].map((code) => ({
		name: String(code),
		effect: status(code),
		says: NOT_ACCEPTED,
	})),
].map((fault) => ({ ...fault, calls: ['token'], behaviour: 'refused' }) as Fault);

/** The table: each fault, the calls that it meets, and what the job makes of it. */
export const FAULTS: Fault[] = [
	...RATE,
	...BROKEN_SERVICE,
	...BROKEN_CONNECTION,
	...ODD_BODIES,
	...([302, 307] as const).map(
		(code): Fault => ({
			name: `redirect ${code}`,
			effect: (location) => ({ type: 'redirect', location, status: code }),
			calls: API,
			behaviour: 'refused',
			says: REDIRECT,
		}),
	),
	{
		name: '401',
		effect: status(401),
		calls: API,
		behaviour: 'renewed',
		says: NOT_ACCEPTED,
	},
	{
		name: '403',
		effect: status(403),
		calls: API,
		behaviour: 'refused',
		says: /scope '.*' is missing/,
	},
	{
		name: '400',
		effect: status(400),
		calls: API,
		behaviour: 'refused',
		says: /as not valid \(400\)/,
	},
	{
		name: '413',
		effect: status(413),
		calls: without(API, 'addContacts'),
		behaviour: 'refused',
		says: /as too large/,
	},
	{
		name: '413',
		effect: status(413),
		calls: ['addContacts'],
		behaviour: 'halved',
		says: /as too large/,
	},
	...[404, 405, 501].flatMap((code): Fault[] => [
		{ name: String(code), effect: status(code), calls: LOOK_UPS, behaviour: 'absent' },
		{
			name: String(code),
			effect: status(code),
			calls: without(API, ...LOOK_UPS),
			behaviour: 'refused',
			says: /\(404\)|\(status \d+\)/,
		},
	]),
	...TOKEN,
	...PAGING,
	...SECOND_PAGE,
];
