import { AREA_CODES } from './zones.mts';

/** The tenant's own numbers lie in this area code, so no customer does. */
const OWN_AREA_CODE = '312';

const CUSTOMER_AREA_CODES = AREA_CODES.filter((code) => code !== OWN_AREA_CODE);

/** Numbers 555-0100 to 555-0199 are kept for fiction; 555-2000 and up, hardly in use, are taken after them. */
const FICTIONAL_LINES = 100;
const FURTHER_LINES = 8_000;
const MOST_NUMBERS = CUSTOMER_AREA_CODES.length * (FICTIONAL_LINES + FURTHER_LINES);
/** Contacts of a history file follow behind all that a made-up history can have. */
const FIRST_OF_OTHERS = 1_000_000;

/** The `index`-th customer's number, E.164. Throws a RangeError past the last of 2.1 million. */
function customerNumber(index: number): string {
	if (index >= MOST_NUMBERS) throw new RangeError(`No phone number for customer ${index}`);
	const areaCode = CUSTOMER_AREA_CODES[index % CUSTOMER_AREA_CODES.length];
	const line = Math.floor(index / CUSTOMER_AREA_CODES.length);
	const lastFour = line < FICTIONAL_LINES ? 100 + line : 2_000 + line - FICTIONAL_LINES;
	return `+1${areaCode}555${String(lastFour).padStart(4, '0')}`;
}

/** The tenant's own `index`-th number (0 to 99), E.164. */
export function ownNumber(index: number): string {
	return `+1${OWN_AREA_CODE}555${String(100 + index).padStart(4, '0')}`;
}

/** E.164 of a text that is a phone number as people write it; undefined for anything else. */
export function asPhone(text: string): string | undefined {
	if (!/^\+?[\d ().-]+$/.test(text)) return undefined;
	const digits = text.replace(/\D/g, '');
	if (text.startsWith('+')) return digits.length >= 8 ? `+${digits}` : undefined;
	if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
	return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : undefined;
}

/** One phone number for each contact of the history, the same at every asking. */
export class CustomerPhones {
	readonly #others = new Map<string, string>();

	/**
	 * The number of a contact, E.164: an id that is a phone number is its own, `C-000001` and up have theirs by their
	 * number, others in the order in which they are asked for.
	 */
	phoneOf(contactId: string): string {
		const made = /^C-(\d{6,7})$/.exec(contactId)?.[1];
		if (made !== undefined && Number(made) >= 1 && Number(made) <= FIRST_OF_OTHERS) {
			return customerNumber(Number(made) - 1);
		}
		const own = asPhone(contactId);
		if (own !== undefined) return own;
		const known = this.#others.get(contactId);
		if (known !== undefined) return known;
		const phone = customerNumber(FIRST_OF_OTHERS + this.#others.size);
		this.#others.set(contactId, phone);
		return phone;
	}
}
