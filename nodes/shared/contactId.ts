import { InputFailure } from './transport/inputFailure';

/** The failure of an item that does not name its contact in `field`. */
export function noContactId(field: string): InputFailure {
	return new InputFailure(
		`The item has no contact ID in the field '${field}'`,
		"Check 'Contact ID Field' and the item.",
	);
}
