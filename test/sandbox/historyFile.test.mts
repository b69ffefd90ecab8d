import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { parseHistory, readHistoryFile } from '../../sandbox/historyFile.mts';

test('columns may be in any order, with others between, quoted, with a mark and Windows line ends', () => {
	const text =
		'\uFEFFType,"contact",note,TIME\r\nvoice,"a ""b"", c",x,2026-05-04T09:30:00+02:00\r\n\r\nchat, d ,,2026-05-04\r\n';
	expect(parseHistory(text)).toEqual([
		{
			id: 'csv-00000002',
			startTime: '2026-05-04T07:30:00.000Z',
			contactId: 'a "b", c',
			type: 'voice',
		},
		{ id: 'csv-00000004', startTime: '2026-05-04T00:00:00.000Z', contactId: 'd', type: 'chat' },
	]);
});

test('a header alone is an empty history', () => {
	expect(parseHistory('contact,time,type')).toEqual([]);
});

const GOOD = 'a,2026-05-04T09:30:00Z,voice';
test.each([
	['', 1, /lacks the column "contact"/],
	['contact,type', 1, /lacks the column "time"/],
	['a,2026-05-04T09:30:00Z,voice', 1, /lacks the column/],
	[`contact,time,type\n${GOOD}\na,2026-05-04T09:30:00,voice`, 3, /with a zone/],
	[`contact,time,type\na,04.05.2026,voice`, 2, /with a zone/],
	[`contact,time,type\na,2026-13-04T09:30:00Z,voice`, 2, /with a zone/],
	[`contact,time,type\n,2026-05-04T09:30:00Z,voice`, 2, /contact is empty/],
	[`contact,time,type\na,2026-05-04T09:30:00Z,`, 2, /type is empty/],
	[`contact,time,type\n${GOOD},more`, 2, /4 fields where the header has 3/],
	[`contact,time,type\na;2026-05-04T09:30:00Z;voice`, 2, /1 fields where the header has 3/],
	[`contact,time,type\n"a,2026-05-04T09:30:00Z,voice`, 2, /quotes do not match/],
	[`contact,time,type\n"a"b,2026-05-04T09:30:00Z,voice`, 2, /quotes do not match/],
])('%j is refused, naming line %d', (text, line, reason) => {
	expect(() => parseHistory(text)).toThrow(reason);
	expect(() => parseHistory(text)).toThrow(new RegExp(`^line ${line}: `));
});

test('what is written as CSV is read back', () => {
	const contact = fc
		.string({ minLength: 1, unit: 'grapheme' })
		.filter((id) => id.trim() !== '' && !/[\r\n]/.test(id));
	const event = fc.record({
		contact,
		time: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
	});
	fc.assert(
		fc.property(fc.array(event, { maxLength: 20 }), (events) => {
			const lines = events.map(
				(made) => `"${made.contact.replaceAll('"', '""')}",${made.time.toISOString()},sms`,
			);
			const rows = parseHistory(['contact,time,type', ...lines].join('\n'));
			expect(rows.map(({ contactId, startTime, type }) => [contactId, startTime, type])).toEqual(
				events.map((made) => [made.contact.trim(), made.time.toISOString(), 'sms']),
			);
		}),
		{ numRuns: 1_000 },
	);
});

test('a file is read; one that is wrong or absent is named', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'cxone-history-'));
	try {
		const good = join(folder, 'good.csv');
		const wrong = join(folder, 'wrong.csv');
		writeFileSync(good, `contact,time,type\n${GOOD}\n`);
		writeFileSync(wrong, 'contact,time\n');
		expect(await readHistoryFile(good)).toHaveLength(1);
		await expect(readHistoryFile(wrong)).rejects.toThrow(`${wrong}: line 1:`);
		await expect(readHistoryFile(join(folder, 'absent.csv'))).rejects.toThrow(
			/absent\.csv: ENOENT/,
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
