import type { Interaction } from '../interaction.mts';
import type { CustomerPhones } from '../phones.mts';
import { Chance } from '../random.mts';
import { DIALED_NUMBERS, POINTS_OF_CONTACT, SPELLINGS, STRANGERS, spell } from './addresses.mts';
import type { AcdRules } from './options.mts';
import { HISTORY_SKILL_IDS } from './tenantSkills.mts';

/** One contact, as the ACD counts them: a leg of an interaction. */
export interface AcdContact {
	contactId: number;
	/** The contact that this one is a part of; its own id where it is none's. */
	masterContactId: number;
	startMs: number;
	durationSeconds: number;
	/** Seconds that an agent spoke; 0: nobody did. */
	agentSeconds: number;
	isOutbound: boolean;
	mediaTypeId: number;
	/** As the ACD noted it: a number in some spelling, a mail or SIP address, a word, or nothing. */
	from: string;
	to: string;
	skillId: number;
	agentId: number;
	tags: readonly string[];
	/** Where the row came from: a call of the history, or what lies beside one. */
	kind: 'call' | 'child' | 'attempt' | 'stranger';
	/** The person answered and nobody spoke. */
	isAbandoned?: boolean;
	/** Id of the interaction in the history; absent for what lies beside. */
	interactionId?: string;
}

const MEDIA_TYPE_IDS: Readonly<Record<string, number>> = { email: 1, chat: 3, voice: 4, sms: 7 };
const WORK_ITEM = 6;
function textOf(row: Interaction, field: string): string | undefined {
	const value = row[field];
	return typeof value === 'string' ? value : undefined;
}

