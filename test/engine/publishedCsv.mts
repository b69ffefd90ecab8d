/** Reads CSV with a header as RFC 4180 has it, letter by letter. */
export function readCsvText(text: string): Array<Record<string, string>> {
	const rows: string[][] = [[]];
	let field = '';
	let isQuoted = false;
	for (let at = 0; at < text.length; at++) {
		const letter = text[at];
		if (isQuoted) {
			if (letter !== '"') field += letter;
			else if (text[at + 1] === '"') field += text[++at];
			else isQuoted = false;
		} else if (letter === '"') isQuoted = true;
		else if (letter === ',') {
			rows[rows.length - 1].push(field);
			field = '';
		} else if (letter === '\n') {
			rows[rows.length - 1].push(field);
			field = '';
			rows.push([]);
		} else if (letter !== '\r') field += letter;
	}
	if (field !== '' || rows[rows.length - 1].length > 0) rows[rows.length - 1].push(field);
	const [names, ...given] = rows.filter((row) => row.length > 0);
	return given.map((row) => Object.fromEntries(names.map((name, n) => [name, row[n] ?? ''])));
}
