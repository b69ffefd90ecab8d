import { fieldReader, isPlainName, type FieldReader } from '../shared/core/fields';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { InputFailure } from '../shared/core/inputFailure';

/** What an input item is (contract 2.2). */
export type InputData = 'automatic' | 'interactions' | 'contactSummary';

/** The fields that tell what an item is, and the setting that says it. */
export interface InputFields {
	inputData: InputData;
	readStartTime: FieldReader;
	readFrequency: FieldReader;
	readLastInteraction: FieldReader;
}

/** How many items have which field, even null; only items that name a contact count. */
export interface FieldCounts {
	contacts: number;
	startTime: number;
	frequency: number;
	lastInteraction: number;
	/** Items with one of the two fields of a summary at least. */
	summaries: number;
	/** Items that have interactions and lack the field of the last one. */
	withoutNeededLast: number;
	/** Items that are both an interaction and a summary. */
	ambiguous: number;
}

const SHOWN_NAMES = 10;
const INTERACTION = ['startTimeField'];
const SUMMARY = ['frequencyField', 'lastInteractionField'];

/** Nothing counted. */
export function noFieldCounts(): FieldCounts {
	return {
		contacts: 0,
		startTime: 0,
		frequency: 0,
		lastInteraction: 0,
		summaries: 0,
		withoutNeededLast: 0,
		ambiguous: 0,
	};
}

/** Reads what the input items are, and the names of their fields. A field that the setting hides has its default name. */
export function readInputFields(parameters: Parameters): InputFields {
	return {
		inputData: parameters.option('inputData', 0, ['automatic', 'interactions', 'contactSummary']),
		readStartTime: fieldReader(parameters.text('startTimeField', 0)),
		readFrequency: fieldReader(parameters.text('frequencyField', 0)),
		readLastInteraction: fieldReader(parameters.text('lastInteractionField', 0)),
	};
}

/** The names of fields that may be shown, of the first items. */
function describeFields(items: readonly object[]): string {
	const names = [...new Set(items.slice(0, SHOWN_NAMES).flatMap((json) => Object.keys(json)))];
	const shown = names
		.filter(isPlainName)
		.slice(0, SHOWN_NAMES)
		.map((name) => `'${name}'`);
	if (shown.length === 0) return 'The items have no fields whose names can be shown.';
	return `The items have the fields ${shown.join(', ')}${shown.length < names.length ? ' and others' : ''}.`;
}

function lacking(parameters: Parameters, names: string[]): string {
	return names.map((name) => parameters.fieldText(name, 0)).join(' or ');
}

/** What to set so that the items can be read. */
function adviceFor(
	parameters: Parameters,
	{ inputData, readStartTime, readFrequency, readLastInteraction }: InputFields,
	{ items, lackingNames }: { items: readonly object[]; lackingNames: string[] },
): string {
	const areSummaries =
		inputData === 'interactions' &&
		items.some((json) => (readFrequency(json) ?? readLastInteraction(json)) !== undefined);
	const areInteractions =
		inputData === 'contactSummary' && items.some((json) => readStartTime(json) !== undefined);
	const setting = "Set 'Input Data' to 'Automatic' or";
	if (areSummaries) return `They look like contact summaries. ${setting} 'Contact Summary'.`;
	if (areInteractions) return `They look like interactions. ${setting} 'Interactions'.`;
	const wanted = lackingNames.map((name) => `'${parameters.displayName(name)}'`).join(' or ');
	return `Set ${wanted} to the field that holds it.`;
}

/** The fields that the setting asks for and that no item has, as the names of their parameters. */
function findLacking({ inputData }: InputFields, counts: FieldCounts): string[] {
	const { contacts, startTime, frequency, summaries, lastInteraction } = counts;
	if (contacts === 0) return [];
	if (inputData === 'interactions') return startTime === 0 ? INTERACTION : [];
	if (inputData === 'automatic' && startTime === 0 && summaries === 0)
		return [...INTERACTION, ...SUMMARY];
	if (inputData === 'automatic' && summaries === 0) return [];
	if (summaries === 0) return SUMMARY;
	if (frequency === 0) return ['frequencyField'];
	// A contact without interactions needs no last one.
	return lastInteraction === 0 && counts.withoutNeededLast > 0 ? ['lastInteractionField'] : [];
}

/**
 * Refuses an input that the setting cannot fit: a field that is asked for and that no item has, or nothing but items
 * that are both. Names fields, never values.
 */
export function checkInputFields(
	{ context, parameters }: NodeRun,
	fields: InputFields,
	counts: FieldCounts,
): void {
	const items = context.getInputData().map(({ json }) => json);
	const lackingNames = findLacking(fields, counts);
	if (lackingNames.length > 0)
		throw new InputFailure(
			`No item has ${lacking(parameters, lackingNames)}`,
			`${describeFields(items)} ${adviceFor(parameters, fields, { items, lackingNames })}`,
		);
	if (counts.ambiguous > 0 && counts.ambiguous === counts.contacts)
		throw new InputFailure(
			'The items are both interactions and contact summaries',
			`${describeFields(items)} Set 'Input Data' to 'Interactions' or 'Contact Summary'.`,
		);
}

/** What to say when most items lack the fields that are asked for, although some have them. */
export function hintOfLacking(
	parameters: Parameters,
	{ inputData }: InputFields,
	counts: FieldCounts,
): string | undefined {
	const { contacts, startTime, frequency, summaries, ambiguous } = counts;
	const [having, names] =
		inputData === 'interactions'
			? [startTime, INTERACTION]
			: inputData === 'contactSummary'
				? [frequency, ['frequencyField']]
				: [startTime + summaries - ambiguous, [...INTERACTION, ...SUMMARY]];
	const lackingCount = contacts - having;
	if (lackingCount * 2 <= contacts) return undefined;
	return `${lackingCount} of ${contacts} items do not have ${lacking(parameters, names)}, and say nothing of an interaction. Check the names of the fields if that is more than expected.`;
}
