type Cells = string[];

/** A table in Markdown. */
export function table(head: Cells, rows: Cells[]): string {
	const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A count as people read it: `12,345`. */
export const count = (number: number): string => number.toLocaleString('en-US');

/** A share as whole percent. */
export const percent = (part: number): string => `${Math.round(part * 100)} %`;
