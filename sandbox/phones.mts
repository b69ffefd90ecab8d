/** Area codes by the time zone (its Windows name) in which most of their numbers ring. */
const AREA_CODES_BY_ZONE: Readonly<Record<string, string>> = {
	'Eastern Standard Time':
		'201 202 203 207 212 215 216 234 239 240 248 267 276 301 302 305 313 315 321 330 336 339 347 351 352 386 401 404 407 410 412 413 419 434 440 443 470 475 478 484 508 513 516 517 518 540 551 561 567 570 571 585 586 603 607 609 610 614 616 617 631 646 678 703 704 706 716 717 718 724 727 732 734 740 754 757 762 770 772 774 781 786 802 803 804 810 813 814 828 843 845 848 856 857 859 860 862 863 864 865 878 904 908 910 912 914 917 919 937 941 947 954 959 973 978 980 989',
	'Central Standard Time':
		'205 210 214 217 218 224 225 228 251 254 256 262 281 309 312 314 316 318 319 320 325 331 334 337 361 402 405 409 414 417 430 432 469 479 501 504 507 512 515 563 573 580 601 605 608 612 618 620 630 636 641 651 660 662 682 701 708 712 713 715 731 763 769 773 779 785 806 815 816 817 830 832 847 870 901 903 913 918 920 931 936 940 952 956 972 979 985',
	'Mountain Standard Time': '303 307 385 406 435 505 575 719 720 801 970',
	'US Mountain Standard Time': '480 520 602 623 928',
	'Pacific Standard Time':
		'206 209 213 253 310 323 360 408 415 424 425 442 503 509 510 530 541 559 562 619 626 628 650 657 661 669 702 707 714 747 760 775 805 818 831 858 909 916 925 949 951 971',
};

/** The tenant's own numbers lie in this area code, so no customer does. */
const OWN_AREA_CODE = '312';

const ZONE_BY_AREA_CODE: ReadonlyMap<string, string> = new Map(
	Object.entries(AREA_CODES_BY_ZONE).flatMap(([zone, codes]) =>
		codes.split(' ').map((code) => [code, zone] as const),
	),
);
const CUSTOMER_AREA_CODES = [...ZONE_BY_AREA_CODE.keys()].filter((code) => code !== OWN_AREA_CODE);

/** Numbers 555-0100 to 555-0199 are kept for fiction; 555-2000 and up, hardly in use, are taken after them. */
const FICTIONAL_LINES = 100;
const FURTHER_LINES = 8_000;
const MOST_NUMBERS = CUSTOMER_AREA_CODES.length * (FICTIONAL_LINES + FURTHER_LINES);
/** Contacts of a history file follow behind all that a made-up history can have. */
const FIRST_OF_OTHERS = 1_000_000;

/** The `index`-th customer's number, E.164. Throws a RangeError past the last of 2.4 million. */
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

/** The Windows name of the time zone of a ten-digit number's area code, if it is known. */
export function zoneOfNumber(tenDigits: string): string | undefined {
	return ZONE_BY_AREA_CODE.get(tenDigits.slice(0, 3));
}

/** The time zones that numbers can lie in, by their Windows names. */
export const ZONE_NAMES: readonly string[] = Object.keys(AREA_CODES_BY_ZONE);

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
