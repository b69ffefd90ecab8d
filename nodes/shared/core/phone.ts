import {
	isSupportedCountry,
	parseDigits,
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/max';
import { hasLostDigits } from './fields';

/**
 * Why a text names nobody who can be called: `hidden` caller (nothing, a word, one digit over and over), mail or SIP
 * `address`, `extension` (also behind a number), `emergency` or short code, `tollFree`, `premium`, or `impossible`.
 */
export type NoPhone =
	| 'hidden'
	| 'address'
	| 'extension'
	| 'emergency'
	| 'tollFree'
	| 'premium'
	| 'impossible';

/** How a text was read: with its own `+`, as a number of the default country, or as one that begins with a country code. */
export type PhoneSpelling = 'international' | 'national' | 'countryCode';

/** What a text says as a phone number. */
export type PhoneReading =
	| {
			kind: 'phone';
			/** `+` and digits. */
			e164: string;
			/** The text as it was written, without blanks around. */
			original: string;
			spelling: PhoneSpelling;
			/** Whether the number is in a range that is given out, beyond having a right length. */
			isValid: boolean;
	  }
	| {
			kind: NoPhone;
			original: string;
			/** The number, where it is one: an own number may be toll-free. */
			e164?: string;
	  };

/** Reads a text, or a whole number, as a phone number. */
export type PhoneReader = (value: unknown) => PhoneReading;

/** Readings that a reader keeps: the same numbers come again and again, and to read one costs 30 µs. */
const MOST_KNOWN = 100_000;
/** More digits than any extension or short code has, and fewer than any number with its area. */
const LONGEST_EXTENSION = 6;
/** `+` and 15 digits; numbering plans of single countries go beyond. */
const LONGEST_E164 = 16;
/** Without `+` fewer digits than this are too easily taken for a number of another country. */
const FEWEST_DIGITS_WITH_COUNTRY_CODE = 10;
/** The word ANONYMOUS on a keypad. */
const ANONYMOUS_KEYS = /^1?266696687$/;
const ONE_DIGIT_REPEATED = /^(\d)\1*$/;
const ADDRESS = /@|^sips?:/i;
const TEL_SCHEME = /^tel:/i;
const LETTER = /\p{L}/u;
const EMERGENCY_CODES = new Set(
	'000 100 101 102 103 108 110 111 112 113 114 115 117 118 119 120 122 123 133 144 155 158 166 190 191 192 193 197 211 311 411 511 611 711 811 911 988 991 995 997 998 999 9911 116000 116111 116117 116123'.split(
		' ',
	),
);
/** North American area codes that are toll-free, or premium, also where the rest of the number is not given out. */
const TOLL_FREE_AREA = /^\+18(?:00|22|33|44|55|66|77|88)/;
const PREMIUM_AREA = /^\+19(?:00|76)/;

function parse(text: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
	const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
	if (number?.isPossible() !== true) return undefined;
	return number.number.length > LONGEST_E164 ? undefined : number;
}

/** The digits of a text that begins with a country code, with `+`; undefined where it is too short for that. */
function withPlus(digits: string): string | undefined {
	const number = digits.startsWith('00') ? digits.slice(2) : digits;
	return number.length < FEWEST_DIGITS_WITH_COUNTRY_CODE ? undefined : `+${number}`;
}

/** What is given out goes before what merely has a right length, and the default country before others. */
function findNumber(
	text: string,
	digits: string,
	country: CountryCode,
): { number: PhoneNumber; spelling: PhoneSpelling } | undefined {
	if (/^\s*[+＋]/.test(text)) {
		const number = parse(text);
		return number && { number, spelling: 'international' };
	}
	const national = parse(text, country);
	if (national?.isValid() === true) return { number: national, spelling: 'national' };
	const international = LETTER.test(text) ? undefined : withPlus(digits);
	const foreign = international === undefined ? undefined : parse(international);
	if (foreign?.isValid() === true) return { number: foreign, spelling: 'countryCode' };
	return national && { number: national, spelling: 'national' };
}

function withoutNumber(text: string, digits: string): NoPhone {
	if (digits === '') return 'hidden';
	if (LETTER.test(text)) return 'impossible';
	const code = /^\s*\+1/.test(text) ? digits.slice(1) : digits;
	if (EMERGENCY_CODES.has(code)) return 'emergency';
	return digits.length <= LONGEST_EXTENSION && !text.includes('+') ? 'extension' : 'impossible';
}

function kindOf(number: PhoneNumber): NoPhone | 'phone' {
	const { number: e164, nationalNumber } = number;
	if (ONE_DIGIT_REPEATED.test(nationalNumber)) return 'hidden';
	const type = number.getType();
	if (type === 'TOLL_FREE' || TOLL_FREE_AREA.test(e164)) return 'tollFree';
	// Of a shared-cost number the caller pays too: it is a service, like a premium one.
	if (type === 'PREMIUM_RATE' || type === 'SHARED_COST' || PREMIUM_AREA.test(e164))
		return 'premium';
	return number.ext === undefined ? 'phone' : 'extension';
}

/** Whether digits are what a switch writes where it knows no caller. */
function isPlaceholder(digits: string): boolean {
	const isRepeated = ONE_DIGIT_REPEATED.test(digits) && !EMERGENCY_CODES.has(digits);
	return isRepeated || ANONYMOUS_KEYS.test(digits);
}

function readText(original: string, country: CountryCode): PhoneReading {
	if (ADDRESS.test(original)) return { kind: 'address', original };
	const text = original.replace(TEL_SCHEME, '');
	const digits = [...text].map(parseDigits).join('');
	if (isPlaceholder(digits) && !LETTER.test(text)) return { kind: 'hidden', original };
	// Short codes are possible lengths in some countries; none of them is a person's number there.
	if (digits.length <= LONGEST_EXTENSION) return { kind: withoutNumber(text, digits), original };
	const found = findNumber(text, digits, country);
	if (found === undefined) return { kind: withoutNumber(text, digits), original };
	const { number, spelling } = found;
	const kind = kindOf(number);
	const e164 = number.number;
	return kind === 'phone'
		? { kind, e164, original, spelling, isValid: number.isValid() }
		: { kind, e164, original };
}

function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	return Number.isSafeInteger(value) && Number(value) >= 0 ? String(value) : undefined;
}

