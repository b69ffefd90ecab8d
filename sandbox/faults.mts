import { type CallName, LISTING_CALLS } from './calls.mts';
import { type FaultRule, type FullFaultRule, faultRule, isPagingEffect } from './faultRule.mts';

function meets(rule: FullFaultRule, call: CallName): boolean {
	if (rule.call !== 'any') return rule.call === call;
	return !isPagingEffect(rule.effect) || LISTING_CALLS.has(call);
}

/** The faults to come, in the order in which they were added. */
export class FaultBoard {
	#rules: FullFaultRule[] = [];

	/** Adds a fault. Throws a ZodError that names the field at fault. */
	add(rule: FaultRule): void {
		this.#rules.push(faultRule.parse(rule));
	}

	/** Takes all faults back. */
	clear(): void {
		this.#rules = [];
	}

	/** The rules that are not used up, with the `skip` and `times` that are left of them. */
	get left(): readonly FullFaultRule[] {
		return this.#rules;
	}

	/**
	 * The fault that one request meets, if any. Every matching rule counts the request against its `skip`;
	 * of the rules that would strike, the oldest does, and only it is used up.
	 */
	take(call: CallName): FullFaultRule | undefined {
		let struck: FullFaultRule | undefined;
		for (const rule of this.#rules) {
			if (!meets(rule, call)) continue;
			if (rule.skip > 0) rule.skip -= 1;
			else struck ??= rule;
		}
		if (struck === undefined) return undefined;
		struck.times -= 1;
		if (struck.times === 0) this.#rules = this.#rules.filter((rule) => rule !== struck);
		return struck;
	}
}
