import type { INodeParameters } from 'n8n-workflow';
import { fieldReaders } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import type { PhoneReader } from '../shared/core/phone';
import {
	columnText,
	RECORD_COLUMNS,
	type ColumnTexts,
	type RecordColumn,
} from '../shared/core/recordColumns';
import type { NodeRun } from '../shared/n8n/runNode';

/** A column as the parameter has it: `field` names a field, or is the value where an expression gave it. */
interface ColumnEntry {
	cxoneColumn: string;
	field: unknown;
}

/** Reads the columns of records from items. */
export interface ColumnReader {
	/** The columns that are filled. */
	columns: RecordColumn[];
	/** Throws an `InputFailure` for a value that a column does not take. */
	read: (itemIndex: number) => ColumnTexts;
}

function isColumn(name: string): name is RecordColumn {
	return (RECORD_COLUMNS as readonly string[]).includes(name);
}

function entriesOf(value: unknown): ColumnEntry[] {
	return Array.isArray(value) ? (value as ColumnEntry[]) : [];
}

function checkedColumns(entries: readonly ColumnEntry[]): RecordColumn[] {
	return entries.map(({ cxoneColumn }, index) => {
		if (!isColumn(cxoneColumn))
			throw new InputFailure(
				"'CXone Column' in 'Columns' is none of its choices",
				`Choose one of: ${RECORD_COLUMNS.join(', ')}.`,
			);
		if (entries.findIndex((entry) => entry.cxoneColumn === cxoneColumn) !== index)
			throw new InputFailure(
				`'Columns' fills '${cxoneColumn}' more than once`,
				'Leave one of the two.',
			);
		return cxoneColumn;
	});
}

/** Makes the reader of the columns that the parameter 'Columns' fills. Throws an `InputFailure` for one that cannot be filled. */
export function columnReader(
	{ context, parameters }: NodeRun,
	readPhone: PhoneReader,
): ColumnReader {
	const items = context.getInputData();
	const raw = context.getNode().parameters.columns as INodeParameters | undefined;
	const rawEntries = entriesOf(raw?.column);
	const entriesAt = (itemIndex: number) =>
		entriesOf(context.getNodeParameter('columns.column', itemIndex, []));
	const first = entriesAt(0);
	const columns = checkedColumns(first);
	const isConstant = parameters.isConstant('columns');
	const readerOf = fieldReaders();
	return {
		columns,
		read: (itemIndex) => {
			const entries = isConstant ? first : entriesAt(itemIndex);
			const texts: ColumnTexts = {};
			entries.forEach(({ field }, index) => {
				const isValue = String(rawEntries[index]?.field ?? '').startsWith('=');
				const name = String(field ?? '').trim();
				if (!isValue && name === '')
					throw new InputFailure(
						"'Field' in 'Columns' is empty",
						'Name the field of the input items, or remove the column.',
					);
				const value = isValue ? field : readerOf(name)(items[itemIndex].json);
				texts[columns[index]] = columnText(columns[index], value, readPhone);
			});
			return texts;
		},
	};
}
