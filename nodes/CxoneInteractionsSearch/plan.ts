import { fieldReaders, hasLostDigits, splitTyped, toContactId } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { DAY_MS } from '../shared/core/time';
import type { TimeWindow } from '../shared/core/windows';
import type { ContactReader } from '../shared/cxone/history';
import { MAKE_IT_TEXT, noContactId } from '../shared/n8n/contactId';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { properties } from './description';
import { toPlans, type AskingItem, type Question, type SearchPlan } from './searchPlan';

/** A century; keeps the begin of the range within the calendar. */
const MAX_DAYS_BACK = 36_500;

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

/** What an item asks, and whether it names one contact itself or lists them in a parameter. */
interface ReadQuestion {
	question: Question;
	source: 'inputItems' | 'ids' | 'all';
	typedContacts: string[] | undefined;
	/** The contacts that the typed ids name, once they were read. */
	typedKeys?: Pick<AskingItem, 'contactIds' | 'askedAs'>;
}

function readQuestion(parameters: Parameters, itemIndex: number, nowMs: number): ReadQuestion {
	const source = parameters.option('contactSource', itemIndex, ['inputItems', 'ids', 'all']);
	const range = readRange(parameters, itemIndex, nowMs);
	const interactionTypes = parameters.list('interactionTypes', itemIndex);
	const limit = parameters.boolean('returnAll', itemIndex)
		? undefined
		: parameters.number('limit', itemIndex, { min: 1, isWhole: true });
	const typedContacts = source === 'ids' ? readTypedContacts(parameters, itemIndex) : undefined;
	const question = { asksAll: source === 'all', range, interactionTypes, limit };
	return { question, source, typedContacts };
}

/** Reads ids as the contacts that they name; the first id of each contact stands for it. */
function readKeys(
	ids: readonly string[],
	readKey: ContactReader,
	where: (position: number) => string,
): Pick<AskingItem, 'contactIds' | 'askedAs'> {
	const idOf = new Map<string, string>();
	for (const [position, id] of ids.entries()) {
		const key = readKey(id, where(position));
		if (!idOf.has(key)) idOf.set(key, id);
	}
	return { contactIds: [...idOf.keys()], askedAs: [...idOf.values()] };
}

/**
 * Groups the items by what they ask; items that cannot ask are answered at once. `nowMs` ends the range of last days;
 * `readKey` reads ids of contacts where they are not taken as they are.
 */
export async function planSearches(
	{ context, parameters, output }: NodeRun,
	nowMs: number,
	readKey?: ContactReader,
): Promise<SearchPlan[]> {
	const items = context.getInputData();
	const isSameForAll = properties.every(
		({ name }) => name === 'contactIdField' || parameters.isConstant(name),
	);
	const readContact = contactReader(parameters);
	const asking: AskingItem[] = [];
	let shared: ReadQuestion | undefined;
	const readTyped = (ids: readonly string[]) =>
		readKey === undefined
			? { contactIds: ids }
			: readKeys(ids, readKey, (position) => `'Contact IDs', no. ${position + 1},`);
	const readNamed = (itemIndex: number) => {
		const id = readContact(items[itemIndex].json, itemIndex);
		if (readKey === undefined) return { contactIds: id };
		const field = parameters.fieldText('contactIdField', itemIndex);
		return { contactIds: readKey(id, field), askedAs: id };
	};

	await output.forEachItem((itemIndex) => {
		const read = shared ?? readQuestion(parameters, itemIndex, nowMs);
		if (isSameForAll) shared = read;
		const { question, source, typedContacts } = read;
		if (typedContacts !== undefined) read.typedKeys ??= readTyped(typedContacts);
		const named = source === 'inputItems' ? readNamed(itemIndex) : read.typedKeys;
		asking.push({ itemIndex, question, contactIds: undefined, ...named });
	});
	return toPlans(asking);
}
