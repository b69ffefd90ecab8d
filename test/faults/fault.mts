import type { FaultRule, RestCallName as CallName } from '../../sandbox/server.mts';

/** What goes wrong, as it is given to the sandbox. */
export type Effect = FaultRule['effect'];

/** What the job makes of a fault. The number of requests of the faulted call follows from it: see `expectationOf`. */
export type Behaviour =
	/** The request is sent again, 4 times in all. */
	| 'retried'
	/** Sent once; the failure is shown. */
	| 'refused'
	/** The job goes on at once. */
	| 'passedOver'
	/** The job goes on without what the tenant lacks. */
	| 'absent'
	/** The answer of a create was lost, and a look-up shows the record. */
	| 'found'
	/** The answer of a create was lost, no look-up shows the record, and it must not be made twice. */
	| 'notKnown'
	/** The query starts again from its first page, 3 times. */
	| 'restarted'
	/** A batch is halved until it goes through, or down to single contacts. */
	| 'halved'
	/** The token is renewed once and the request sent again. */
	| 'renewed';

/** One fault of the table, for several calls. */
export interface Fault {
	name: string;
	/** A function where the effect depends on the time or on another server. */
	effect: Effect | ((elsewhereUrl: string) => Effect);
	calls: readonly CallName[];
	behaviour: Behaviour;
	/** What the error says when the job stops. */
	says?: RegExp;
	/** `after`: the work is done, then the answer is spoilt; `before` if not given. */
	when?: 'before' | 'after';
	/** Milliseconds that the service asks to wait. */
	serverWaitMs?: number;
	/** Requests of one attempt of a query that starts again; 1 if not given. */
	pagesPerAttempt?: number;
	/** Requests more than undisturbed when the fault passes; those of one attempt if not given. */
	extraRequests?: number;
	/** Requests that the fault meets when it passes; 1 if not given. */
	times?: number;
	/** Requests of the call that it lets pass first; none if not given. */
	skip?: number;
	/** Whether the fault is not tried persisting, because it is too costly. */
	isOnceOnly?: boolean;
}

/** Calls that answer in pages. */
export const LISTINGS: CallName[] = ['searchInteractions', 'findLists', 'findCampaigns'];
/** Calls that only read. */
export const READS: CallName[] = [...LISTINGS, 'getList'];
/** Calls that must not be done twice. */
export const CREATES: CallName[] = ['createList', 'createCampaign'];
/** Calls other than pages whose answer must have a shape. */
export const ANSWER_CHECKED: CallName[] = ['getList', ...CREATES];
/** The calls of the job that carry a token. */
export const API: CallName[] = [...READS, ...CREATES, 'addContacts'];
/** All calls of the job. */
export const ALL: CallName[] = ['token', ...API];
/** Calls that may be done twice. */
export const REPEATABLE: CallName[] = [...READS, 'addContacts'];
/** Calls that a tenant may lack. */
export const LOOK_UPS: CallName[] = ['findLists', 'findCampaigns', 'getList'];

/** The calls without those left out. */
export const without = (calls: CallName[], ...left: CallName[]) =>
	calls.filter((call) => !left.includes(call));
/** A fault that loses answers before the work is done: the calls are made again, but no campaign is. */
export const lost = (fault: Omit<Fault, 'calls' | 'behaviour'>, calls: CallName[]): Fault[] => [
	{ ...fault, calls: without(calls, 'createCampaign'), behaviour: 'retried' },
	{
		...fault,
		calls: ['createCampaign'],
		behaviour: 'notKnown',
		says: /not known whether 'Create Campaign' was carried out/,
	},
];
/** An error answer; `retryAfter` is the header as it is. */
export const status = (code: number, retryAfter?: string | number): Effect => ({
	type: 'status',
	status: code,
	retryAfter,
});
/** A 200 with JSON. */
export const json = (value: unknown): Effect => ({
	type: 'raw',
	contentType: 'application/json',
	body: JSON.stringify(value),
});
/** An HTTP date so many seconds from now, cut to the second. */
export const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();
