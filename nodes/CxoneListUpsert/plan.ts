import type { INodeParameterResourceLocator } from 'n8n-workflow';
import { splitDuplicates } from '../shared/core/duplicates';
import { fieldReader, fieldReaders, hasLostDigits, toContactId } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { describeList, segmentListName, toSegment } from '../shared/core/segments';
import type { ListContact } from '../shared/cxone/tenant';
import { MAKE_IT_TEXT, noContactId } from '../shared/n8n/contactId';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { attributesReader } from './attributes';

/** The list that an item asks for: by name (made when there is none, if `mayCreate`) or by id. */
export interface ListTarget {
	by: 'name' | 'id';
	value: string;
	/** Name shown by the picker for a list by id. */
	pickedName?: string;
	/** Undefined for a list that is not chosen by segment. */
	segment: string | undefined;
	/** Undefined where the list gets none. */
	description: string | undefined;
	mayCreate: boolean;
}

/** What is to happen with one list; all numbers are indexes of input items. */
export interface ListPlan {
	target: ListTarget;
	/** Items whose contacts go in, each contact once, in input order. */
	kept: number[];
	duplicates: number[];
	/** Items that cannot go in; they were answered when the plan was made. */
	refused: number[];
}

/** The plan of a run: what goes where, decided before any request. */
export interface UpsertPlan {
	lists: ListPlan[];
	/** The contact of an item, as it is sent. */
	contactOf: (itemIndex: number) => ListContact;
	contactIdOf: (itemIndex: number) => string;
}

/** Which list an item asks for; its description is read for the first item of a list only. */
export type Address = Omit<ListTarget, 'description'>;

/** Makes the reader of which list an item asks for. It throws an `InputFailure` for an item that names none. */
export function addressReader({ context, parameters }: NodeRun): (itemIndex: number) => Address {
	const items = context.getInputData();
	const listBy = parameters.option('listBy', 0, ['segment', 'name', 'id']);
	if (listBy === 'id')
		return (itemIndex) => {
			const picked = context.getNodeParameter('listId', itemIndex) as
				| INodeParameterResourceLocator
				| string;
			const value = parameters.text('listId', itemIndex).trim();
			const isByName = typeof picked === 'object' && picked !== null && picked.mode === 'name';
			const pickedName = typeof picked === 'object' ? picked?.cachedResultName : undefined;
			return {
				by: isByName ? 'name' : 'id',
				value,
				pickedName,
				segment: undefined,
				mayCreate: false,
			};
		};
	if (listBy === 'name')
		return (itemIndex) => {
			const value = parameters.text('listName', itemIndex).trim();
			return {
				by: 'name',
				value,
				segment: undefined,
				mayCreate: true,
			};
		};
	const readerOf = fieldReaders();
	return (itemIndex) => {
		const given = readerOf(parameters.text('segmentField', itemIndex))(items[itemIndex].json);
		const segment = toSegment(given);
		if (segment === undefined) {
			const field = parameters.fieldText('segmentField', itemIndex);
			throw hasLostDigits(given)
				? new InputFailure(`The segment in ${field} is a number that has lost digits`, MAKE_IT_TEXT)
				: new InputFailure(
						`The item has no segment in ${field}`,
						"Check 'Segment Field' and the item.",
					);
		}
		const prefix = parameters.text('namePrefix', itemIndex, { mayBeBlank: true });
		const value = segmentListName(prefix, segment);
		return {
			by: 'name',
			value,
			segment,
			mayCreate: true,
		};
	};
}

/** Throws an `InputFailure` where an item's 'Dry Run' is another than that of the first, `isDryRun`. */
export function checkDryRun(parameters: Parameters, itemIndex: number, isDryRun: boolean): void {
	if (parameters.boolean('dryRun', itemIndex) === isDryRun) return;
	throw new InputFailure(
		"'Dry Run' is not the same for this item as for the first one",
		'A run is dry for all of its items or for none. Send the two kinds through nodes of their own.',
	);
}

/** The failure of a second item of a contact, where that is an error. */
export function doubledContact(listName: string): InputFailure {
	return new InputFailure(
		`The contact of the item comes more than once for the list '${listName}'`,
		"Remove the double items, or set 'Duplicates' to keep the first or the last.",
	);
}

function readDescription(
	parameters: Parameters,
	address: Address,
	itemIndex: number,
): string | undefined {
	if (!address.mayCreate) return undefined;
	const template = parameters.text('description', itemIndex, {
		mayBeBlank: true,
		mayBeAbsent: true,
	});
	return describeList(template, address.segment) || undefined;
}

/**
 * Decides for every item into which list it goes and whether it does; items that cannot go in are answered at once.
 * `isDryRun`: what the first item says.
 */
export async function planUpsert(nodeRun: NodeRun, isDryRun: boolean): Promise<UpsertPlan> {
	const { context, parameters, output } = nodeRun;
	const items = context.getInputData();
	const contactIdField = parameters.text('contactIdField', 0);
	const readContactId = fieldReader(contactIdField);
	const attributesOf = attributesReader(nodeRun, contactIdField);
	const duplicateChoice = parameters.option('duplicates', 0, ['last', 'first', 'error']);
	const contactIdOf = (itemIndex: number) =>
		toContactId(readContactId(items[itemIndex].json)) ?? '';
	const readAddress = addressReader(nodeRun);
	const lists = new Map<string, ListPlan>();

	await output.forEachItem((itemIndex) => {
		checkDryRun(parameters, itemIndex, isDryRun);
		const address = readAddress(itemIndex);
		const key = `${address.by}:${address.value}`;
		let list = lists.get(key);
		if (list === undefined) {
			const description = readDescription(parameters, address, itemIndex);
			list = { target: { ...address, description }, kept: [], duplicates: [], refused: [] };
			lists.set(key, list);
		}
		list.refused.push(itemIndex);
		const { json } = items[itemIndex];
		if (contactIdOf(itemIndex) === '')
			throw noContactId(parameters.fieldText('contactIdField', itemIndex), readContactId(json));
		attributesOf.check(itemIndex);
		list.refused.pop();
		list.kept.push(itemIndex);
	});

	for (const list of lists.values()) {
		const candidates = list.kept;
		const split = splitDuplicates(candidates.map(contactIdOf), duplicateChoice);
		list.kept = split.kept.map((position) => candidates[position]);
		list.duplicates = split.duplicates.map((position) => candidates[position]);
		for (const position of split.refused) {
			list.refused.push(candidates[position]);
			output.fail(doubledContact(list.target.value), candidates[position]);
		}
	}
	return {
		lists: [...lists.values()].filter(({ kept }) => kept.length > 0),
		contactIdOf,
		contactOf: (itemIndex) => ({
			contactId: contactIdOf(itemIndex),
			attributes: attributesOf.give(itemIndex),
		}),
	};
}
