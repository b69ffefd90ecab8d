import { isBlank } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { toHtml } from '../shared/core/report/html';
import { toMarkdown } from '../shared/core/report/markdown';
import { makeModel } from '../shared/core/report/model';
import { toPicture } from '../shared/core/report/picture';
import { readReportRow, type ReportRow } from '../shared/core/report/reportRow';
import { tallyRows, type Tally } from '../shared/core/report/tally';
import type { NodeRun } from '../shared/n8n/runNode';
import { readCut, type Cut } from './rules';

const FILE_NAME = 'rf-score-report.png';
const BINARY_NAME = 'report';

function notScored(): InputFailure {
	return new InputFailure(
		'The item is not a scored contact',
		"Give the items of 'Score Contacts': a score or a priority, and numbers and times that can be read.",
	);
}

/** The rows of the input; an item that holds nothing at all, which n8n gives for no items, is none. */
function readRows({ context, parameters }: NodeRun, { thresholds }: Cut): Map<number, ReportRow> {
	const referenceTime = parameters.value('referenceTime', 0);
	const settings = {
		thresholds,
		referenceMs: isBlank(referenceTime) ? Date.now() : parameters.instantMs('referenceTime', 0),
		zone: context.getTimezone(),
	};
	const rows = new Map<number, ReportRow>();
	for (const [itemIndex, { json }] of context.getInputData().entries())
		if (Object.keys(json).length > 0) rows.set(itemIndex, readReportRow(json, settings));
	return rows;
}

/** Fails the items that cannot be read, where such are to fail, and takes out their rows; returns their indexes. */
function failUnreadable(
	{ parameters, output }: NodeRun,
	rows: Map<number, ReportRow>,
): Set<number> {
	const failed = new Set<number>();
	if (parameters.option('options.onInvalidItem', 0, ['skip', 'error']) === 'skip') return failed;
	for (const [itemIndex, { kind }] of rows) {
		if (kind !== 'unreadable') continue;
		output.fail(notScored(), itemIndex);
		failed.add(itemIndex);
		rows.delete(itemIndex);
	}
	return failed;
}

function hintAt({ output }: NodeRun, { unreadable, offThresholds }: Tally, rowCount: number): void {
	if (unreadable > 0)
		output.hint(
			`${unreadable} of ${rowCount} items left out: they are no scored contacts. Set 'On Invalid Item' to 'Error' to see which.`,
		);
	if (offThresholds > 0)
		output.hint(
			`${offThresholds} contacts have another priority than 'High Threshold (Points)' and 'Medium Threshold (Points)' give, so the report tells the scores found in each segment. Set both as where the contacts were scored.`,
		);
}

/** Makes one item of all scored contacts: who is to be called, as HTML, as Markdown and as a picture (contract 2.2). */
export async function makeReport(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const cut = readCut(parameters);
	const rows = readRows(nodeRun, cut);
	if (rows.size > 0 && [...rows.values()].every(({ kind }) => kind === 'unreadable'))
		throw new InputFailure(
			'No item is a scored contact',
			"Connect the output of 'Score Contacts': each item has a score or a priority.",
		);
	const failed = failUnreadable(nodeRun, rows);
	const tally = tallyRows(rows.values(), cut.thresholds);
	hintAt(nodeRun, tally, rows.size);
	const model = makeModel({ tally, ...cut });
	const picture = await context.helpers.prepareBinaryData(
		Buffer.from(toPicture(model)),
		FILE_NAME,
		'image/png',
	);
	const sources = context.getInputData().flatMap((_, at) => (failed.has(at) ? [] : [at]));
	output.add({ html: toHtml(model), markdown: toMarkdown(model) }, sources, 0, {
		[BINARY_NAME]: picture,
	});
}
