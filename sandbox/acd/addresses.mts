import { ownNumber } from '../phones.mts';
import type { AcdRules } from './options.mts';

/** Own numbers that customers call, and one of the tenant's toll-free lines. */
export const DIALED_NUMBERS = [ownNumber(0), ownNumber(1), ownNumber(2), '+18005550199'];

/** The tenant's points of contact: own numbers in the spellings in which people enter them, a mail and a chat address. */
export const POINTS_OF_CONTACT = [
	{ contactAddress: ownNumber(0).slice(2), mediaTypeId: 4, name: 'Main line' },
	{ contactAddress: ownNumber(1), mediaTypeId: 4, name: 'Support line' },
	{ contactAddress: '(312) 555-0102', mediaTypeId: 4, name: 'Sales line' },
	{ contactAddress: '18005550199', mediaTypeId: 4, name: 'Toll-free line' },
	{ contactAddress: 'help@example.test', mediaTypeId: 1, name: 'Mail' },
	{ contactAddress: '6f1c2a90-0000-4000-8000-000000000001', mediaTypeId: 3, name: 'Chat' },
] as const;

/** Callers who are nobody: hidden numbers, words, machines, extensions, addresses that are no phones. */
export const STRANGERS = [
	'',
	'Anonymous',
	'Restricted',
	'0000000000',
	'266696687',
	'4021',
	'sip:4021@pbx.example.test',
	'reception@example.test',
	'911',
	'+18005550150',
	'9005550150',
] as const;

/** A way to spell a number. */
export type Spelling = Exclude<AcdRules['addressFormat'], 'mixed'>;
/** All of them. */
export const SPELLINGS: readonly Spelling[] = ['digits', 'e164', 'spaced'];

/** An E.164 number in a spelling. */
export function spell(phone: string, how: Spelling): string {
	const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
	if (how === 'e164') return phone;
	if (how === 'digits') return national === null ? phone.slice(1) : phone.slice(2);
	if (national === null) return phone;
	return `+1 ${national[1]} ${national[2]} ${national[3]}`;
}

/** How the ACD notes a customer's number. @param chance picks the spelling where it changes from row to row */
export function spelledAddress(
	phone: string,
	how: AcdRules['addressFormat'],
	chance: number,
): string {
	return spell(phone, how === 'mixed' ? SPELLINGS[chance % SPELLINGS.length] : how);
}
