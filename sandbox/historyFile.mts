import { readFile } from 'node:fs/promises';

import { type CsvRow, CsvError, isBlankCsvRow, parseCsv } from '../nodes/shared/core/csv.ts';
import type { Interaction } from './interaction.mts';
import { reasonOf } from './reason.mts';

const COLUMNS = ['contact', 'time', 'type'] as const;
/** A day, or a time with its zone: a time without zone would mean another moment on another machine. */
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

function columnPositions(header: string[]): number[] {
	const names = header.map((name) => name.toLowerCase());
	return COLUMNS.map((column) => {
		const position = names.indexOf(column);
		if (position === -1) throw new SyntaxError(`the header lacks the column "${column}"`);
		return position;
	});
}

function toInteraction(fields: string[], positions: number[], width: number, line: number) {
	if (fields.length !== width) {
		throw new SyntaxError(`${fields.length} fields where the header has ${width}`);
	}
	const [contactId, time, type] = positions.map((position) => fields[position]);
	if (contactId === '') throw new SyntaxError('contact is empty');
	if (type === '') throw new SyntaxError('type is empty');
	const timeMs = ZONED_TIME.test(time) ? Date.parse(time.replace(' ', 'T')) : NaN;
	if (Number.isNaN(timeMs)) {
		throw new SyntaxError(`time "${time}" is not ISO 8601 with a zone, like 2026-05-04T09:30:00Z`);
	}
	const id = `csv-${String(line).padStart(8, '0')}`;
	return { id, startTime: new Date(timeMs).toISOString(), contactId, type };
}

function rowsOf(text: string): CsvRow[] {
	const rows = parseCsv(text).map(({ line, fields }) => ({
		line,
		fields: fields.map((field) => field.trim()),
	}));
	return rows.length === 0 ? [{ line: 1, fields: [''] }] : rows;
}

/**
 * Reads a call history from CSV text: comma separated, UTF-8, a header with the columns contact, time and
 * type in any order (others are ignored). Times are ISO 8601 with a zone, or a day (UTC). Throws a
 * SyntaxError that names the line.
 */
export function parseHistory(text: string): Interaction[] {
	const interactions: Interaction[] = [];
	let lineNumber = 1;
	try {
		const [{ fields: header }, ...rows] = rowsOf(text);
		const positions = columnPositions(header);
		for (const row of rows) {
			lineNumber = row.line;
			if (isBlankCsvRow(row)) continue;
			interactions.push(toInteraction(row.fields, positions, header.length, lineNumber));
		}
	} catch (error) {
		const line = error instanceof CsvError ? error.line : lineNumber;
		throw new SyntaxError(`line ${line}: ${reasonOf(error)}`, { cause: error });
	}
	return interactions;
}

/** Reads a call history from a CSV file (see `parseHistory`). Rejects with the file's name and the reason. */
export async function readHistoryFile(path: string): Promise<Interaction[]> {
	try {
		return parseHistory(await readFile(path, 'utf8'));
	} catch (error) {
		throw new Error(`${path}: ${reasonOf(error)}`, { cause: error });
	}
}
