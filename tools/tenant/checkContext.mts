import type { CallRule } from '../../nodes/shared/transport/call.ts';
import type { PhoneReader } from '../../nodes/shared/core/phone.ts';
import type { Report } from './report.mts';
import type { SafeText } from './safeText.mts';
import type { Outcome, TenantReader } from './tenantReader.mts';

/** What all topics of a check share. */
export interface Check {
	reader: TenantReader;
	report: Report;
	safe: SafeText;
	/** Reads phone numbers, with the country of the settings. */
	read: PhoneReader;
	/** One clock for the whole check, so that its ranges fit together. */
	nowMs: number;
	/** What came of the first asking of each call; topics go on from there. */
	first: Map<CallRule, Outcome>;
	/** Tells how far the check is. */
	say: (text: string) => void;
}

/** The first outcome of a call, with the type of its answers. */
export function firstOf<Answer>({ first }: Check, rule: CallRule<Answer>): Outcome<Answer> {
	const outcome = first.get(rule) as Outcome<Answer> | undefined;
	return outcome ?? { kind: 'notAsked', because: 'it was not come to' };
}
