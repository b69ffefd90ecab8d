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

const ZONE_BY_AREA_CODE: ReadonlyMap<string, string> = new Map(
	Object.entries(AREA_CODES_BY_ZONE).flatMap(([zone, codes]) =>
		codes.split(' ').map((code) => [code, zone] as const),
	),
);
/** The area codes whose zone is known, in a fixed order. */
export const AREA_CODES: readonly string[] = [...ZONE_BY_AREA_CODE.keys()];

/** States by the zone of most of their people. */
const STATES_BY_ZONE: Readonly<Record<string, string>> = {
	'Eastern Standard Time': 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
	'Central Standard Time': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
	'Mountain Standard Time': 'CO ID MT NM UT WY',
	'US Mountain Standard Time': 'AZ',
	'Pacific Standard Time': 'CA NV OR WA',
};
const ZONE_BY_STATE: ReadonlyMap<string, string> = new Map(
	Object.entries(STATES_BY_ZONE).flatMap(([zone, states]) =>
		states.split(' ').map((state) => [state, zone] as const),
	),
);

/** Zones by the first digit of a zip code, roughly. */
const ZONES_BY_ZIP_DIGIT = [
	...Array.from({ length: 5 }, () => 'Eastern Standard Time'),
	...Array.from({ length: 3 }, () => 'Central Standard Time'),
	'Mountain Standard Time',
	'Pacific Standard Time',
];

/** The Windows name of the time zone of a ten-digit number's area code, if it is known. */
export function zoneOfNumber(tenDigits: string): string | undefined {
	return ZONE_BY_AREA_CODE.get(tenDigits.slice(0, 3));
}

/** The time zones that numbers can lie in, by their Windows names. */
export const ZONE_NAMES: readonly string[] = Object.keys(AREA_CODES_BY_ZONE);

/** The zone of a zip code, roughly; undefined for what is none. */
export function zoneOfZip(zip: string): string | undefined {
	return /^\d{5}(-\d{4})?$/.test(zip) ? ZONES_BY_ZIP_DIGIT[Number(zip[0])] : undefined;
}

/** The zone of a state by its two letters; undefined for what is none. */
export function zoneOfState(state: string): string | undefined {
	return ZONE_BY_STATE.get(state.toUpperCase());
}
