import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldReader, splitTyped, toContactId } from '../shared/core/fields';
import { DAY_MS } from '../shared/core/time';
import type { TimeWindow } from '../shared/core/windows';
import type { NodeOutput } from '../shared/items';
import type { Parameters } from '../shared/parameters';
import { InputFailure } from '../shared/transport/inputFailure';

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

/** Groups the items by what they ask; items that cannot ask are answered at once. `nowMs` ends the range of last days. */
export async function planSearches(
	context: IExecuteFunctions,
	parameters: Parameters,
	output: NodeOutput,
	nowMs: number,
): Promise<SearchPlan[]> {
	const items = context.getInputData();
	const plans = new Map<string, SearchPlan>();

	await output.forEachItem((itemIndex) => {
		const source = parameters.option('contactSource', itemIndex, ['inputItems', 'ids', 'all']);
		const range = readRange(parameters, itemIndex, nowMs);
		const interactionTypes = splitTyped(parameters.value('interactionTypes', itemIndex));
		const limit = parameters.boolean('returnAll', itemIndex)
			? undefined
			: parameters.number('limit', itemIndex, { min: 1, isWhole: true });
		let contactIds: string[] | undefined;
		if (source === 'ids') {
			const given = parameters.value('contactIds', itemIndex);
			if (Array.isArray(given) && given.some((id) => typeof id === 'object' && id !== null))
				throw new InputFailure(
					"'Contact IDs' holds objects instead of IDs",
					'Give an array of IDs, for example {{ $json.contacts.map((contact) => contact.id) }}.',
				);
			contactIds = splitTyped(given);
			if (contactIds.length === 0)
				throw new InputFailure(
					"'Contact IDs' is empty",
					"Enter at least one contact ID, or set 'Contact Source' to 'All Contacts'.",
				);
		}
		if (source === 'inputItems') {
			const field = parameters.text('contactIdField', itemIndex);
			const contactId = toContactId(fieldReader(field)(items[itemIndex].json));
			if (contactId === undefined)
				throw new InputFailure(
					`The item has no contact ID in the field '${field}'`,
					"Check 'Contact ID Field' and the item.",
				);
			contactIds = [contactId];
		}
		const asked = source === 'ids' ? contactIds : undefined;
		const key = JSON.stringify([
			source,
			range.startMs,
			range.endMs,
			interactionTypes,
			limit,
			asked,
		]);
		const plan = plans.get(key) ?? {
			items: [],
			contacts: contactIds === undefined ? undefined : new Map<string, number[]>(),
			isContactOfItem: source === 'inputItems',
			range,
			interactionTypes,
			limit,
		};
		plans.set(key, plan);
		plan.items.push(itemIndex);
		for (const contactId of new Set(contactIds)) {
			const mentions = plan.contacts?.get(contactId);
			if (mentions === undefined) plan.contacts?.set(contactId, [itemIndex]);
			else mentions.push(itemIndex);
		}
	});
	return [...plans.values()];
}
