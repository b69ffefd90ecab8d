import { getBusinessUnit, getTimeZones } from '../../../nodes/shared/cxone/acd/calls.ts';
import { flagOf, valueOf } from '../../../nodes/shared/cxone/acd/values.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { outcomeText } from '../tenantReader.mts';

const FLAGS = [
	['allowPredictiveDialing', 'Predictive dialing is allowed'],
	['enableSkillAbandonRate', 'Skills may have abandon rates of their own'],
	['callSuppression', 'Call suppression is on'],
] as const;

function flagText(flag: boolean | undefined): string {
	return flag === undefined ? 'not told' : flag ? 'yes' : 'no';
}

/** What the tenant allows its skills. */
export function addBusinessUnit(check: Check): void {
	const { report } = check;
	const outcome = firstOf(check, getBusinessUnit);
	for (const [field, question] of FLAGS)
		report.add(
			`businessUnit.${field}`,
			question,
			outcome.kind === 'done' ? flagText(flagOf(outcome.answer, field)) : outcomeText(outcome),
			`the field ${field}`,
		);
	if (outcome.kind === 'done') {
		const scope = typeof valueOf(outcome.answer, 'abandonRateScope');
		const found = 'the type of its value';
		report.add(
			'businessUnit.abandonRateScope',
			'The field abandonRateScope',
			scope === 'undefined' ? 'not there' : `a ${scope}`,
			found,
		);
	}
	const zones = firstOf(check, getTimeZones);
	report.add(
		'businessUnit.timeZones',
		'Time zones by name',
		zones.kind === 'done' ? `${zones.answer.rows.length}` : outcomeText(zones),
		getTimeZones.path,
	);
}
