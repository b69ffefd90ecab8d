import type { IDataObject } from 'n8n-workflow';
import { isBlank } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { toHtml } from '../shared/core/report/html';
import { toMarkdown } from '../shared/core/report/markdown';
import { makeModel } from '../shared/core/report/model';
import { toPicture } from '../shared/core/report/picture';
import {
	readReportRow,
	type ReportRow,
	type ReportSettings,
} from '../shared/core/report/reportRow';
import { tallyRows } from '../shared/core/report/tally';
import type { NodeRun } from '../shared/n8n/runNode';
import { readThresholds } from './thresholds';

const FILE_NAME = 'rf-score-report.png';
const BINARY_NAME = 'report';

function readSettings({ context, parameters }: NodeRun): ReportSettings {
	const referenceTime = parameters.value('referenceTime', 0);
	return {
		...readThresholds(parameters),
		referenceMs: isBlank(referenceTime) ? Date.now() : parameters.instantMs('referenceTime', 0),
		zone: context.getTimezone(),
	};
}

function notScored(): InputFailure {
	return new InputFailure(
		'The item is not a scored contact',
		"Give the items of 'Score Contacts': a score or a priority, and numbers and times that can be read.",
	);
}

/** The rows of the input; an item that holds nothing at all, which n8n gives for no items, is none. */
function readRows(nodeRun: NodeRun, settings: ReportSettings): Map<number, ReportRow> {
	const rows = new Map<number, ReportRow>();
	for (const [itemIndex, { json }] of nodeRun.context.getInputData().entries())
		if (Object.keys(json).length > 0) rows.set(itemIndex, readReportRow(json, settings));
	return rows;
}

/** Takes out what cannot be read where such items are to fail. */
function failUnreadable({ parameters, output }: NodeRun, rows: Map<number, ReportRow>): void {
	if (parameters.option('options.onInvalidItem', 0, ['skip', 'error']) === 'skip') return;
	for (const [itemIndex, { kind }] of rows)
		if (kind === 'unreadable') {
			output.fail(notScored(), itemIndex);
			rows.delete(itemIndex);
		}
}

/** Makes one item of all scored contacts: who is to be called, as HTML, as Markdown and as a picture (contract 2.2). */
export async function makeReport(nodeRun: NodeRun): Promise<void> {
	const { context, output } = nodeRun;
	const settings = readSettings(nodeRun);
	const rows = readRows(nodeRun, settings);
	if (rows.size > 0 && [...rows.values()].every(({ kind }) => kind === 'unreadable'))
		throw new InputFailure(
			'No item is a scored contact',
			"Connect the output of 'Score Contacts': each item has a score or a priority.",
		);
	failUnreadable(nodeRun, rows);
	const tally = tallyRows(rows.values(), settings);
	const model = makeModel({ ...settings, tally });
	if (tally.unreadable > 0)
		output.hint(
			`${tally.unreadable} of ${rows.size} items left out: they are no scored contacts. Set 'On Invalid Item' to 'Error' to see which.`,
		);
	if (tally.offThresholds > 0)
		output.hint(
			`${tally.offThresholds} contacts have another priority than 'High Threshold' and 'Medium Threshold' give, so the report tells the scores found in each segment. Set both as where the contacts were scored.`,
		);
	const json: IDataObject = { html: toHtml(model), markdown: toMarkdown(model) };
	const picture = await context.helpers.prepareBinaryData(
		Buffer.from(toPicture(model)),
		FILE_NAME,
		'image/png',
	);
	const failed = context.getInputData().length - rows.size;
	const sources =
		failed === 0 ? [...rows.keys()] : context.getInputData().map((_, itemIndex) => itemIndex);
	output.add(json, sources, 0, { [BINARY_NAME]: picture });
}
