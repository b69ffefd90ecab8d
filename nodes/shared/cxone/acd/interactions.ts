import { failureOf } from '../../transport/wording';
import type { Interactions } from '../tenant';
import { searchContacts } from './calls';

/** See `Interactions.read` (contract 4.1). */
export const readInteractions: Interactions['read'] = async () => {
	const { title: call } = searchContacts;
	throw failureOf({ kind: 'paging', call, detail: 'Completed contacts cannot be searched yet' });
};
