import type { Fact } from '../../core/checks';
import { isPassing } from '../../core/retry';
import { settled } from '../../core/settled';
import { CxoneFailure, describeFailure, isCancelled } from '../../transport/failure';
import type { AcdRecord } from './answers';
import { valueOf } from './values';

/** Failures of a service in trouble, or out of reach. */
const PASSING_KINDS = ['unreached', 'lost', 'timeout', 'waitingSpent', 'serverWaitTooLong'];

/** Whether a call that failed so may go well the next time. What the tenant refuses, lacks or spells oddly stays so. */
function mayPass(failure: unknown): boolean {
	if (!(failure instanceof CxoneFailure)) return false;
	const { kind, status } = failure.facts;
	if (kind !== 'status') return PASSING_KINDS.includes(kind);
	return status !== undefined && isPassing({ kind, status });
}

/** What `work` reads as a fact: a failure makes it unknown, and so does undefined. Throws after a cancel only. */
export async function factOf<Value>(
	work: Promise<Value | undefined>,
	ifAbsent = 'CXone does not show it',
): Promise<Fact<Value>> {
	const end = await settled(work);
	if ('failure' in end) {
		if (isCancelled(end.failure)) throw end.failure;
		return { unknown: describeFailure(end.failure).message, isPassing: mayPass(end.failure) };
	}
	return end.value === undefined ? { unknown: ifAbsent } : { known: end.value };
}

/** The value of a fact, or undefined. */
export function valueOfFact<Value>(fact: Fact<Value>): Value | undefined {
	return 'known' in fact ? fact.known : undefined;
}

/** A block of settings, which lies under its name or is the answer itself. */
export function blockOf(answer: AcdRecord, name: string): AcdRecord {
	const block = valueOf(answer, name);
	const isRecord = typeof block === 'object' && block !== null && !Array.isArray(block);
	return isRecord ? (block as AcdRecord) : answer;
}
