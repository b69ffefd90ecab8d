import type { ReportCell, ReportModel } from './model';

/** A `<` before a space begins no tag; an escaped one would show its backslash where Markdown is half understood. */
function escaped(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]>|#&]|<(?! )/g, (sign) => `\\${sign}`);
}

function tableOf(head: string[], aligned: string[], rows: string[][]): string {
	return [head, aligned, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellText({ segment, count, note }: ReportCell): string {
	return segment === undefined ? '–' : `**${escaped(count)}** ${escaped(note)}`;
}

/** The report as GitHub's Markdown. */
export function toMarkdown(model: ReportModel): string {
	const { title, subtitle, bars, columns, columnsTitle, rowsTitle, rows, legend, facts } = model;
	const segments = tableOf(
		['Segment', 'Contacts', 'Share', 'Score'],
		['---', '--:', '--:', '---'],
		bars.map(({ name, count, share, rule }) => [
			`**${escaped(name)}**`,
			...[count, share, rule].map(escaped),
		]),
	);
	const grid = tableOf(
		[rowsTitle, ...columns.map((label) => `${label} days`)].map(escaped),
		['--:', ...columns.map(() => ':-:')],
		rows.map(({ label, cells }) => [escaped(label), ...cells.map(cellText)]),
	);
	return `${[
		`# ${escaped(title)}`,
		...(subtitle === '' ? [] : [escaped(subtitle)]),
		segments,
		`## ${escaped(columnsTitle)}, by number of calls`,
		grid,
		escaped(legend),
		facts.map(({ label, text }) => `- **${escaped(label)}:** ${escaped(text)}`).join('\n'),
	].join('\n\n')}\n`;
}
