import { setTimeout as wait } from 'node:timers/promises';

import type { Answer } from './answer.mts';
import type { CallName } from './calls.mts';
import type { FaultBoard } from './faults.mts';
import { type PagingEffect, isPagingEffect } from './faultRule.mts';
import type { RateLimit } from './rateLimit.mts';
import { type UsualAnswer, spoiltAnswer } from './spoil.mts';

/** What the calls of every family pass through. */
export interface Pipeline {
	faults: FaultBoard;
	latencyMs: number;
	/** Absent: the tenant takes as much as comes. */
	rateLimit: RateLimit | undefined;
	absentCalls: ReadonlySet<CallName>;
	absentStatus: number;
	/** Aborted when the sandbox closes, so that no delay outlives it. */
	closing: AbortSignal;
}

/** The JSON of a body; text that is no JSON comes back as it is. */
export function parseJson(text: unknown): { isJson: boolean; body: unknown } {
	if (typeof text !== 'string' || text === '') return { isJson: true, body: undefined };
	try {
		return { isJson: true, body: JSON.parse(text) };
	} catch {
		return { isJson: false, body: text };
	}
}

/** Waits; answers false when the sandbox closes meanwhile. */
async function waitUnlessClosing(delayMs: number, closing: AbortSignal): Promise<boolean> {
	try {
		await wait(delayMs, undefined, { signal: closing });
		return true;
	} catch (error) {
		if (closing.aborted) return false;
		throw error;
	}
}

/**
 * Runs the work of a call amid latency and faults; undefined: end the connection.
 * @param usual the family's answer to a fault that names a status only
 */
export async function amidFaults(
	{ faults, latencyMs, closing }: Pipeline,
	call: CallName,
	usual: UsualAnswer,
	work: (pagingEffect: PagingEffect | undefined) => Answer,
): Promise<Answer | undefined> {
	const fault = faults.take(call);
	if (latencyMs > 0 && !(await waitUnlessClosing(latencyMs, closing))) return undefined;
	if (fault === undefined) return work(undefined);
	const { effect, when } = fault;
	if (isPagingEffect(effect)) return work(effect);
	const answer = when === 'after' ? work(undefined) : undefined;
	if (effect.type !== 'slow') return spoiltAnswer(effect, usual);
	if (!(await waitUnlessClosing(effect.delayMs, closing))) return undefined;
	return answer ?? work(undefined);
}
