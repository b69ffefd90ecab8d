import { hasLostDigits } from '../core/fields';
import { InputFailure } from '../core/inputFailure';

/** What to do about a number that lost digits. */
export const MAKE_IT_TEXT =
	'A number beyond 2^53 has lost digits before it came here. Make it text where it comes from.';

/**
 * The failure of an item whose `value` names no contact; `field` is how messages call the field
 * (`Parameters.fieldText`).
 */
export function noContactId(field: string, value: unknown): InputFailure {
	if (hasLostDigits(value))
		return new InputFailure(
			`The contact ID in ${field} is a number that has lost digits`,
			MAKE_IT_TEXT,
		);
	return new InputFailure(
		`The item has no contact ID in ${field}`,
		"Check 'Contact ID Field' and the item.",
	);
}
