/** What is checked before a skill dials. */
export type CheckName =
	| 'settingsAsAsked'
	| 'abandonmentMessage'
	| 'abandonmentTimeout'
	| 'timeZonesActive'
	| 'callingHours'
	| 'scheduleHours'
	| 'listActive'
	| 'recordsLeft'
	| 'recordsNotExpired'
	| 'onlyTheseLists'
	| 'onePhoneOnce'
	| 'agentsAssigned'
	| 'notAgentless'
	| 'callerId'
	| 'dncGroup'
	| 'orderedByScore'
	| 'abandonmentRate';

/** How a check came out, in words that name nobody who is called. */
export interface Check {
	check: CheckName;
	result: 'pass' | 'fail' | 'unknown';
	found: string;
	wanted: string;
	/** Whether it is unknown because CXone was in trouble, so that it may be known the next time. */
	isPassing?: true;
}

/** Why something could not be read, in words; `isPassing`: it may be possible the next time. */
export interface Unknown {
	unknown: string;
	isPassing?: boolean;
}

/** Something that was read, or why it could not be. */
export type Fact<Value> = { known: Value } | Unknown;

/** What no call of the API tells, so that a person must see to it. */
export const NOT_CHECKED: readonly string[] = [
	'consent of the persons called',
	'national and state lists of persons who must not be called',
	'Sundays, holidays and stricter rules of a state',
	'what the abandonment message says',
	'dispositions of the skill',
	'whether agents are logged in',
	'how answering machines are detected',
	'the true time zone of a mobile or ported number',
	'whether a schedule starts the skill',
];

/** What a check says, but for its name and what it wants. */
export type Outcome = Pick<Check, 'result' | 'found'> & { isPassing?: boolean };

/** The check is met; `found` says what was found. */
export const pass = (found: string): Outcome => ({ result: 'pass', found });
/** The check is not met. */
export const fail = (found: string): Outcome => ({ result: 'fail', found });
/** Nobody can tell; `found` says why. */
export const unknown = (found: string): Outcome => ({ result: 'unknown', found });

/** Judges what was read; what could not be read is unknown. */
export function judged<Value>(fact: Fact<Value>, judge: (value: Value) => Outcome): Outcome {
	if ('known' in fact) return judge(fact.known);
	const { unknown: found, isPassing } = fact;
	return { result: 'unknown', found, isPassing };
}

/** A check with its outcome. */
export function toCheck(
	name: CheckName,
	wanted: string,
	{ isPassing, ...outcome }: Outcome,
): Check {
	return { check: name, ...outcome, wanted, ...(isPassing === true && { isPassing }) };
}

/** Names for people; those beyond the fifth are counted. */
export function namesOf(names: readonly string[]): string {
	const shown = names.slice(0, 5).map((name) => `'${name}'`);
	const more = names.length - shown.length;
	return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The checks that keep a skill from being started: those that failed, and those that trouble of CXone left open. */
export function blockingChecks(checks: readonly Check[]): Check[] {
	return checks.filter(({ result, isPassing }) => result === 'fail' || isPassing === true);
}
