import { FEWEST_ANSWERED, isAboveCeiling, type AbandonRate } from './abandonRate';
import {
	judgeActiveZones,
	judgeSchedule,
	judgeTimeZones,
	type CallingHours,
	type HourLimits,
} from './callingHours';
import {
	fail,
	judged,
	namesOf,
	pass,
	toCheck,
	unknown,
	type Check,
	type Fact,
	type Outcome,
} from './checks';
import { listChecks, type Feeds } from './listChecks';
import { showTimeOfDay } from './timeOfDay';

/** Longest silence after the greeting before a call counts as abandoned, in seconds (16 CFR 310.4(b)(4)(ii)). */
export const LONGEST_ABANDON_TIMEOUT_S = 2;

/** What was read of a skill for its checks. */
export interface SkillFacts extends Feeds {
	/** In words how the settings differ from what was asked; empty where they do not, undefined where nothing was asked. */
	settingsDiffer: string | undefined;
	abandonment: Fact<{ hasMessage: boolean; timeoutSeconds: number | undefined }>;
	timeZones: Fact<CallingHours[]>;
	schedule: Fact<{ isScheduled: boolean | undefined; days: CallingHours[] }>;
	activeAgents: Fact<number>;
	isAgentless: boolean | undefined;
	callerId: Fact<'skill' | 'tenant' | 'none'>;
	/** Names of the groups that keep the skill from numbers. */
	dncGroups: Fact<string[]>;
	/** Order in which records are dialed, the first criterion first. */
	ordering: Fact<Array<{ by: string; direction: string }>>;
	rates: Fact<{ today: AbandonRate | undefined; window: AbandonRate | undefined }>;
}

/** What the checks are held against. */
export interface PreflightLimits extends HourLimits {
	/** The abandonment ceiling; undefined: rates are not checked. */
	ceilingPercent: number | undefined;
	/** Days of the longer span of `rates`. */
	windowDays: number;
}

function judgeRates(
	{ today, window }: { today: AbandonRate | undefined; window: AbandonRate | undefined },
	ceilingPercent: number,
	windowDays: number,
): Outcome {
	if (today === undefined && window === undefined) return unknown('CXone gives no counts');
	const spans = [
		{ span: `${windowDays} days`, rate: window },
		{ span: 'today', rate: today },
	].flatMap(({ span, rate }) => (rate === undefined ? [] : [{ span, rate }]));
	const show = ({ span, rate }: (typeof spans)[number]) =>
		`${span}: ${rate.abandoned} of ${rate.answered} answered calls abandoned${rate.ratePercent === null ? '' : ` (${rate.ratePercent} %)`}`;
	const told = spans.filter(({ rate }) => rate.answered >= FEWEST_ANSWERED);
	const above = told.filter(({ rate }) => isAboveCeiling(rate, ceilingPercent));
	if (above.length > 0) return fail(above.map(show).join('; '));
	const found = spans.map(show).join('; ');
	return told.length > 0 ? pass(found) : unknown(`too few answered calls to tell; ${found}`);
}

function judgeOrdering(ordering: ReadonlyArray<{ by: string; direction: string }>): Outcome {
	if (ordering.length === 0) return fail('no order is set: the oldest record is dialed first');
	const [{ by, direction }] = ordering;
	const shown = `'${by}' '${direction}'`;
	if (by.trim() === '') return unknown('the order has no name');
	if (!/score/i.test(by)) return fail(`ordered by ${shown}`);
	if (/desc|high/i.test(direction)) return pass(`ordered by ${shown}`);
	return /asc|low/i.test(direction)
		? fail(`ordered by ${shown}: the lowest score first`)
		: unknown(`ordered by ${shown}, whose direction is not known`);
}

function judgeDisconnect({ timeoutSeconds: seconds }: { timeoutSeconds: number | undefined }) {
	if (seconds === undefined || seconds < 0) return unknown('CXone gives no time');
	return seconds <= LONGEST_ABANDON_TIMEOUT_S ? pass(`${seconds} s`) : fail(`${seconds} s`);
}

function settingsCheck(settingsDiffer: string | undefined): Check[] {
	if (settingsDiffer === undefined) return [];
	const outcome = settingsDiffer === '' ? pass('they are') : fail(settingsDiffer);
	return [toCheck('settingsAsAsked', 'settings as this node was asked to set them', outcome)];
}

/** The checks of one skill, all but the one over all skills of a run. Pure. */
export function judgeSkill(facts: SkillFacts, limits: PreflightLimits): Check[] {
	const { earliestMinutes, latestMinutes, ceilingPercent, windowDays } = limits;
	const hours = `${showTimeOfDay(earliestMinutes)} to ${showTimeOfDay(latestMinutes)}`;
	return [
		...settingsCheck(facts.settingsDiffer),
		toCheck(
			'abandonmentMessage',
			'a message for calls that no agent takes',
			judged(facts.abandonment, ({ hasMessage }) =>
				hasMessage ? pass('a message is set') : unknown('no message is set; a script may speak'),
			),
		),
		toCheck(
			'abandonmentTimeout',
			`${LONGEST_ABANDON_TIMEOUT_S} s at most`,
			judged(facts.abandonment, judgeDisconnect),
		),
		toCheck(
			'timeZonesActive',
			'a time zone that may be called',
			judged(facts.timeZones, judgeActiveZones),
		),
		toCheck(
			'callingHours',
			`${hours} where the person is`,
			judged(facts.timeZones, (zones) => judgeTimeZones(zones, limits)),
		),
		toCheck(
			'scheduleHours',
			`${hours}, or no schedule`,
			judged(facts.schedule, (schedule) => judgeSchedule(schedule, limits)),
		),
		...listChecks(facts),
		toCheck(
			'agentsAssigned',
			'at least one active agent',
			judged(facts.activeAgents, (agents) =>
				agents > 0 ? pass(`${agents} agents`) : fail('no active agent is assigned'),
			),
		),
		toCheck('notAgentless', 'calls go to agents', judgeAgentless(facts.isAgentless)),
		toCheck(
			'callerId',
			'a number that the skill calls with',
			judged(facts.callerId, (source) =>
				source === 'none' ? fail('no number is set') : pass(`set on the ${source}`),
			),
		),
		toCheck(
			'dncGroup',
			'a DNC group that keeps the skill from numbers',
			judged(facts.dncGroups, (names) =>
				names.length > 0 ? pass(namesOf(names)) : fail('no DNC group names the skill'),
			),
		),
		toCheck('orderedByScore', 'the highest score first', judged(facts.ordering, judgeOrdering)),
		...(ceilingPercent === undefined
			? []
			: [
					toCheck(
						'abandonmentRate',
						`${ceilingPercent} % at most`,
						judged(facts.rates, (rates) => judgeRates(rates, ceilingPercent, windowDays)),
					),
				]),
	];
}

function judgeAgentless(isAgentless: boolean | undefined): Outcome {
	if (isAgentless === undefined) return unknown('CXone does not say');
	return isAgentless ? fail('the skill dials without agents') : pass('the skill needs agents');
}
