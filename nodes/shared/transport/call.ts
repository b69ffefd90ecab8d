import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import type { Repeat, StopAfterCheck, Trouble } from '../core/retry';
import type { FailureFacts } from './failure';

/** What an answer must look like; a zod schema is one. */
export interface AnswerCheck<Answer> {
	safeParse: (body: unknown) => { success: true; data: Answer } | { success: false };
}

/** What is known of a call of the API: one row of the table that each family has. */
export interface CallRule<Answer = unknown> {
	/** Name for people, in Title Case. */
	title: string;
	method: IHttpRequestMethods;
	/** Path below the base address; `{name}` stands for a path parameter. */
	path: string;
	/** What the caller must be allowed, as the service calls it, for example an OAuth scope; undefined where that is not known. */
	right: string | undefined;
	repeat: Repeat;
	/** A page of a longer answer: one that cannot be used restarts the query instead of the call. */
	isPage: boolean;
	/** Statuses that say that the tenant lacks the call, or what it asked for. */
	absentStatuses: readonly number[];
	/** Whether an error text may repeat contacts or attributes, so that it must not be shown. */
	mayEchoPersonalData: boolean;
	answer: AnswerCheck<Answer>;
}

/** One call: what is filled into its rule. */
export interface CallInput {
	/** Values of the path parameters. */
	path?: Record<string, string>;
	qs?: IDataObject;
	body?: object;
	/** Attempts made before, for a call that is taken up again. */
	triesMade?: number;
	/** Whether the caller takes this trouble on itself: the wait is kept, then the call comes back as `handedBack`. */
	handsBack?: (trouble: Trouble, tries: number) => boolean;
}

/** How a call ended, where it did not throw. */
export type Reply<Answer> =
	| { kind: 'done'; answer: Answer; tries: number }
	/** The tenant lacks the call, or what it asked for. */
	| { kind: 'absent'; status: number }
	/** A create that may have been carried out: look before doing it again, and with `stop` do not do it again. */
	| {
			kind: 'unknown';
			facts: FailureFacts;
			tries: number;
			/** The service said that it did not take the call on. */
			isRefused: boolean;
			stop?: StopAfterCheck;
	  }
	| { kind: 'handedBack'; trouble: Trouble; tries: number };
