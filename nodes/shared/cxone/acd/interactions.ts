import { phoneReader, isCountry, type NoPhone, type PhoneReader } from '../../core/phone';
import { toAskedPhone } from '../../core/customer';
import { InputFailure } from '../../core/inputFailure';
import type { Session } from '../../transport/session';
import type { Interactions, SearchChoices } from '../history';
import { searchContacts } from './contactSearch';
import { readShownTenant, type ShownTenant } from './ownNumbers';
import { SearchNotes } from './searchNotes';

/** What an id of the input is instead of a phone number. */
const NOT_A_PHONE: Record<NoPhone, string> = {
	hidden: 'names no caller',
	address: 'is a mail or SIP address',
	extension: 'is an extension, or has one',
	emergency: 'is an emergency or short number',
	tollFree: 'is a toll-free number',
	premium: 'is a premium number',
	impossible: 'cannot be a phone number',
};

function readerOf({ defaultCountry }: SearchChoices): PhoneReader {
	const country = defaultCountry.trim().toUpperCase();
	if (isCountry(country)) return phoneReader(country);
	throw new InputFailure(
		"'Default Country' is not a country",
		'Enter its two letters, for example US.',
	);
}

/** The history of interactions by completed contacts, whose customers are known by their phones alone (contract 4.1). */
export function openInteractions(session: Session): Interactions {
	const notes = new SearchNotes();
	let shown: Promise<ShownTenant> | undefined;
	const readers = new Map<string, PhoneReader>();
	const readerFor = (choices: SearchChoices) => {
		const reader = readers.get(choices.defaultCountry) ?? readerOf(choices);
		readers.set(choices.defaultCountry, reader);
		return reader;
	};
	return {
		contactReader: (choices) => {
			const read = readerFor(choices);
			return (contactId, where) => {
				const asked = toAskedPhone(contactId, read);
				if (asked.phone !== undefined) return asked.phone;
				throw new InputFailure(
					`The contact ID in ${where} ${NOT_A_PHONE[asked.reason as NoPhone]}`,
					"CXone's ACD API knows contacts by their phone numbers: give numbers that can be called, in international form or as they are written in 'Default Country'.",
				);
			};
		},
		read: async (query, sink, count) => {
			// Read once for the run, and only for searches that need it.
			const shownTenant = async () => await (shown ??= readShownTenant(session));
			const run = { session, notes, count, shownTenant };
			await searchContacts(run, query, readerFor(query.choices), sink);
		},
		notes: () => notes.texts(),
	};
}
