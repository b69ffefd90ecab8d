import type { IExecuteFunctions } from 'n8n-workflow';
import { noContactId } from '../shared/contactId';
import { fieldReader, isBlank, toContactId } from '../shared/core/fields';
import { HistoryByContact } from '../shared/core/historyByContact';
import { byScore, scoreContact, type Priority, type ScoreRules } from '../shared/core/score';
import { parseInstantMs } from '../shared/core/time';
import type { NodeOutput } from '../shared/items';
import { Parameters } from '../shared/parameters';
import { InputFailure } from '../shared/transport/inputFailure';
import { properties } from './description';

const OUTPUT_OF: Record<Priority, number> = { high: 0, medium: 1, low: 2 };

/** Why an item cannot be counted. */
type Invalid = InputFailure | undefined;

function readRules(parameters: Parameters): ScoreRules {
	const points = (name: keyof ScoreRules) => parameters.number(name, 0, { min: 0 });
	const rules = {
		recencyMaxPoints: points('recencyMaxPoints'),
		recencyDecayPerDay: points('recencyDecayPerDay'),
		frequencyPointsPerInteraction: points('frequencyPointsPerInteraction'),
		frequencyCap: points('frequencyCap'),
		highThreshold: parameters.number('highThreshold', 0),
		mediumThreshold: parameters.number('mediumThreshold', 0),
	};
	if (rules.highThreshold < rules.mediumThreshold)
		throw new InputFailure(
			"'High Threshold' is below 'Medium Threshold'",
			'Swap the two, or no contact can be medium.',
		);
	return rules;
}

/** Makes the function that counts one item; it returns why the item cannot be counted. */
function itemCounter(
	context: IExecuteFunctions,
	parameters: Parameters,
	history: HistoryByContact,
): (json: object, itemIndex: number) => Invalid {
	const zone = context.getTimezone();
	const contactIdField = parameters.text('contactIdField', 0);
	const readContactId = fieldReader(contactIdField);
	if (parameters.option('inputData', 0, ['interactions', 'contactSummary']) === 'interactions') {
		const startTimeField = parameters.text('startTimeField', 0);
		const readStartTime = fieldReader(startTimeField);
		const readId = fieldReader(parameters.text('options.idField', 0));
		const isDeduplicated = parameters.boolean('options.deduplicateById', 0);
		return (json, itemIndex) => {
			const contactId = toContactId(readContactId(json));
			if (contactId === undefined) return noContactId(contactIdField);
			const startTime = readStartTime(json);
			if (isBlank(startTime)) return void history.addContact(contactId, itemIndex);
			const startMs = parseInstantMs(startTime, zone);
			if (startMs === undefined)
				return new InputFailure(
					`The field '${startTimeField}' of the item is not a time`,
					"Check 'Start Time Field' and the item; ISO 8601, milliseconds and seconds are read.",
				);
			const id = isDeduplicated ? toContactId(readId(json)) : undefined;
			return void history.addInteraction(contactId, startMs, itemIndex, id);
		};
	}
	const frequencyField = parameters.text('frequencyField', 0);
	const lastInteractionField = parameters.text('lastInteractionField', 0);
	const readFrequency = fieldReader(frequencyField);
	const readLastInteraction = fieldReader(lastInteractionField);
	return (json, itemIndex) => {
		const contactId = toContactId(readContactId(json));
		if (contactId === undefined) return noContactId(contactIdField);
		const given = readFrequency(json);
		const isCount = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
		const frequency = isBlank(given) ? 0 : isCount ? Number(given) : Number.NaN;
		if (!Number.isFinite(frequency) || frequency < 0)
			return new InputFailure(
				`The field '${frequencyField}' of the item is not a number of interactions`,
				"Check 'Frequency Field' and the item; zero or more is expected.",
			);
		const lastInteraction = readLastInteraction(json);
		const lastInteractionMs = isBlank(lastInteraction)
			? undefined
			: parseInstantMs(lastInteraction, zone);
		if (lastInteractionMs === undefined && (frequency > 0 || !isBlank(lastInteraction)))
			return new InputFailure(
				`The field '${lastInteractionField}' of the item is not a time`,
				"Check 'Last Interaction Field' and the item; a contact with interactions needs one.",
			);
		return void history.addSummary(contactId, { frequency, lastInteractionMs }, itemIndex);
	};
}

/**
 * Scores the contacts of the input by recency and frequency (contract 2.2): one row a contact, highest score first,
 * on one output or, where there are three, by segment. Needs no credential and no network.
 */
export function scoreItems(context: IExecuteFunctions, output: NodeOutput): void {
	const parameters = new Parameters(context, properties);
	const isSplit = output.outputCount > 1;
	const items = context.getInputData();
	const rules = readRules(parameters);
	const referenceTime = parameters.value('referenceTime', 0);
	const referenceMs = isBlank(referenceTime)
		? Date.now()
		: parameters.instantMs('referenceTime', 0);
	const skipsInvalid = parameters.option('options.onInvalidItem', 0, ['skip', 'error']) === 'skip';
	const history = new HistoryByContact();
	const count = itemCounter(context, parameters, history);
	let skipped = 0;
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const invalid = count(items[itemIndex].json, itemIndex);
		if (invalid === undefined) continue;
		if (skipsInvalid) skipped += 1;
		else output.fail(invalid, itemIndex);
	}
	if (skipped > 0)
		output.hint(
			`${skipped} of ${items.length} items left out: no contact ID, or a time or number that cannot be read. Set 'On Invalid Item' to 'Error' to see which.`,
		);
	const scored = history.values().map((record) => ({
		row: scoreContact(record.contactId, record, referenceMs, rules),
		sources: record.sources,
	}));
	scored.sort((a, b) => byScore(a.row, b.row));
	for (const { row, sources } of scored)
		output.add(row, sources, isSplit ? OUTPUT_OF[row.priority] : 0);
}
