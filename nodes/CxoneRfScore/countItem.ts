import { fieldReader, hasLostDigits, isBlank, toContactId } from '../shared/core/fields';
import type { HistoryByContact } from '../shared/core/historyByContact';
import { InputFailure } from '../shared/core/inputFailure';
import { parseInstantMs } from '../shared/core/time';
import { noContactId, MAKE_IT_TEXT } from '../shared/n8n/contactId';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import type { FieldCounts, InputFields } from './inputFields';

/** What is read of the items, and where it is counted. */
export interface Counting {
	fields: InputFields;
	history: HistoryByContact;
	/** How many items have which field. */
	counts: FieldCounts;
}

/** Counts one item into the history; returns why it cannot be counted. */
type Count = (json: object, itemIndex: number) => InputFailure | undefined;
type CountFor = (json: object, itemIndex: number, contactId: string) => InputFailure | undefined;

/** Makes the function that reads the id of an interaction, where interactions that come twice count once. */
function idReader(parameters: Parameters): (json: object) => unknown {
	const isDeduplicated = parameters.boolean('options.deduplicateById', 0);
	const idField = parameters.text('options.idField', 0);
	// The contact's own id tells nothing of the interaction: all of its interactions would be one.
	const isContactId = idField.trim() === parameters.text('contactIdField', 0).trim();
	return isDeduplicated && !isContactId ? fieldReader(idField) : () => undefined;
}

function interactionCounter(
	{ context, parameters }: NodeRun,
	{ fields: { readStartTime }, history }: Counting,
): CountFor {
	const zone = context.getTimezone();
	const readId = idReader(parameters);
	return (json, itemIndex, contactId) => {
		const startTime = readStartTime(json);
		if (isBlank(startTime)) return void history.addContact(contactId, itemIndex);
		const startMs = parseInstantMs(startTime, zone);
		if (startMs === undefined)
			return new InputFailure(
				`${capitalised(parameters.fieldText('startTimeField', 0))} of the item is not a time`,
				"Check 'Start Time Field' and the item; ISO 8601, milliseconds and seconds are read.",
			);
		const given = readId(json);
		const id = toContactId(given);
		if (id === undefined && hasLostDigits(given))
			return new InputFailure(
				'The ID of the interaction is a number that has lost digits',
				`${MAKE_IT_TEXT} Or turn off 'Deduplicate by ID'.`,
			);
		return void history.addInteraction(contactId, startMs, itemIndex, id);
	};
}

/** As CXone Interactions Search names it: nothing but the hint at thin data needs it, so that it may be missing. */
const readFirstInteraction = fieldReader('firstInteraction');

function summaryCounter(
	{ context, parameters }: NodeRun,
	{ fields: { readFrequency, readLastInteraction }, history, counts }: Counting,
): CountFor {
	const zone = context.getTimezone();
	return (json, itemIndex, contactId) => {
		const given = readFrequency(json);
		const isCount = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
		const frequency = isBlank(given) ? 0 : isCount ? Number(given) : Number.NaN;
		if (!Number.isFinite(frequency) || frequency < 0)
			return new InputFailure(
				`${capitalised(parameters.fieldText('frequencyField', 0))} of the item is not a number of interactions`,
				"Check 'Frequency Field' and the item; zero or more is expected.",
			);
		const lastInteraction = readLastInteraction(json);
		if (lastInteraction === undefined && frequency > 0) counts.withoutNeededLast += 1;
		const lastInteractionMs = isBlank(lastInteraction)
			? undefined
			: parseInstantMs(lastInteraction, zone);
		if (lastInteractionMs === undefined && (frequency > 0 || !isBlank(lastInteraction)))
			return new InputFailure(
				`${capitalised(parameters.fieldText('lastInteractionField', 0))} of the item is not a time`,
				"Check 'Last Interaction Field' and the item; a contact with interactions needs one.",
			);
		const firstInteractionMs = parseInstantMs(readFirstInteraction(json), zone);
		return void history.addSummary(
			contactId,
			{ frequency, lastInteractionMs, firstInteractionMs },
			itemIndex,
		);
	};
}

function capitalised(text: string): string {
	return text[0].toUpperCase() + text.slice(1);
}

/** Makes the function that counts one item, and notes in `counts` which fields it has. */
export function itemCounter(nodeRun: NodeRun, counting: Counting): Count {
	const { parameters } = nodeRun;
	const { fields, counts } = counting;
	const readContactId = fieldReader(parameters.text('contactIdField', 0));
	const countInteraction = interactionCounter(nodeRun, counting);
	const countSummary = summaryCounter(nodeRun, counting);
	const { inputData, readStartTime, readFrequency, readLastInteraction } = fields;
	return (json, itemIndex) => {
		const given = readContactId(json);
		const contactId = toContactId(given);
		if (contactId === undefined)
			return noContactId(parameters.fieldText('contactIdField', 0), given);
		counts.contacts += 1;
		const hasStart = inputData !== 'contactSummary' && readStartTime(json) !== undefined;
		if (hasStart) counts.startTime += 1;
		if (inputData === 'interactions') return countInteraction(json, itemIndex, contactId);
		const hasFrequency = readFrequency(json) !== undefined;
		const hasLast = readLastInteraction(json) !== undefined;
		if (hasFrequency) counts.frequency += 1;
		if (hasLast) counts.lastInteraction += 1;
		const isSummary = hasFrequency || hasLast;
		if (isSummary) counts.summaries += 1;
		if (inputData === 'contactSummary' || (isSummary && !hasStart))
			return countSummary(json, itemIndex, contactId);
		if (!isSummary) return countInteraction(json, itemIndex, contactId);
		counts.ambiguous += 1;
		return new InputFailure(
			'The item is both an interaction and a contact summary',
			"Set 'Input Data' to what the items are, or correct the names of the fields.",
		);
	};
}
