import type { PhoneReader } from './phone';

const NORTH_AMERICAN = /^\+?1?([2-9]\d{9})$/;
/** How a number abroad is dialed from North America, or from elsewhere. */
const INTERNATIONAL_PREFIX = /^(?:011|00)([1-9]\d{9,})$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/** A number as it is written into a record: ten digits of a North American one, E.164 of any other. */
export function recordPhone(e164: string): string {
	return /^\+1\d{10}$/.test(e164) ? e164.slice(2) : e164;
}

/** Gives all numbers that a phone of a record may mean, in E.164, and its digits: who shares one may be the same. */
export type PhoneKeys = (phone: string) => string[];

/**
 * Makes the reader of phones as a service keeps them. In which form that is is not known, so that ten digits are read as a
 * North American number and as one of `readPhone`'s country, and longer ones as one that begins with its country code.
 */
export function phoneKeysBy(readPhone: PhoneReader): PhoneKeys {
	return (phone) => {
		const text = phone.trim();
		if (E164.test(text)) return [text];
		const digits = text.replace(/\D/g, '');
		const keys = new Set<string>();
		const [, tenDigits] = NORTH_AMERICAN.exec(digits) ?? [];
		if (tenDigits !== undefined) keys.add(`+1${tenDigits}`);
		const { e164 } = readPhone(text);
		if (e164 !== undefined) keys.add(e164);
		// Ten digits are no number with its country code here: all longer ones that are kept have it.
		const isWithCountryCode = tenDigits === undefined && digits !== '';
		const other = isWithCountryCode ? readPhone(`+${digits}`).e164 : undefined;
		if (other !== undefined) keys.add(other);
		const [, dialed] = INTERNATIONAL_PREFIX.exec(digits) ?? [];
		const abroad = dialed === undefined ? undefined : readPhone(`+${dialed}`).e164;
		if (abroad !== undefined) keys.add(abroad);
		if (keys.size === 0) keys.add(digits === '' ? text : digits);
		return [...keys];
	};
}
