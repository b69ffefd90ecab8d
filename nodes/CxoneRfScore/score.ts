import { isBlank } from '../shared/core/fields';
import { HistoryByContact } from '../shared/core/historyByContact';
import { InputFailure } from '../shared/core/inputFailure';
import { byScore, scoreContact, type Priority } from '../shared/core/score';
import { segmentContacts } from '../shared/core/segmentation';
import type { NodeRun } from '../shared/n8n/runNode';
import { itemCounter } from './countItem';
import { hintAtResting, hintAtShares, hintAtThinData } from './hints';
import { checkInputFields, hintOfLacking, noFieldCounts, readInputFields } from './inputFields';
import { readRules } from './rules';

/** Outputs of a node that splits by segment. */
export const SEGMENT_OUTPUTS = 3;
const OUTPUT_OF: Record<Priority, number> = { high: 0, medium: 1, low: 2 };

/** Reads whether there is an output for each segment, and refuses what the node's own outputs cannot follow. */
function readSplit({ context, parameters }: NodeRun): boolean {
	const isSplit = parameters.boolean('splitBySegment', 0);
	const shown = context.getNodeOutputs().filter(({ category }) => category !== 'error');
	if (isSplit !== (shown.length === SEGMENT_OUTPUTS))
		throw new InputFailure(
			`'Split by Segment' is ${isSplit ? 'on' : 'off'}, which the outputs of the node do not show`,
			'Turn it on or off without an expression: what an item says comes too late for the outputs.',
		);
	return isSplit;
}

function describedTwice(): InputFailure {
	return new InputFailure(
		'The contact of the item comes both as interactions and as a contact summary',
		'The same interaction may be in both, so the contact is not scored. Give one of the two.',
	);
}

/**
 * Scores the contacts of the input by recency and frequency (contract 2.2): one row a contact, highest score first,
 * on one output or, where there are three, by segment. Needs no credential and no network.
 */
export function scoreItems(nodeRun: NodeRun): void {
	const { context, parameters, output } = nodeRun;
	const isSplit = readSplit(nodeRun);
	const items = context.getInputData();
	const { rules, segmentation } = readRules(parameters);
	const referenceTime = parameters.value('referenceTime', 0);
	const referenceMs = isBlank(referenceTime)
		? Date.now()
		: parameters.instantMs('referenceTime', 0);
	const skipsInvalid = parameters.option('options.onInvalidItem', 0, ['skip', 'error']) === 'skip';
	const history = new HistoryByContact();
	const fields = readInputFields(parameters);
	const counts = noFieldCounts();
	const count = itemCounter(nodeRun, { fields, history, counts });
	let skipped = 0;
	const refuse = (invalid: InputFailure, itemIndex: number) => {
		if (skipsInvalid) skipped += 1;
		else output.fail(invalid, itemIndex);
	};
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const invalid = count(items[itemIndex].json, itemIndex);
		if (invalid !== undefined) refuse(invalid, itemIndex);
	}
	checkInputFields(nodeRun, fields, counts);
	for (const { sources } of history.takeMixed())
		for (const itemIndex of sources) refuse(describedTwice(), itemIndex);
	const lackingHint = hintOfLacking(parameters, fields, counts);
	if (lackingHint !== undefined) output.hint(lackingHint);
	if (skipped > 0)
		output.hint(
			`${skipped} of ${items.length} items left out${skipped === items.length ? ', so that nothing was scored' : ''}: no contact ID, a time, number or ID that cannot be read, or both interactions and a summary of one contact. Set 'On Invalid Item' to 'Error' to see which.`,
		);
	const scored = history.values().map((record) => ({
		row: scoreContact(record.contactId, record, referenceMs, rules),
		sources: record.sources,
	}));
	scored.sort((a, b) => byScore(a.row, b.row));
	const { rows, cuts, resting } = segmentContacts(
		scored.map(({ row }) => row),
		segmentation,
	);
	rows.forEach((row, place) =>
		output.add(row, scored[place].sources, isSplit ? OUTPUT_OF[row.priority] : 0),
	);
	hintAtResting(output, { resting, contacts: rows.length, restDays: segmentation.restDays });
	hintAtShares(output, cuts, segmentation.shares);
	hintAtThinData(output, rows, { spanDays: history.seen.days(), rules });
}
