import type { NoPhone, PhoneReader } from './phone';

/** The addresses of a contact, as the service wrote them, and who called whom. */
export interface Sides {
	/** Undefined where the service does not say. */
	isOutbound: boolean | undefined;
	from: string;
	to: string;
}

/**
 * Why a contact has no customer: what its customer's side is instead of a phone (`NoPhone`), `internal` (both sides are
 * the tenant's), `noOwnSide` (none is), or `noDirection` (nothing tells which side it is).
 */
export type NoCustomer = NoPhone | 'internal' | 'noOwnSide' | 'noDirection';

/** Whose contact it is: a phone in E.164, or why nobody's. */
export type Customer = { phone: string } | { phone: undefined; reason: NoCustomer };

/** The tenant's own numbers. */
export interface OwnNumbers {
	/** Keys as `addressKey` makes them. */
	keys: ReadonlySet<string>;
	/** Whether the points of contact were read, so that a side that is not among the keys is nobody's of the tenant. */
	areWhole: boolean;
}

/** What an address is compared by: E.164 where it is a number, of whatever kind, else its text in lower case. */
export function addressKey(address: unknown, read: PhoneReader): string {
	const { e164, original } = read(address);
	return e164 ?? original.toLowerCase();
}

/**
 * The tenant's own numbers: the addresses of its points of contact (undefined where the key may not read them) and those
 * that the user typed, in any spelling. Blank ones fall out.
 */
export function toOwnNumbers(
	pointsOfContact: readonly unknown[] | undefined,
	typed: readonly unknown[],
	read: PhoneReader,
): OwnNumbers {
	const keys = new Set(
		[...(pointsOfContact ?? []), ...typed].map((address) => addressKey(address, read)),
	);
	keys.delete('');
	// A tenant without one phone among its points of contact has not shown those that people call.
	const areWhole = pointsOfContact?.some((address) => read(address).e164 !== undefined) ?? false;
	return { keys, areWhole };
}

function phoneOr(address: string, read: PhoneReader): Customer {
	const reading = read(address);
	return reading.kind === 'phone'
		? { phone: reading.e164 }
		: { phone: undefined, reason: reading.kind };
}

/**
 * Whose contact it is: `from` when inbound, `to` when outbound; where that side is the tenant's own, the
 * other one. Between two phones of which none is the tenant's, where its numbers are known, it is nobody's.
 */
export function customerOf(
	{ isOutbound, from, to }: Sides,
	own: OwnNumbers,
	read: PhoneReader,
): Customer {
	const isFromOwn = own.keys.has(addressKey(from, read));
	const isToOwn = own.keys.has(addressKey(to, read));
	if (isFromOwn && isToOwn) return { phone: undefined, reason: 'internal' };
	if (isFromOwn) return phoneOr(to, read);
	if (isToOwn) return phoneOr(from, read);
	if (isOutbound === undefined) return { phone: undefined, reason: 'noDirection' };
	const customer = phoneOr(isOutbound ? to : from, read);
	const isOtherPhone = read(isOutbound ? from : to).kind === 'phone';
	return own.areWhole && isOtherPhone && customer.phone !== undefined
		? { phone: undefined, reason: 'noOwnSide' }
		: customer;
}

/** Reads an id of the input as a phone: E.164, or why it cannot be one, which is an error of its item. */
export function toAskedPhone(contactId: string, read: PhoneReader): Customer {
	const reading = read(contactId);
	// A toll-free or premium number is a phone, though never a customer's: it has no history.
	if (reading.kind === 'phone') return { phone: reading.e164 };
	const isService = reading.kind === 'tollFree' || reading.kind === 'premium';
	return isService && reading.e164 !== undefined
		? { phone: reading.e164 }
		: { phone: undefined, reason: reading.kind };
}

/** The phones that the input asks for, each once, with the id as the input gave it first. */
export class AskedPhones {
	private readonly idOf = new Map<string, string>();

	constructor(private readonly read: PhoneReader) {}

	/** Adds an id of the input: its phone, or why it cannot be one. Two spellings of a number are one phone. */
	add(contactId: string): Customer {
		const asked = toAskedPhone(contactId, this.read);
		if (asked.phone !== undefined && !this.idOf.has(asked.phone))
			this.idOf.set(asked.phone, contactId);
		return asked;
	}

	/** The phones, E.164, in the order of their first mention. */
	phones(): string[] {
		return [...this.idOf.keys()];
	}

	/** The id as which a phone was first asked for; undefined where it was not. */
	askedAs(phone: string): string | undefined {
		return this.idOf.get(phone);
	}
}