/** Whether a text is a country as `defaultCountry` takes it: two capital letters of ISO 3166. */
export function isCountry(text: string): text is CountryCode {
	return isSupportedCountry(text);
}

/**
 * Makes the reader of phone numbers whose numbers without country are of `defaultCountry` (ISO 3166, two capitals). It
 * keeps what it read, so one serves a run. It throws nothing: what is no number has a kind that says why. Throws a
 * RangeError for a country that is none.
 */
export function phoneReader(defaultCountry: string): PhoneReader {
	if (!isCountry(defaultCountry)) throw new RangeError('Not a country');
	const known = new Map<string, PhoneReading>();
	return (value) => {
		const text = textOf(value);
		// A number that has lost digits would be another one's.
		if (text === undefined)
			return { kind: 'impossible', original: hasLostDigits(value) ? String(value) : '' };
		const before = known.get(text);
		if (before !== undefined) return before;
		const reading = readText(text, defaultCountry);
		if (known.size >= MOST_KNOWN) known.clear();
		known.set(text, reading);
		return reading;
	};
}

/**
 * The spellings in which a service may keep a number, each once, E.164 first: `+` and digits, digits, the national number
 * without and with its leading zero, and both as they are grouped in print. Only those that `read` takes for this number.
 */
export function spellingsOf(e164: string, read: PhoneReader): string[] {
	const number = parsePhoneNumberFromString(e164);
	if (number === undefined) return [e164];
	const national = number.formatNational();
	const spellings = [
		e164,
		e164.slice(1),
		number.nationalNumber,
		[...national].map(parseDigits).join(''),
		number.formatInternational(),
		national,
	];
	return [...new Set(spellings)].filter((spelling) => read(spelling).e164 === e164);
}
