import { LONGEST_RANGE_MS } from '../../../nodes/shared/core/completedContactWindows.ts';
import { DAY_MS } from '../../../nodes/shared/core/time.ts';
import { textOf } from '../../../nodes/shared/cxone/acd/values.ts';
import type { Check } from '../checkContext.mts';
import { askContacts } from '../contactWindows.mts';
import { tryFilter } from '../filterTrial.mts';
import { countsOf } from '../judgments.mts';
import type { Sample } from '../sample.mts';
import { outcomeText } from '../tenantReader.mts';

/** What filters by media type and skill do, and one that does not exist. */
export async function askOtherFilters(check: Check, sample: Sample): Promise<void> {
	const { report } = check;
	const { contacts, rows } = sample;
	if (contacts.length === 0) return;
	const unknown = await tryFilter(check, sample, { checkTenantUnknown: '1' }, () => false);
	report.add('addresses.unknown', 'A filter that does not exist', unknown, 'one request');

	const hasOthers = contacts.some(({ mediaTypeId }) => mediaTypeId !== 4);
	const media = await tryFilter(check, sample, { mediaTypeId: '4' }, (answer) =>
		answer.every(({ mediaTypeId }) => mediaTypeId === 4),
	);
	report.add(
		'addresses.mediaType',
		'The filter mediaTypeId',
		hasOthers ? media : 'unknown',
		hasOthers ? 'one request for phone calls' : 'only phone calls were seen',
	);

	const skillOf = (row: unknown) => textOf(Object(row), 'skillId');
	const skills = countsOf(rows.flatMap((row) => skillOf(row) ?? []));
	const skillId = skills.at(-1)?.[0];
	if (skillId === undefined || skills.length < 2) {
		report.add('addresses.skill', 'The filter skillId', 'unknown', 'not two skills were seen');
		return;
	}
	const bySkill = await tryFilter(check, sample, { skillId }, (_, answer) =>
		answer.every((row) => skillOf(row) === skillId),
	);
	report.add('addresses.skill', 'The filter skillId', bySkill, 'one request for one skill');
}

/** Whether a range longer than 30 days is refused, and by which text. */
export async function askLongRange(check: Check): Promise<void> {
	const { nowMs, report } = check;
	const window = { startMs: nowMs - LONGEST_RANGE_MS - DAY_MS, endMs: nowMs };
	const outcome = await askContacts(check, window, { skip: '0', top: '1' });
	const isGiven = outcome.kind === 'done';
	report.add(
		'history.longRange',
		'A range of 31 days',
		isGiven ? 'not refused' : outcomeText(outcome),
		'one request',
	);
}
