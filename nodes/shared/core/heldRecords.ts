import { isLive, type CallingRecord } from './callingRecord';
import type { PhoneKeys } from './recordPhones';

/** What calling lists know of somebody. */
export interface HeldFacts {
	/** The list with a record of theirs that may still ring. */
	liveIn: string | undefined;
	/** The latest call, in milliseconds; undefined where none is known. */
	lastCallMs: number | undefined;
	/** The latest time at which an agent finished a record; infinite where it is not known when. */
	finishedAtMs: number | undefined;
	/** The latest callback that was promised. */
	callbackMs: number | undefined;
}

/** Records of two lists, or twice of one, that ring one phone. */
export interface Doubling {
	listIds: [string, string];
}

const NOTHING: HeldFacts = {
	liveIn: undefined,
	lastCallMs: undefined,
	finishedAtMs: undefined,
	callbackMs: undefined,
};

function latest(a: number | undefined, b: number | undefined): number | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return Math.max(a, b);
}

function joined(a: HeldFacts, b: HeldFacts): HeldFacts {
	return {
		liveIn: a.liveIn ?? b.liveIn,
		lastCallMs: latest(a.lastCallMs, b.lastCallMs),
		finishedAtMs: latest(a.finishedAtMs, b.finishedAtMs),
		callbackMs: latest(a.callbackMs, b.callbackMs),
	};
}

/** Whether a record is known by a phone: such keys begin with `+`. */
function namesPhone(keys: ReadonlySet<string>): boolean {
	return [...keys].some((key) => key.startsWith('+'));
}

/** All that the records of calling lists say, by contact id and by phone. */
export class HeldRecords {
	private readonly byId = new Map<string, HeldFacts>();
	private readonly byPhone = new Map<string, HeldFacts>();
	private readonly livePhones = new Map<string, string>();
	/** Pairs of live records of one phone. */
	readonly doublings: Doubling[] = [];
	/** Live records of each list, and those that show no phone and are not named by one. */
	private readonly liveCounts = new Map<string, { live: number; nameless: number }>();
	/** Whether a record does not show when it was called. */
	isCallUnknown = false;

	constructor(
		private readonly phoneKeys: PhoneKeys,
		private readonly nowMs: number,
	) {}

	/** Takes a record of a list. */
	add(record: CallingRecord, isListActive: boolean): void {
		const { listId, externalId, lastCallMs, agentDisposition, callbackMs, isFinal } = record;
		const isAlive = isLive(record, isListActive, this.nowMs);
		if (lastCallMs === 'unknown') this.isCallUnknown = true;
		const calledMs = lastCallMs === 'unknown' ? undefined : lastCallMs;
		const facts: HeldFacts = {
			liveIn: isAlive ? listId : undefined,
			lastCallMs: calledMs,
			finishedAtMs:
				isFinal && agentDisposition !== undefined
					? (calledMs ?? Number.POSITIVE_INFINITY)
					: undefined,
			callbackMs,
		};
		if (externalId !== '') this.join(this.byId, externalId, facts);
		// Where no phone is shown the id may be one: it is by default.
		const shown = record.phones.length > 0 ? record.phones : [externalId];
		const keys = new Set(shown.flatMap((phone) => this.phoneKeys(phone)));
		if (isAlive) this.count(listId, record.phones.length === 0 && !namesPhone(keys));
		let doubledIn: string | undefined;
		for (const key of keys) {
			this.join(this.byPhone, key, facts);
			if (!isAlive) continue;
			doubledIn ??= this.livePhones.get(key);
			this.livePhones.set(key, listId);
		}
		if (doubledIn !== undefined) this.doublings.push({ listIds: [doubledIn, listId] });
	}

	/** Lists whose live records show no phone, so that nobody can tell whom they ring. */
	get listsWithoutPhones(): string[] {
		return [...this.liveCounts].flatMap(([id, { live, nameless }]) =>
			live === nameless ? id : [],
		);
	}

	/** What is known of a contact id. */
	ofId(contactId: string): HeldFacts {
		return this.byId.get(contactId) ?? NOTHING;
	}

	/** What is known of a phone, E.164. */
	ofPhone(e164: string): HeldFacts {
		return this.byPhone.get(e164) ?? NOTHING;
	}

	private count(listId: string, isNameless: boolean): void {
		const { live, nameless } = this.liveCounts.get(listId) ?? { live: 0, nameless: 0 };
		this.liveCounts.set(listId, { live: live + 1, nameless: nameless + (isNameless ? 1 : 0) });
	}

	private join(facts: Map<string, HeldFacts>, key: string, more: HeldFacts): void {
		const before = facts.get(key);
		facts.set(key, before === undefined ? more : joined(before, more));
	}
}