function numberOf(row: Interaction, field: string): number | undefined {
	const value = row[field];
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const MINUTE_MS = 60_000;
/** A call gets a master of its own again after so many transfers. */
const MOST_CHILDREN = 3;

/**
 * The contacts of the ACD, made from the call history: every interaction is one, and with noise there are others beside
 * (`AcdContact.kind`). A row of the history may say `direction`, `from`, `to`, `agentSeconds`, `durationSeconds`, `skillId`,
 * `mediaTypeId` and `tags` itself, and `master` (the id of an earlier interaction that it is a child of). Contact ids rise in
 * order of making; the order of the array is by start time. Depends on history, rules and seed alone.
 */
export class ContactMaker {
	readonly #contacts: AcdContact[] = [];
	readonly #idOf = new Map<string, number>();
	readonly #chance: Chance;

	constructor(
		readonly phones: CustomerPhones,
		readonly rules: AcdRules & { hasNoise: boolean },
		seed: number,
	) {
		this.#chance = new Chance(seed);
	}

	/** @param history in the service's order */
	make(history: readonly Interaction[]): AcdContact[] {
		for (const row of history) {
			const contact = this.#contactOf(row);
			if (this.rules.hasNoise && contact.mediaTypeId === 4) this.#addAttempts(contact);
			this.#push(
				contact,
				row.master === undefined ? undefined : this.#idOf.get(String(row.master)),
			);
			this.#idOf.set(row.id, contact.contactId);
			if (!this.rules.hasNoise || contact.mediaTypeId !== 4) continue;
			if (this.#chance.uniform() < this.rules.transferShare) this.#addChildren(contact);
			if (this.#chance.uniform() < this.rules.strangerShare) this.#addStranger(contact);
		}
		return this.#contacts.sort((a, b) => a.startMs - b.startMs || a.contactId - b.contactId);
	}

	#push(contact: AcdContact, master?: number): void {
		contact.contactId = 900_000_001 + this.#contacts.length;
		contact.masterContactId = master ?? contact.contactId;
		this.#contacts.push(contact);
	}

	#contactOf(row: Interaction): AcdContact {
		const mediaTypeId = numberOf(row, 'mediaTypeId') ?? MEDIA_TYPE_IDS[row.type] ?? WORK_ITEM;
		const isOutbound = row.direction === 'outbound';
		const durationSeconds = Math.round(numberOf(row, 'durationSeconds') ?? 120);
		const customer = this.#customerAddress(row.contactId, mediaTypeId);
		const own = this.#ownAddress(mediaTypeId, isOutbound);
		return {
			contactId: 0,
			masterContactId: 0,
			startMs: Date.parse(row.startTime),
			durationSeconds,
			agentSeconds: numberOf(row, 'agentSeconds') ?? Math.max(1, durationSeconds - 10),
			isOutbound,
			mediaTypeId,
			from: textOf(row, 'from') ?? (isOutbound ? own : customer),
			to: textOf(row, 'to') ?? (isOutbound ? customer : own),
			skillId: numberOf(row, 'skillId') ?? this.#skillOf(mediaTypeId, isOutbound),
			agentId: Number(/\d+$/.exec(textOf(row, 'agentId') ?? '')?.[0] ?? 1),
			tags: Array.isArray(row.tags) ? row.tags.map(String) : [],
			kind: 'call',
			interactionId: row.id,
		};
	}

	#skillOf(mediaTypeId: number, isOutbound: boolean): number {
		if (mediaTypeId === 1) return HISTORY_SKILL_IDS.email;
		if (mediaTypeId === 3) return HISTORY_SKILL_IDS.chat;
		if (mediaTypeId === 7) return HISTORY_SKILL_IDS.sms;
		if (isOutbound) return HISTORY_SKILL_IDS.manual;
		return HISTORY_SKILL_IDS.inbound[this.#chance.below(HISTORY_SKILL_IDS.inbound.length)];
	}

	#customerAddress(contactId: string, mediaTypeId: number): string {
		if (mediaTypeId === 1 || mediaTypeId === 3) {
			return `${contactId.toLowerCase()}@customers.example.test`;
		}
		const { addressFormat } = this.rules;
		const how = addressFormat === 'mixed' ? this.#oneOf(SPELLINGS) : addressFormat;
		return spell(this.phones.phoneOf(contactId), how);
	}

	#ownAddress(mediaTypeId: number, isOutbound: boolean): string {
		if (mediaTypeId === 1) return 'help@example.test';
		if (mediaTypeId === 3) return POINTS_OF_CONTACT[5].contactAddress;
		return spell(isOutbound ? DIALED_NUMBERS[0] : this.#oneOf(DIALED_NUMBERS), 'digits');
	}

	#oneOf<Item>(items: readonly Item[]): Item {
		return items[this.#chance.below(items.length)];
	}

	/** One to three tries before an outbound call, on which nobody spoke. */
	#addAttempts(call: AcdContact): void {
		if (!call.isOutbound || this.#chance.uniform() >= this.rules.attemptShare) return;
		for (let left = 1 + this.#chance.below(3); left > 0; left -= 1) {
			this.#push({
				...call,
				startMs: call.startMs - left * 90 * MINUTE_MS,
				durationSeconds: 20,
				agentSeconds: 0,
				skillId: HISTORY_SKILL_IDS.dialer,
				agentId: 0,
				kind: 'attempt',
				interactionId: undefined,
			});
		}
	}

	/** Transfers of a call, mostly one; the fourth has a master of its own. */
	#addChildren(call: AcdContact): void {
		const count = this.#chance.uniform() < 0.15 ? MOST_CHILDREN + 1 : 1;
		for (let n = 1; n <= count; n += 1) {
			const child: AcdContact = {
				...call,
				startMs: call.startMs + n * MINUTE_MS,
				durationSeconds: 60,
				agentSeconds: 50,
				skillId: HISTORY_SKILL_IDS.inbound[n % HISTORY_SKILL_IDS.inbound.length],
				kind: 'child',
				interactionId: undefined,
			};
			this.#push(child, n > MOST_CHILDREN ? undefined : call.contactId);
		}
	}

	/** A call of nobody's, or one between two of the tenant's own numbers. */
	#addStranger(call: AcdContact): void {
		const isInternal = this.#chance.uniform() < 0.2;
		this.#push({
			...call,
			startMs: call.startMs + 5 * MINUTE_MS,
			isOutbound: false,
			from: isInternal ? spell(DIALED_NUMBERS[1], 'digits') : this.#oneOf(STRANGERS),
			to: spell(DIALED_NUMBERS[0], 'digits'),
			skillId: HISTORY_SKILL_IDS.inbound[0],
			kind: 'stranger',
			interactionId: undefined,
		});
	}
}
