import type { Ring } from '../dialing.mts';
import { type CallingList, type CallingRecord, type Skill, isListActive } from '../outbound.mts';
import type { OutboundStore } from '../outboundStore.mts';
import { callsPerMinute } from './agents.mts';
import { isRunning, openZones } from './callingHours.mts';
import type { AcdContact } from './contacts.mts';
import { dialedContact } from './dialedContact.mts';
import { recordOrder } from './dialOrder.mts';
import { numbersHeldBack } from './dncNumbers.mts';
import { isLeft, mayRing } from './mayRing.mts';
import type { AcdRules } from './options.mts';
import { endedCall } from './ringOutcome.mts';
import { isDialer } from './skills.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Behind those that a history can have. */
const FIRST_CONTACT_ID = 1_000_000_001;

interface Candidate {
	list: CallingList;
	record: CallingRecord;
}

interface Call extends Candidate {
	skill: Skill;
	atMs: number;
}

/** Says of each record whether it may ring for another reason too. */
export type Allowance = (record: CallingRecord) => boolean;

function e164Of({ phone, e164 }: CallingRecord): string {
	return e164 ?? (phone.length === 10 ? `+1${phone}` : `+${phone}`);
}

/** The first of many in an order, without sorting the rest. */
function firstOf(
	candidates: Iterable<Candidate>,
	count: number,
	order: (a: Candidate, b: Candidate) => number,
): Candidate[] {
	const first: Candidate[] = [];
	for (const candidate of candidates) {
		if (first.length === count && order(first[count - 1], candidate) <= 0) continue;
		let at = first.length;
		while (at > 0 && order(candidate, first[at - 1]) < 0) at -= 1;
		first.splice(at, 0, candidate);
		if (first.length > count) first.pop();
	}
	return first;
}

/** Calls the records of the skills that run, minute by minute, and writes down what came of it. */
export class Dialer {
	/** Both in order of time, and the same objects for good. */
	readonly rings: Ring[] = [];
	readonly contacts: AcdContact[] = [];
	#dialedUntilMs = 0;

	constructor(
		readonly store: OutboundStore,
		readonly rules: AcdRules,
		readonly seed: number,
	) {}

	/** Lets the time until now pass without a call. */
	skipTo(nowMs: number): void {
		this.#dialedUntilMs = nowMs;
	}

	/** Dials in every whole minute since the last one. */
	dialTo(nowMs: number, isAllowed: Allowance = () => true): void {
		while (this.#dialedUntilMs + MINUTE_MS <= nowMs) {
			const calls = this.store.skills.flatMap((skill) => this.#callsOf(skill, isAllowed));
			calls.sort((a, b) => a.atMs - b.atMs);
			for (const call of calls) this.#ring(call);
			this.#dialedUntilMs += MINUTE_MS;
		}
	}

	/** Whether any record could ring, now or later, of a skill that runs. */
	isAnyLeft(nowMs: number, isAllowed: Allowance): boolean {
		return this.store.skills.some((skill) => {
			if (!isRunning(skill, nowMs, this.rules) || callsPerMinute(skill) === 0) return false;
			const heldBack = numbersHeldBack(this.store.dncGroups, skill.skillId, nowMs);
			return this.store.callingLists.some((list) =>
				list.records.some(
					(record) => isLeft(skill, list, record, nowMs, heldBack) && isAllowed(record),
				),
			);
		});
	}

	/** Forgets all calls. */
	clear(): void {
		this.rings.length = 0;
		this.contacts.length = 0;
	}

	/** The calls of a skill in the next minute. */
	#callsOf(skill: Skill, isAllowed: Allowance): Call[] {
		const atMs = this.#dialedUntilMs;
		if (!isDialer(skill) || !skill.isActive) return [];
		if (!isRunning(skill, atMs, this.rules)) {
			skill.startedAtMs = undefined;
			return [];
		}
		skill.startedAtMs ??= atMs;
		// Started within this minute, so that it calls from the next one on.
		if (skill.startedAtMs > atMs) return [];
		skill.calls = skill.calls.filter(({ endsAtMs }) => endsAtMs > atMs - DAY_MS);
		const places = callsPerMinute(skill);
		if (places === 0) return [];
		const order = recordOrder(skill);
		const next = firstOf(this.#candidates(skill, atMs, isAllowed), places, (a, b) =>
			order(a.record, b.record),
		);
		return next.map((candidate, place) => ({
			...candidate,
			skill,
			atMs: atMs + Math.floor((place * MINUTE_MS) / places),
		}));
	}

	*#candidates(skill: Skill, atMs: number, isAllowed: Allowance): Generator<Candidate> {
		const heldBack = numbersHeldBack(this.store.dncGroups, skill.skillId, atMs);
		const isZoneOpen = openZones(skill, atMs);
		for (const list of this.store.callingLists) {
			if (!isListActive(list, atMs)) continue;
			for (const record of list.records) {
				if (mayRing(skill, list, record, atMs, heldBack, isZoneOpen) && isAllowed(record)) {
					yield { list, record };
				}
			}
		}
	}

	#ring({ skill, list, record, atMs }: Call): void {
		const contactId = FIRST_CONTACT_ID + this.rings.length;
		const ended = endedCall(skill, record, { contactId, atMs }, this.rules, this.seed);
		const { outcome, attempt, finalStatus } = ended;
		record.attempts.push(attempt);
		if (finalStatus !== undefined) record.finalStatus = finalStatus;
		if (attempt.agentDisposition === 'Do not call') this.#holdBack(skill, record.phone);
		skill.calls.push({ startsAtMs: atMs, endsAtMs: atMs + attempt.durationSeconds * 1_000 });
		skill.outcomes.push({
			atMs,
			dials: 1,
			connects: Number(outcome !== 'noAnswer'),
			rightPartyConnects: Number(outcome === 'answered'),
			abandons: Number(outcome === 'abandoned'),
			handled: Number(outcome === 'answered'),
		});
		const ring: Ring = {
			phone: e164Of(record),
			externalId: record.externalId,
			listId: list.listId,
			listName: list.listName,
			skillId: skill.skillId,
			recordId: record.recordId,
			contactId,
			atMs,
			outcome,
		};
		this.rings.push(ring);
		this.contacts.push(dialedContact(ring, attempt, skill, this.rules));
	}

	#holdBack({ skillId }: Skill, phone: string): void {
		for (const group of this.store.dncGroups) {
			const isFed = group.contributingSkillIds?.includes(skillId) === true;
			if (isFed) group.phoneNumbers.push(phone);
		}
	}
}
