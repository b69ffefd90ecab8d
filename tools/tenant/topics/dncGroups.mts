import { toContactId } from '../../../nodes/shared/core/fields.ts';
import { findDncGroups, getScrubbedSkills } from '../../../nodes/shared/cxone/acd/calls.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { readFirstPages, readText, sizeText } from '../pages.mts';
import { outcomeText } from '../tenantReader.mts';

const MOST_GROUPS = 5;

/** The groups of numbers that must not be called, and how many skills heed them. */
export async function askDncGroups(check: Check): Promise<void> {
	const { report, reader } = check;
	check.say('DNC groups');
	const pages = await readFirstPages(check, findDncGroups, 'dncGroupId');
	report.add('dnc.count', 'DNC groups', sizeText(pages), readText(pages));
	const ids = pages.rows.flatMap(({ dncGroupId }) => toContactId(dncGroupId) ?? []);
	const counts: number[] = [];
	const troubles: string[] = [];
	for (const [at, groupId] of ids.slice(0, MOST_GROUPS).entries()) {
		const outcome =
			at === 0
				? firstOf(check, getScrubbedSkills)
				: await reader.ask(getScrubbedSkills, { path: { groupId } });
		if (outcome.kind === 'done') counts.push(outcome.answer.rows.length);
		else troubles.push(outcomeText(outcome));
	}
	report.add(
		'dnc.scrubbedSkills',
		'Skills scrubbed by each group',
		[...counts.map(String), ...troubles].join(', ') || 'unknown',
		`${counts.length + troubles.length} groups asked`,
		{ counts },
	);
}
