import { writeCsv } from './csv';
import { RECORD_COLUMNS, type ColumnTexts } from './recordColumns';

/** Names of the columns that every file has first. */
export const ID_COLUMN = 'externalId';
/** See `ID_COLUMN`. */
export const PHONE_COLUMN = 'phone';
/** Most records that a file holds here; the service takes five times as many. */
export const MOST_RECORDS_OF_FILE = 100_000;
/** Longest text of a file, in base64: half of what gateways are known to take. */
export const MOST_CHARACTERS_OF_FILE = 50_000_000;
/** Most Unicode characters of a record. */
export const MOST_CHARACTERS_OF_RECORD = 512;
/** Records that are written at once, so that the whole text is in memory once only. */
const SLICE = 1_000;
/** What they come to at most, in base64. */
const MOST_CHARACTERS_OF_SLICE = 4_000_000;
const BYTES_OF_GROUP = 3;

/** A record as it is written. */
export interface RecordToWrite {
	externalId: string;
	/** As the file says it. */
	phone: string;
	columns: ColumnTexts;
}

function fieldsOf({ externalId, phone, columns }: RecordToWrite): string[] {
	return [externalId, phone, ...RECORD_COLUMNS.map((column) => columns[column] ?? '')];
}

/** Whether the service would refuse a record because of its length, whether or not it counts what stands between fields. */
export function isTooLong(record: RecordToWrite): boolean {
	const fields = fieldsOf(record);
	const characters = fields.reduce((sum, field) => sum + [...field].length, fields.length - 1);
	return characters > MOST_CHARACTERS_OF_RECORD;
}

/** How many files so many records of usual length make. */
export function fileCount(records: number): number {
	return Math.ceil(records / MOST_RECORDS_OF_FILE);
}

/** A file that is ready to be sent, and the records of it by their places in the input. */
export interface UploadFile {
	/** UTF-8 in base64. */
	base64: string;
	positions: number[];
}

/** Text that becomes base64 piece by piece. */
class Base64Text {
	private readonly pieces: string[] = [];
	private rest: Buffer = Buffer.alloc(0);
	length = 0;

	add(text: string): void {
		const bytes = Buffer.concat([this.rest, Buffer.from(text, 'utf8')]);
		const whole = bytes.length - (bytes.length % BYTES_OF_GROUP);
		// A copy, since a view would keep the whole piece in memory.
		this.rest = Buffer.from(bytes.subarray(whole));
		this.push(bytes.subarray(0, whole).toString('base64'));
	}

	end(): string {
		this.push(this.rest.toString('base64'));
		return this.pieces.join('');
	}

	private push(piece: string): void {
		this.pieces.push(piece);
		this.length += piece.length;
	}
}

/**
 * Writes the records at `positions` as CSV files with a header, one after the other: a file is made when it is asked for, so
 * that one is in memory at a time.
 */
export function* uploadFiles(
	positions: readonly number[],
	recordAt: (position: number) => RecordToWrite,
): Generator<UploadFile> {
	const header = writeCsv([[ID_COLUMN, PHONE_COLUMN, ...RECORD_COLUMNS]]);
	let next = 0;
	while (next < positions.length) {
		const text = new Base64Text();
		text.add(header);
		const begin = next;
		while (
			next < positions.length &&
			next - begin < MOST_RECORDS_OF_FILE &&
			text.length < MOST_CHARACTERS_OF_FILE - MOST_CHARACTERS_OF_SLICE
		) {
			const end = Math.min(next + SLICE, positions.length, begin + MOST_RECORDS_OF_FILE);
			const rows = positions.slice(next, end).map((position) => fieldsOf(recordAt(position)));
			text.add(writeCsv(rows));
			next = end;
		}
		yield { base64: text.end(), positions: positions.slice(begin, next) };
	}
}
