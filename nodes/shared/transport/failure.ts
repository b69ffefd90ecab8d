import { leavesOpen } from '../core/retry';

/** Why a call or a run could not go on. */
export type FailureKind =
	| 'status'
	| 'redirect'
	| 'unreached'
	| 'lost'
	| 'timeout'
	| 'unusable'
	| 'refusedByHost'
	| 'credential'
	| 'credentialInput'
	| 'tokenRefused'
	| 'noToken'
	| 'certificate'
	| 'serverWaitTooLong'
	| 'waitingSpent'
	| 'outcomeUnknown'
	/** CXone took the batch and refused this contact. */
	| 'contactRefused'
	/** CXone took the batch and refused contacts of it, and does not say which. */
	| 'refusalsUnclear'
	| 'paging'
	| 'inexactIds'
	| 'cancelled';

/** What is known of a failure; `waitMs` is the wait that was asked for, `detail` is safe to show. */
export interface FailureFacts {
	kind: FailureKind;
	/** Title of the call, for example `Create List`. */
	call?: string;
	/** What the caller must be allowed, as the service calls it. */
	right?: string;
	status?: number;
	tries?: number;
	waitMs?: number;
	detail?: string;
	/** What to do about a `credentialInput`. */
	advice?: string;
}

/** A failure of a call to CXone, with the texts of `wording.ts`; it is turned into a node error in one place, `errors.ts`. */
export class CxoneFailure extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly description: string,
		readonly facts: FailureFacts,
	) {
		super(message);
		this.name = 'CxoneFailure';
	}
}

/** Whether this is the failure of a cancelled execution, after which nothing more may be sent. */
export function isCancelled(error: unknown): boolean {
	return error instanceof CxoneFailure && error.facts.kind === 'cancelled';
}

/** Whether the other calls of the run would fail in the same way, so that they need not be tried. */
export function isForAllCalls(error: unknown): boolean {
	if (!(error instanceof CxoneFailure)) return false;
	const { kind, status } = error.facts;
	if (kind === 'status') return status === 403;
	return [
		'credential',
		'credentialInput',
		'tokenRefused',
		'noToken',
		'certificate',
		'redirect',
		'serverWaitTooLong',
		'waitingSpent',
		'cancelled',
		'refusedByHost',
	].includes(kind);
}

/** Whether the service may have done the work of a call that failed so: the answer was lost, or leaves it open. */
export function mayHaveWorked({ kind, status = 0 }: FailureFacts): boolean {
	if (kind === 'status' || kind === 'serverWaitTooLong') return leavesOpen(status);
	return ['outcomeUnknown', 'lost', 'timeout', 'unusable', 'refusalsUnclear'].includes(kind);
}

/** What anything thrown says: its message, what to do about it ('' when it does not say), and the facts. */
export function describeFailure(thrown: unknown): {
	message: string;
	advice: string;
	facts: FailureFacts;
} {
	const { description = '' } = Object(thrown) as { description?: unknown };
	return {
		message: thrown instanceof Error ? thrown.message : String(thrown),
		advice: String(description ?? ''),
		facts: thrown instanceof CxoneFailure ? thrown.facts : { kind: 'status' },
	};
}

/** Whether no connection came about at all. */
export function isUnreached(failure: CxoneFailure): boolean {
	return failure.facts.kind === 'unreached';
}
