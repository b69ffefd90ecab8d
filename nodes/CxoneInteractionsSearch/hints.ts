import type { LeftOut } from '../shared/core/interactionRows';
import type { PageCount } from '../shared/cxone/paging';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { SearchTally } from './mode';

/** Says what of the service's answers was left out, and why. */
export function hintAtLeftOut(output: NodeOutput, leftOut: LeftOut, count: PageCount): void {
	if (leftOut.foreign > 0)
		output.hint(
			`${leftOut.foreign} interactions of contacts that were not asked for were left out: CXone did not keep to the contact filter.`,
		);
	if (leftOut.malformed > 0)
		output.hint(
			`${leftOut.malformed} rows of CXone's answer were no interactions and were left out.`,
		);
	if (leftOut.uncountable > 0)
		output.hint(
			`${leftOut.uncountable} interactions without contact ID or time could not be counted in a summary.`,
		);
	if (count.oversizedPages > 0)
		output.hint(`${count.oversizedPages} pages held more interactions than were asked for.`);
}

function unionOf<Id>(sets: Array<Set<Id>>): Set<Id> {
	return sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

/** Says how much was found, where that is less than one may take it for; `countsContacts`: what a limit counts. */
export function hintAtFound(
	output: NodeOutput,
	tallies: readonly SearchTally[],
	countsContacts: boolean,
): void {
	const answered = tallies.filter(({ isAnswered }) => isAnswered);
	if (answered.length === 0) return;
	if (answered.some(({ isCut }) => isCut)) {
		output.hint(
			countsContacts
				? "'Return All' is off and 'Limit' was reached: further contacts may have been left out."
				: "'Return All' is off and 'Limit' was reached: a history that is cut short scores wrongly.",
		);
		return;
	}
	const asked = unionOf(answered.map((tally) => tally.asked));
	const found = unionOf(answered.map((tally) => tally.found));
	const advice = "Check the contact IDs, the time range and 'Interaction Types'.";
	if (found.size === 0)
		output.hint(
			asked.size === 0
				? "No interactions were found. Check the time range and 'Interaction Types'."
				: `None of the ${asked.size} contacts asked for had interactions. ${advice}`,
		);
	if (found.size === 0 || answered.some(({ asksAll }) => asksAll)) return;
	let silent = 0;
	for (const contactId of asked) if (!found.has(contactId)) silent += 1;
	if (silent > 0)
		output.hint(`${asked.size - silent} of the ${asked.size} contacts asked for had interactions.`);
}
