import type { AcdRace, AcdSearch } from './acdSearch.mts';
import { count, percent, table } from './docTable.mts';
import { timingText } from './measure.mts';

/** Heading of the section, by which it is found in the page. */
export const ACD_HEADING = '## The search by an access key';

/** What the search is to keep to: memory in MiB, and the share of the speed of bare requests. */
const MOST_MIB = 150;
const LEAST_SHARE = 0.85;

function raceRow(name: string, { requests, contactRequests, interactions, nodes, bare }: AcdRace) {
	return [
		name,
		count(interactions),
		`${requests} (${contactRequests} for contacts)`,
		timingText(nodes),
		timingText(bare),
		percent(bare.medianMs / nodes.medianMs),
	];
}

/** The section of docs/performance.md on the search by an access key, in Markdown. */
export function acdSearchDoc(
	{ day, year, memory, login }: AcdSearch,
	circumstances: readonly string[],
): string {
	return `${ACD_HEADING}

Contact summaries of everybody, ${count(10_000)} contacts, by NICE's published ACD API; server without latency, no transfers, pages of
10,000 rows. *Bare n8n* sends the very requests of the node, 20 at once, by n8n's HTTP helper and drops the answers. "Of it" is
how much of that speed the node reaches; the target for a year is ${percent(LEAST_SHARE)}. The requests for
contacts are a look for each 30 days and the pages; the others ask for the tenant's own numbers. Login and discovery come on top.

${table(
	['Range', 'Interactions', 'Requests', 'Node', 'Bare n8n', 'Of it'],
	[raceRow('a day', day), raceRow('a year', year)],
)}

Memory of the year above the idle engine, as under [Growth](#growth); the target is ${MOST_MIB} MiB:

${table(
	['Interactions', 'Heap above idle', 'Process above idle'],
	[
		[
			count(year.interactions),
			`${Math.round(memory.heapMib)} MiB`,
			`${Math.round(memory.processMib)} MiB`,
		],
	],
)}

${login.requests} requests at once without a token, 50 ms latency: login and discovery are done once for all.

${table(
	['Requests', 'Logins', 'Discoveries', 'Time'],
	[
		[
			String(login.requests),
			String(login.logins),
			String(login.discoveries),
			timingText(login.time),
		],
	],
)}

Measured with:

${circumstances.map((line) => `- ${line}`).join('\n')}
`;
}

/** A page with its section of that heading taken by another text, or with the text at its end where it has none. */
export function withSection(page: string, heading: string, section: string): string {
	const start = page.indexOf(`${heading}\n`);
	if (start === -1) return `${page.trimEnd()}\n\n${section}`;
	const next = page.indexOf('\n## ', start + heading.length);
	const rest = next === -1 ? '' : page.slice(next);
	return `${page.slice(0, start)}${section.trimEnd()}\n${rest}`;
}
