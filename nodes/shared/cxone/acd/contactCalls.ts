import type { CallRule } from '../../transport/call';
import { searchContacts } from './calls';
import type { ContactPage } from './dialects';

/** The same of an address, which an error text may repeat. */
export const searchContactsByAddress: CallRule<ContactPage> = {
	...searchContacts,
	mayEchoPersonalData: true,
};

/** The first rows of a question, which is asked again by itself: no query starts again for it. */
export const lookAtContacts: CallRule<ContactPage> = { ...searchContacts, isPage: false };

/** The same of an address. */
export const lookAtContactsByAddress: CallRule<ContactPage> = {
	...searchContactsByAddress,
	isPage: false,
};
