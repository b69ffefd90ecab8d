/** A row of a CSV text with the number of the line that it begins on, counted from 1. */
export interface CsvRow {
	line: number;
	fields: string[];
}

/** A CSV text that cannot be read; `line` is where the row at fault begins, counted from 1. */
export class CsvError extends SyntaxError {
	constructor(
		message: string,
		readonly line: number,
	) {
		super(message);
	}
}

const FIELD_PATTERNS = {
	',': /[ ]*"((?:[^"]|"")*)"[ ]*(?=,|\r|\n|$)|([^",\r\n]*)(?=,|\r|\n|$)/y,
	'\t': /[ ]*"((?:[^"]|"")*)"[ ]*(?=\t|\r|\n|$)|([^"\t\r\n]*)(?=\t|\r|\n|$)/y,
} as const;
const LINE_END = /\r\n|\r|\n/g;

/** What stands between two fields of a row. */
export type CsvDelimiter = keyof typeof FIELD_PATTERNS;

/**
 * Reads CSV as RFC 4180 has it: quoted fields may hold delimiters, line breaks and doubled quotes. A byte order mark is
 * skipped, lines may end in any usual way, blanks are kept (but around quotes), and an empty line is a row of one empty
 * field; a line end at the end of the text begins no row. Throws a CsvError for quotes that do not match.
 */
export function parseCsv(text: string, delimiter: CsvDelimiter = ','): CsvRow[] {
	const rows: CsvRow[] = [];
	const pattern = FIELD_PATTERNS[delimiter];
	let position = text.startsWith('\uFEFF') ? 1 : 0;
	let line = 1;
	while (position < text.length) {
		const fields: string[] = [];
		const start = position;
		for (;;) {
			pattern.lastIndex = position;
			const match = pattern.exec(text);
			if (match === null) throw new CsvError('quotes do not match', line);
			fields.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
			position = pattern.lastIndex;
			if (text[position] !== delimiter) break;
			position += 1;
		}
		rows.push({ line, fields });
		position += text.startsWith('\r\n', position) ? 2 : 1;
		line += text.slice(start, position).match(LINE_END)?.length ?? 0;
	}
	return rows;
}

/** True for the row of an empty line, or of one that holds blanks only. */
export function isBlankCsvRow({ fields }: CsvRow): boolean {
	return fields.length === 1 && fields[0].trim() === '';
}

/**
 * Writes CSV as RFC 4180 has it: each row ends in CRLF; a field is quoted when it holds a quote, a delimiter or a line
 * break, begins or ends with a blank, or is the only one of its row and empty. Reading gives the same fields back.
 */
export function writeCsv(
	rows: ReadonlyArray<readonly string[]>,
	delimiter: CsvDelimiter = ',',
): string {
	const mustBeQuoted = delimiter === ',' ? /[",\r\n\uFEFF]|^\s|\s$/ : /["\t\r\n\uFEFF]|^\s|\s$/;
	const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
	return rows
		.map((fields) => {
			const isEmptyLine = fields.length === 1 && fields[0] === '';
			const texts = fields.map((field) =>
				isEmptyLine || mustBeQuoted.test(field) ? quoted(field) : field,
			);
			return `${texts.join(delimiter)}\r\n`;
		})
		.join('');
}
