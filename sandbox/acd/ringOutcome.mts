import type { RingOutcome } from '../dialing.mts';
import type { CallAttempt, CallingRecord, Skill } from '../outbound.mts';
import { drawOf } from '../random.mts';
import { loggedInAgents } from './agents.mts';
import type { AcdRules } from './options.mts';

const HOUR_MS = 3_600_000;
const RINGING_SECONDS = 20;
const ABANDONED_SECONDS = 6;

/** Share of the answered calls of a skill for which no agent is free; it may rise while the skill dials. */
export function abandonShareOf(skill: Skill, atMs: number, { abandonShare }: AcdRules): number {
	const hours = (atMs - (skill.startedAtMs ?? atMs)) / HOUR_MS;
	return Math.min(1, abandonShare + hours * skill.abandonShareRisePerHour);
}

/** How a call ended, and what it leaves on its record. */
export interface EndedCall {
	outcome: RingOutcome;
	attempt: CallAttempt;
	finalStatus?: 'Completed' | 'Exhausted';
}

function spokenCall(
	draw: (what: number) => number,
	skill: Skill,
	call: { contactId: number; atMs: number },
	rules: AcdRules,
): EndedCall {
	const attempt = {
		...call,
		durationSeconds: 30 + Math.floor(draw(3) * 270),
		agentId: 1 + Math.floor(draw(4) * Math.max(1, loggedInAgents(skill))),
		systemClassification: 'Live Voice',
	};
	const wish = draw(5);
	if (wish < rules.callbackShare) {
		const callbackAtMs = call.atMs + 24 * HOUR_MS;
		const asked = { ...attempt, agentDisposition: 'Call me back', callbackAtMs };
		return { outcome: 'answered', attempt: asked };
	}
	const isOver = wish < rules.callbackShare + rules.doNotCallShare;
	const agentDisposition = isOver ? 'Do not call' : 'Reached';
	const ended = { ...attempt, agentDisposition };
	return { outcome: 'answered', attempt: ended, finalStatus: 'Completed' };
}

function unspokenCall(
	isAnswered: boolean,
	skill: Skill,
	record: CallingRecord,
	call: { contactId: number; atMs: number },
): EndedCall {
	const { general, retry } = skill.parameters;
	const isLast = record.attempts.length + 1 >= Number(general.maximumAttempts);
	return {
		outcome: isAnswered ? 'abandoned' : 'noAnswer',
		attempt: {
			...call,
			durationSeconds: isAnswered ? ABANDONED_SECONDS : RINGING_SECONDS,
			systemClassification: isAnswered ? 'Abandoned' : 'No Answer',
		},
		...(isLast && retry.finalizeWhenExhausted === true && { finalStatus: 'Exhausted' }),
	};
}

/** What becomes of the next call to a record; the seed, the record and how often it was called decide. */
export function endedCall(
	skill: Skill,
	record: CallingRecord,
	call: { contactId: number; atMs: number },
	rules: AcdRules,
	seed: number,
): EndedCall {
	const draw = (what: number) => drawOf(seed, record.recordId, record.attempts.length, what);
	const isAnswered = draw(1) < rules.answerShare;
	const isSpoken = isAnswered && draw(2) >= abandonShareOf(skill, call.atMs, rules);
	return isSpoken
		? spokenCall(draw, skill, call, rules)
		: unspokenCall(isAnswered, skill, record, call);
}
