import type { Sides } from './customer';
import { toIsoUtc } from './time';

/** One completed contact (a leg of an interaction), in one form whatever the version of the API wrote it in. */
export interface CompletedContact extends Sides {
	/** The contact's id, as text: it names the leg, not the person. */
	id: string;
	/** Id of the contact that this one is a part of; its own where it is none's. */
	masterId: string;
	/** When the contact began, in milliseconds since 1970. */
	startMs: number;
	/** Undefined where the service does not say. */
	mediaTypeId: number | undefined;
	/** Seconds that an agent spoke; undefined where the service does not say. */
	agentSeconds: number | undefined;
}

/** Ids of media types by the names that the nodes give to types of interactions. */
export const MEDIA_TYPE_IDS: Readonly<Record<string, number>> = {
	email: 1,
	chat: 3,
	voice: 4,
	voicemail: 5,
	workItem: 6,
	sms: 7,
	social: 8,
	digital: 9,
};
const TYPE_NAMES = new Map(Object.entries(MEDIA_TYPE_IDS).map(([name, id]) => [id, name]));

/** The type of a contact in the nodes' words, null where it has none of them. */
export function typeOf({ mediaTypeId }: CompletedContact): string | null {
	return (mediaTypeId === undefined ? undefined : TYPE_NAMES.get(mediaTypeId)) ?? null;
}

/**
 * Whether nobody spoke on an outbound contact: a try, not an interaction. A contact of which the service does not say how
 * long an agent spoke is none.
 */
export function isAttempt({ isOutbound, agentSeconds }: CompletedContact): boolean {
	return isOutbound === true && agentSeconds === 0;
}

/** What a completed contact has as an item beside the fields of its row. */
export interface InteractionFields {
	id: string;
	/** The customer's phone, E.164. */
	contactId: string;
	/** The id as the input gave it; null where all contacts were asked for. */
	askedAs: string | null;
	/** ISO 8601 UTC. */
	startTime: string;
	type: string | null;
	direction: 'inbound' | 'outbound' | null;
}

/** A completed contact as an item: its row as received, and over it the fields that every interaction has. */
export function toInteraction<Row extends object>(
	row: Row,
	contact: CompletedContact,
	phone: string,
	askedAs: string | null,
): Omit<Row, keyof InteractionFields> & InteractionFields {
	const { id, startMs, isOutbound } = contact;
	const side = isOutbound ? 'outbound' : 'inbound';
	return {
		...row,
		id,
		contactId: phone,
		askedAs,
		startTime: toIsoUtc(startMs),
		type: typeOf(contact),
		direction: isOutbound === undefined ? null : side,
	};
}
