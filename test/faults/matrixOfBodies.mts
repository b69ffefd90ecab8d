import {
	ANSWER_CHECKED,
	CREATES,
	json,
	LISTINGS,
	lost,
	status,
	type Effect,
	type Fault,
} from './fault.mts';

const UNUSABLE = /something that cannot be used/;

/** A 200 with a body that is not the answer. Add Contacts promises none, so any but a page or an error is believed. */
export const ODD_BODIES: Fault[] = [
	{ name: 'a web page', effect: { type: 'raw' } as const, isSeen: true },
	{ name: 'an error in a 200', effect: json({ error: 'server_error' }), isSeen: true },
	{ name: 'no body', effect: { type: 'raw', body: '' } as const },
	{ name: 'a wrong type', effect: json({ id: {}, name: 7, data: 'rows' }) },
	{ name: '20,000 brackets', effect: { type: 'raw', nestedDepth: 20_000 } as const },
	{ name: '50 MB', effect: { type: 'raw', sizeBytes: 50e6 } as const, isOnceOnly: true },
].flatMap(({ name, effect, isSeen = false, isOnceOnly }): Fault[] => {
	const fault = { name, effect: effect as Effect, says: UNUSABLE, isOnceOnly };
	return [
		{ ...fault, calls: LISTINGS, behaviour: 'restarted' },
		...lost(fault, ANSWER_CHECKED),
		{ ...fault, calls: CREATES, behaviour: 'found', when: 'after' },
		...(isSeen ? [{ ...fault, calls: ['addContacts'], behaviour: 'retried' } as Fault] : []),
		{
			...fault,
			calls: ['addContacts'],
			behaviour: isSeen ? 'retried' : 'passedOver',
			when: 'after',
		},
	];
});

/** Faults of pages and their tokens. */
export const PAGING: Fault[] = [
	{ name: 'no data', effect: { type: 'noData' }, pagesPerAttempt: 1, says: UNUSABLE },
	{
		name: 'corrupt token',
		effect: { type: 'corruptToken' },
		pagesPerAttempt: 2,
		says: /not valid/,
	},
	{
		name: 'repeated token',
		effect: { type: 'repeatedToken' },
		calls: ['findLists', 'findCampaigns'],
		pagesPerAttempt: 2,
		extraRequests: 1,
		says: /same page token twice/,
	},
	{
		name: 'repeated token',
		effect: { type: 'repeatedToken' },
		calls: ['searchInteractions'],
		pagesPerAttempt: 2,
		says: /same page twice/,
	},
	{
		name: 'three empty pages',
		effect: { type: 'emptyPage' },
		times: 3,
		pagesPerAttempt: 3,
		says: /3 empty pages in a row/,
	},
	{
		name: 'two empty pages',
		effect: { type: 'emptyPage' },
		times: 2,
		extraRequests: 2,
		isOnceOnly: true,
	},
	{ name: 'a large page', effect: { type: 'largePage', extraRows: 10 }, behaviour: 'passedOver' },
].map((fault) => ({ behaviour: 'restarted', calls: LISTINGS, ...fault }) as Fault);

/** Faults of the second page, whose token goes stale with them. */
export const SECOND_PAGE: Fault[] = [
	{ name: '400 on page 2', effect: status(400), behaviour: 'restarted', extraRequests: 2 },
	{
		name: 'no data on page 2',
		effect: { type: 'noData' },
		behaviour: 'restarted',
		extraRequests: 2,
	},
	{ name: 'drop on page 2', effect: { type: 'drop' }, behaviour: 'retried' },
	{
		name: 'repeated token on page 2',
		effect: { type: 'repeatedToken' },
		behaviour: 'restarted',
		extraRequests: 2,
	},
].map((fault) => ({ ...fault, calls: ['searchInteractions'], skip: 1, isOnceOnly: true }) as Fault);
