import type { Skill } from '../outbound.mts';
import { SANDBOX_TENANT } from './accessKeys.mts';
import type { AcdContact } from './contacts.mts';
import { isoTime } from './dates.mts';

/** How contacts are spoken of at some version of the API. */
export interface Dialect {
	fromFilter: string;
	toFilter: string;
	/** The field names that differ, by their newer names. */
	olderNames: Readonly<Record<string, string>>;
	/** The same of the items of `tags`. */
	olderTagNames: Readonly<Record<string, string>>;
	/** The oldest versions wrap everything and know text only. */
	isAllText: boolean;
}

const OLDER_NAMES: Readonly<Record<string, string>> = {
	contactStartDate: 'contactStart',
	fromAddress: 'fromAddr',
	toAddress: 'toAddr',
	mediaTypeId: 'mediaType',
	conferenceSeconds: 'confSeconds',
	acwSeconds: 'ACWSeconds',
};
const OLDER_TAG_NAMES: Readonly<Record<string, string>> = {
	contactId: 'Contact_Id',
	tagId: 'TagId',
	tagName: 'TagName',
};
const LAST_ALL_TEXT_VERSION = 6;

/** The dialect of a version. @param flipsAt the first version with the newer names */
export function dialectOf(version: number, flipsAt: number): Dialect {
	if (version >= flipsAt) {
		return {
			fromFilter: 'fromAddress',
			toFilter: 'toAddress',
			olderNames: {},
			olderTagNames: {},
			isAllText: false,
		};
	}
	return {
		fromFilter: 'fromAddr',
		toFilter: 'toAddr',
		olderNames: OLDER_NAMES,
		olderTagNames: OLDER_TAG_NAMES,
		isAllText: version <= LAST_ALL_TEXT_VERSION,
	};
}

const MEDIA_TYPE_NAMES: Readonly<Record<number, string>> = {
	1: 'Email',
	3: 'Chat',
	4: 'Call',
	5: 'Voicemail',
	6: 'Work Item',
	7: 'SMS',
	8: 'Social',
	9: 'Digital',
};
const AGENT_FIRST_NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;

/** A contact with all fields of the newer dialect. @param updatedMs when it came into the warehouse */
export function contactFields(contact: AcdContact, updatedMs: number, skill: Skill | undefined) {
	const { contactId, agentId, durationSeconds, agentSeconds, isOutbound } = contact;
	const warehoused = isoTime(updatedMs);
	const isAttempt = agentSeconds === 0;
	return {
		abandoned: contact.isAbandoned === true,
		abandonSeconds: contact.isAbandoned === true ? durationSeconds : 0,
		acwSeconds: isAttempt ? 0 : 15,
		agentId,
		agentSeconds,
		analyticsProcessedDate: null,
		callbackTime: 0,
		campaignId: skill?.campaignId ?? 700,
		campaignName: 'Default',
		conferenceSeconds: 0,
		contactId,
		contactStartDate: isoTime(contact.startMs),
		dateACWWarehoused: warehoused,
		dateContactWarehoused: warehoused,
		dispositionNotes: '',
		divisionNo: 0,
		endReason: isAttempt && contact.isAbandoned !== true ? 'No Answer' : 'Contact Hung Up',
		firstName: isAttempt ? '' : AGENT_FIRST_NAMES[agentId % AGENT_FIRST_NAMES.length],
		fromAddress: contact.from,
		highProficiency: 0,
		holdCount: 0,
		holdSeconds: 0,
		inQueueSeconds: isOutbound ? 0 : 8,
		isAnalyticsProcessed: false,
		isLogged: true,
		isOutbound,
		isRefused: false,
		isShortAbandon: false,
		isTakeover: false,
		lastName: isAttempt ? '' : `Agent ${agentId}`,
		lastUpdateTime: warehoused,
		lowProficiency: 0,
		masterContactId: contact.masterContactId,
		mediaSubTypeId: null,
		mediaSubTypeName: null,
		mediaTypeId: contact.mediaTypeId,
		mediaTypeName: MEDIA_TYPE_NAMES[contact.mediaTypeId] ?? 'Work Item',
		pointOfContactId: 3001,
		pointOfContactName: isOutbound ? contact.from : contact.to,
		postQueueSeconds: 0,
		preQueueSeconds: isOutbound ? 0 : 2,
		primaryDispositionId: isAttempt ? null : 93,
		refuseReason: null,
		refuseTime: null,
		releaseSeconds: 0,
		routingAttribute: '',
		routingTime: 0,
		secondaryDispositionId: null,
		serviceLevelFlag: 0,
		skillId: contact.skillId,
		skillName: skill?.skillName ?? `Skill ${contact.skillId}`,
		tags: contact.tags.map((tagName) => ({ contactId, tagId: tagName.length, tagName })),
		teamId: 20,
		teamName: 'Team',
		toAddress: contact.to,
		totalDurationSeconds: durationSeconds,
		transferIndicatorId: contact.kind === 'child' ? 1 : 0,
		transferIndicatorName: contact.kind === 'child' ? 'Transfer' : 'None',
	};
}

/** Names of the fields of a contact, in the newer dialect. */
export type ContactField = keyof ReturnType<typeof contactFields>;

const SAMPLE: AcdContact = {
	contactId: 1,
	masterContactId: 1,
	startMs: 0,
	durationSeconds: 0,
	agentSeconds: 0,
	isOutbound: false,
	mediaTypeId: 4,
	from: '',
	to: '',
	skillId: 1,
	agentId: 1,
	tags: [],
	kind: 'call',
};
const CONTACT_FIELDS = Object.keys(contactFields(SAMPLE, 0, undefined)) as ContactField[];

/** The newer name of every field by its name in a dialect. */
export function fieldNames(dialect: Dialect): ReadonlyMap<string, ContactField> {
	return new Map(CONTACT_FIELDS.map((field) => [dialect.olderNames[field] ?? field, field]));
}

/** The value of a field as a dialect says it: only the items of `tags` differ. */
export function fieldValue(value: unknown, { olderTagNames }: Dialect): unknown {
	if (!Array.isArray(value)) return value;
	return value.map((item: object) =>
		Object.fromEntries(
			Object.entries(item).map(([name, part]) => [olderTagNames[name] ?? name, part]),
		),
	);
}

/** Text as the oldest versions write it. */
export function asOldText(value: unknown): unknown {
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (value === null) return '';
	return Array.isArray(value) ? value : String(value);
}

/** The parts of the envelope that every report has. */
export function reportEnvelope(nowMs: number) {
	return { businessUnitId: SANDBOX_TENANT.businessUnitId, lastPollTime: isoTime(nowMs) };
}
