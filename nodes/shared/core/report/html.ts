import { cellColour, CELL_INK, DARK, hexOf, LIGHT, type Theme } from './palette';
import { SEGMENTS, type ReportBar, type ReportCell, type ReportModel } from './model';

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const NUMBERS = 'font-variant-numeric:tabular-nums;white-space:nowrap';
const TABLE = 'role="presentation" cellspacing="0" cellpadding="0" border="0"';

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Mail clients keep inline styles; those that know dark pages also read this sheet. */
function darkSheet({ page, ink, softInk, track, emptyCell, names, bars }: Theme): string {
	const rules = [
		`.page{background:${hexOf(page)}!important}`,
		`.ink{color:${hexOf(ink)}!important}`,
		`.soft{color:${hexOf(softInk)}!important}`,
		`.track{background:${hexOf(track)}!important}`,
		`.empty{background:${hexOf(emptyCell)}!important}`,
		...SEGMENTS.map((segment) => `.name-${segment}{color:${hexOf(names[segment])}!important}`),
		...SEGMENTS.map((segment) => `.bar-${segment}{background:${hexOf(bars[segment])}!important}`),
	];
	return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}

function barRow({ segment, name, count, share, fill, rule }: ReportBar): string {
	// A segment with few contacts is not to look like one with none.
	const percent = fill === 0 ? 0 : Math.max(0.5, Math.round(fill * 1_000) / 10);
	const bar =
		percent === 0
			? ''
			: `<div class="bar-${segment}" style="width:${percent}%;height:12px;border-radius:3px;background:${hexOf(LIGHT.bars[segment])};font-size:0">&nbsp;</div>`;
	const soft = `class="soft" style="color:${hexOf(LIGHT.softInk)}`;
	return `<tr>
<th scope="row" class="name-${segment}" align="left" style="padding:5px 12px 5px 0;font-weight:600;color:${hexOf(LIGHT.names[segment])}">${escaped(name)}</th>
<td width="50%" style="width:50%;padding:5px 0"><div class="track" style="background:${hexOf(LIGHT.track)};border-radius:3px;height:12px">${bar}</div></td>
<td align="right" class="ink" style="padding:5px 0 5px 14px;font-weight:600;${NUMBERS};color:${hexOf(LIGHT.ink)}">${escaped(count)}</td>
<td align="right" ${soft};padding:5px 0 5px 14px;${NUMBERS}">${escaped(share)}</td>
<td ${soft};padding:5px 0 5px 14px;white-space:nowrap">${escaped(rule)}</td>
</tr>`;
}

function cellText({ segment, count, note, depth, details }: ReportCell): string {
	const shape = 'height:52px;padding:4px 2px;border-radius:4px';
	if (segment === undefined)
		return `<td align="center" class="empty soft" title="${escaped(details)}" style="${shape};background:${hexOf(LIGHT.emptyCell)};color:${hexOf(LIGHT.softInk)}">–</td>`;
	return `<td align="center" title="${escaped(details)}" style="${shape};background:${hexOf(cellColour(segment, depth))};color:${hexOf(CELL_INK)};line-height:1.3"><span style="font-size:17px;font-weight:600;${NUMBERS}">${escaped(count)}</span><br><span style="font-size:12px;${NUMBERS}">${escaped(note)}</span></td>`;
}

function gridOf({ columns, columnsTitle, rowsTitle, rows }: ReportModel): string {
	const soft = (more: string) => `class="soft" style="color:${hexOf(LIGHT.softInk)};${more}"`;
	const head = columns
		.map((label) => `<th scope="col" ${soft('font-weight:400;padding:2px')}>${escaped(label)}</th>`)
		.join('');
	const body = rows.map(
		({ label, cells }) =>
			`<tr><th scope="row" align="right" ${soft(`font-weight:400;padding-right:8px;white-space:nowrap`)}>${escaped(label)}</th>${cells.map(cellText).join('')}</tr>`,
	);
	return `<table cellspacing="3" cellpadding="0" border="0" width="100%" style="width:100%;table-layout:fixed;border-spacing:3px;margin-top:20px">
<tr><td width="44" style="width:44px"></td><th scope="colgroup" colspan="${columns.length}" ${soft('font-weight:400;padding:2px')}>${escaped(columnsTitle)}</th></tr>
<tr><th scope="col" align="right" ${soft('font-weight:400;padding-right:8px')}>${escaped(rowsTitle)}</th>${head}</tr>
${body.join('\n')}
</table>`;
}

function factRow({ label, text }: ReportModel['facts'][number]): string {
	return `<tr><th scope="row" align="left" valign="top" class="soft" style="color:${hexOf(LIGHT.softInk)};font-weight:400;padding:3px 14px 3px 0;white-space:nowrap">${escaped(label)}</th><td class="ink" style="color:${hexOf(LIGHT.ink)};padding:3px 0">${escaped(text)}</td></tr>`;
}

/** The report as a whole HTML document for a mail or a browser: no script, nothing to load, light and dark. */
export function toHtml(model: ReportModel): string {
	const { title, subtitle, bars, legend, facts } = model;
	const soft = `class="soft" style="color:${hexOf(LIGHT.softInk)}`;
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>${darkSheet(DARK)}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${hexOf(LIGHT.page)}">
<div class="page" style="background:${hexOf(LIGHT.page)};padding:24px 20px;font:14px/1.45 ${FONT}">
<div style="max-width:680px;margin:0 auto">
<h1 class="ink" style="margin:0;font-size:22px;line-height:1.3;font-weight:600;color:${hexOf(LIGHT.ink)}">${escaped(title)}</h1>
${subtitle === '' ? '' : `<p ${soft};margin:2px 0 0">${escaped(subtitle)}</p>`}
<table ${TABLE} width="100%" style="width:100%;margin-top:16px">
${bars.map(barRow).join('\n')}
</table>
${gridOf(model)}
<p ${soft};margin:8px 0 0;font-size:13px">${escaped(legend)}</p>
<table ${TABLE} style="margin-top:16px">
${facts.map(factRow).join('\n')}
</table>
</div>
</div>
</body>
</html>
`;
}
