import { saysListIsEmpty } from '../../nodes/shared/cxone/rest/emptyListText.ts';
import { readUpsertRow } from '../../nodes/shared/core/upsertRow.ts';

test.each([
	'The list has no contacts',
	'List is empty',
	'The list … is empty',
	'list list-0001 is still empty',
	'empty_list',
	'Cannot create a campaign on an empty contact list',
	'The list must not be empty',
	'The list cannot be empty',
	'There are no contacts in the list',
	'The list contains 0 contacts',
	'The list does not have any contacts',
	'Contacts must not be empty',
	'an empty list of contacts',
])('"%s" speaks of an empty list', (text) => {
	expect(saysListIsEmpty(text)).toBe(true);
});

test.each([
	'',
	'… must not be empty',
	'wrapUpCode must not be empty',
	'listId must not be empty',
	'list_id is empty',
	'The contact name is empty',
	'The list name is empty',
	'must not have an empty list of wrap-up codes',
	'the schedule of the list is invalid, name is empty',
	'No contact strategy is set',
	'emptylists',
])('"%s" does not', (text) => {
	expect(saysListIsEmpty(text)).toBe(false);
});

test.each([
	[
		{ listId: 'a', submitted: 2, accepted: 1, dryRun: false },
		{ isDryRun: false, acceptedContacts: 1 },
	],
	[
		{ listId: 'a', submitted: 2, accepted: 0 },
		{ isDryRun: false, acceptedContacts: 0 },
	],
	[
		{ listId: 'a', submitted: 2, accepted: 2, dryRun: true },
		{ isDryRun: true, acceptedContacts: 2 },
	],
	[
		{ listId: null, submitted: 2, accepted: 2, dryRun: true },
		{ isDryRun: true, acceptedContacts: 2 },
	],
	[{ listId: null, submitted: 2, accepted: 2, dryRun: false }, undefined],
	[{ listId: 'b', submitted: 2, accepted: 2 }, undefined],
	[{ listId: 'a', submitted: 2 }, undefined],
	[
		{ listId: 'a', submitted: '2', accepted: '0', dryRun: 'false' },
		{ isDryRun: false, acceptedContacts: 0 },
	],
	[
		{ listId: ' a ', submitted: '2', accepted: '2', dryRun: ' TRUE ' },
		{ isDryRun: true, acceptedContacts: 2 },
	],
	[
		{ listId: 'a', contactId: 'c', outcome: 'accepted', dryRun: true },
		{ isDryRun: true, acceptedContacts: undefined },
	],
	[{ listId: 'a', contactId: 'c', outcome: 'accepted' }, undefined],
	[{ listId: 'b', dryRun: true }, undefined],
	[{}, undefined],
])('%j is read as %j', (json, row) => {
	expect(readUpsertRow(json, 'a')).toEqual(row);
});
