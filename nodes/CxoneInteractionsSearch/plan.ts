import type { IExecuteFunctions } from 'n8n-workflow';
import { MAKE_IT_TEXT, noContactId } from '../shared/contactId';
import { fieldReaders, hasLostDigits, splitTyped, toContactId } from '../shared/core/fields';
import { DAY_MS } from '../shared/core/time';
import type { TimeWindow } from '../shared/core/windows';
import type { NodeOutput } from '../shared/items';
import type { Parameters } from '../shared/parameters';
import { InputFailure } from '../shared/transport/inputFailure';
import { properties } from './description';

/** A century; keeps the begin of the range within the calendar. */
const MAX_DAYS_BACK = 36_500;

/** One search: the items that ask the same are asked together. */
export interface SearchPlan {
	/** Items that this search answers. */
	items: number[];
	/** Contacts in the order of their first mention, with the items that mention them; undefined for all contacts. */
	contacts: Map<string, number[]> | undefined;
	/** Whether the contacts come one from each item, so that a failure can be told item by item. */
	isContactOfItem: boolean;
	range: TimeWindow;
	interactionTypes: string[];
	/** Rows at most, undefined for all. */
	limit: number | undefined;
}

function readRange(parameters: Parameters, itemIndex: number, nowMs: number): TimeWindow {
	if (parameters.option('timeRange', itemIndex, ['lastDays', 'between']) === 'lastDays') {
		const daysBack = parameters.number('daysBack', itemIndex, { min: 0, max: MAX_DAYS_BACK });
		if (daysBack === 0)
			throw new InputFailure("'Days Back' is zero", 'Enter how many days before now to begin.');
		return { startMs: Math.round(nowMs - daysBack * DAY_MS), endMs: nowMs };
	}
	const startMs = parameters.instantMs('startTime', itemIndex);
	const endMs = parameters.instantMs('endTime', itemIndex);
	if (startMs >= endMs)
		throw new InputFailure(
			"'End Time' is not after 'Start Time'",
			'Swap the two, or correct one of them.',
		);
	return { startMs, endMs };
}

/** Makes the function that reads the contact that an item names. */
function contactReader(parameters: Parameters): (json: object, itemIndex: number) => string {
	const readerOf = fieldReaders();
	return (json, itemIndex) => {
		const field = parameters.text('contactIdField', itemIndex);
		const given = readerOf(field)(json);
		const contactId = toContactId(given);
		if (contactId === undefined)
			throw noContactId(parameters.fieldText('contactIdField', itemIndex), given);
		return contactId;
	};
}

/** What an item asks, less the contact that it names itself. */
interface Question {
	source: 'inputItems' | 'ids' | 'all';
	range: TimeWindow;
	interactionTypes: string[];
	limit: number | undefined;
	/** The typed contacts, each once, where the source is these. */
	contactIds: string[] | undefined;
	/** The same for all items that ask the same. */
	key: string;
}

function readTypedContacts(parameters: Parameters, itemIndex: number): string[] {
	const given = parameters.value('contactIds', itemIndex);
	if (Array.isArray(given) && given.some((id) => typeof id === 'object' && id !== null))
		throw new InputFailure(
			"'Contact IDs' holds objects instead of IDs",
			'Give an array of IDs, for example {{ $json.contacts.map((contact) => contact.id) }}.',
		);
	if ([given].flat().some(hasLostDigits))
		throw new InputFailure("'Contact IDs' holds a number that has lost digits", MAKE_IT_TEXT);
	const contactIds = [...new Set(splitTyped(given))];
	if (contactIds.length === 0)
		throw new InputFailure(
			"'Contact IDs' is empty",
			"Enter at least one contact ID, or set 'Contact Source' to 'All Contacts'.",
		);
	return contactIds;
}

function readQuestion(parameters: Parameters, itemIndex: number, nowMs: number): Question {
	const source = parameters.option('contactSource', itemIndex, ['inputItems', 'ids', 'all']);
	const range = readRange(parameters, itemIndex, nowMs);
	const interactionTypes = parameters.list('interactionTypes', itemIndex);
	const limit = parameters.boolean('returnAll', itemIndex)
		? undefined
		: parameters.number('limit', itemIndex, { min: 1, isWhole: true });
	const contactIds = source === 'ids' ? readTypedContacts(parameters, itemIndex) : undefined;
	const { startMs, endMs } = range;
	const key = JSON.stringify([source, startMs, endMs, interactionTypes, limit, contactIds]);
	return { source, range, interactionTypes, limit, contactIds, key };
}

/** Groups the items by what they ask; items that cannot ask are answered at once. `nowMs` ends the range of last days. */
export async function planSearches(
	context: IExecuteFunctions,
	parameters: Parameters,
	output: NodeOutput,
	nowMs: number,
): Promise<SearchPlan[]> {
	const items = context.getInputData();
	const plans = new Map<string, SearchPlan>();
	const isSameForAll = properties.every(
		({ name }) => name === 'contactIdField' || parameters.isConstant(name),
	);
	const readContact = contactReader(parameters);
	let shared: Question | undefined;

	await output.forEachItem((itemIndex) => {
		const question = shared ?? readQuestion(parameters, itemIndex, nowMs);
		if (isSameForAll) shared = question;
		const { source, range, interactionTypes, limit } = question;
		const contactIds =
			source === 'inputItems'
				? [readContact(items[itemIndex].json, itemIndex)]
				: question.contactIds;
		let plan = plans.get(question.key);
		if (plan === undefined) {
			plan = {
				items: [],
				contacts: contactIds === undefined ? undefined : new Map<string, number[]>(),
				isContactOfItem: source === 'inputItems',
				range,
				interactionTypes,
				limit,
			};
			plans.set(question.key, plan);
		}
		plan.items.push(itemIndex);
		for (const contactId of contactIds ?? []) {
			const mentions = plan.contacts?.get(contactId);
			if (mentions === undefined) plan.contacts?.set(contactId, [itemIndex]);
			else mentions.push(itemIndex);
		}
	});
	return [...plans.values()];
}
