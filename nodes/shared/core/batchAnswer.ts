import { isBadStatus, isNo, isNothing, plainKey, toCount } from './answerWords';

/**
 * What the answer to a batch says of its contacts: nothing against them; which of them were refused, each with a code
 * such as `invalid_phone` where the answer gives one; or that some were, but not which.
 */
export type BatchVerdict =
	| { kind: 'accepted' }
	| { kind: 'refused'; codes: ReadonlyMap<string, string | undefined> }
	| { kind: 'unclear' };

type Fields = Record<string, unknown>;

/** What was read of an answer. */
interface Signs {
	/** Refused contacts, each with its code. */
	codes: Map<string, string | undefined>;
	/** Most refusals that a count speaks of. */
	refusedCount: number;
	/** Contacts that went well, by what was done with them. */
	acceptedCount?: number;
	doneCounts: Map<string, number>;
	/** A refusal belongs to no contact that was sent. */
	isUnmatched: boolean;
	/** The answer as a whole says that it went badly, or that it went so in part. */
	isFailure: boolean;
	isPartial: boolean;
}

/** Levels of objects that are read; deeper ones hold no outcome of a batch. */
const MAX_DEPTH = 4;
const THINGS = '(contact|item|record|row|entrie|entry)?(ids?|s)?(count|total)?';
/** Keys are read without case and joining signs. */
const REFUSED_KEY = new RegExp(
	`^(total|num|number|numberof)?(errors?|errored|reject(ed|s|ions?)|refus(ed|als?)|fail(ed|s|ures?)|invalid|unprocessed|skipped|ignored|den(ied|ials?)|dropped|discarded|suppressed|blocked|excluded|not(accepted|added|processed))${THINGS}$`,
);
const ACCEPTED_KEY = new RegExp(
	`^(total|num)?(accept(ed|s)|succeeded|successful|success(es)?)${THINGS}$`,
);
/** Counts by what was done with a contact; they add up. */
const DONE_KEY = new RegExp(
	`^(created|inserted|added|imported|new|updated|replaced|unchanged|existing|merged|duplicates?)${THINGS}$`,
);
const FLAG_KEY = /^(is)?(success|successful|succeeded|ok|valid|accepted)$/;
const STATUS_KEY = /^(status|state|outcome|result|(status|http|httpstatus)?code|httpstatus)$/;
/** Said of a failure only; `reason` of a single contact too. */
const DETAIL_KEY =
	/^(faults?|exceptions?|.*(error|reject|refusal|failure)(ed|ion)?(code|message|reason|text|type))$/;
/** A code of words that a sign or a hump joins; a single word might be a name. */
const CODE = /^(?=.{3,40}$)([A-Za-z]+([_-][A-Za-z]+)+|[a-z]+([A-Z][a-z]+)+)$/;
const OUTCOME_KEYS = [REFUSED_KEY, ACCEPTED_KEY, DONE_KEY, FLAG_KEY, STATUS_KEY, DETAIL_KEY];
const CODE_KEYS = [
	'code',
	'reasoncode',
	'errorcode',
	'reason',
	'error',
	'errors',
	'type',
	'status',
];

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainFields(fields: Fields): Array<[key: string, value: unknown]> {
	return Object.entries(fields).map(([name, value]) => [plainKey(name), value]);
}

/** The sent contact that a row is about: the row itself, its contact id, or another id of it. */
function idOf(row: unknown, sent: ReadonlySet<string>): string | undefined {
	if (typeof row === 'string' || typeof row === 'number')
		return sent.has(String(row)) ? String(row) : undefined;
	if (!isFields(row)) return undefined;
	const values = new Map(plainFields(row));
	if (values.has('contactid')) return idOf(values.get('contactid'), sent);
	return ['externalid', 'contact', 'id']
		.map((key) => idOf(values.get(key), sent))
		.find((id) => id !== undefined);
}

function codeOf(value: unknown): string | undefined {
	if (typeof value === 'string') return CODE.test(value) ? value : undefined;
	if (Array.isArray(value)) return codeOf(value[0]);
	if (!isFields(value)) return undefined;
	const values = new Map(plainFields(value));
	return CODE_KEYS.map((key) => codeOf(values.get(key))).find((code) => code !== undefined);
}

/** Whether a row of one contact says that it was refused; attributes that it echoes lie deeper, and are not read. */
function isRefusedRow(row: Fields): boolean {
	const fields = plainFields(row);
	const isBad = fields.some(([key, value]) => {
		if (FLAG_KEY.test(key) && isNo(value)) return true;
		if (STATUS_KEY.test(key)) return isBadStatus(value) === true;
		return (REFUSED_KEY.test(key) || DETAIL_KEY.test(key)) && !isNothing(value);
	});
	if (isBad) return true;
	const isGood = fields.some(([key, value]) =>
		STATUS_KEY.test(key) ? isBadStatus(value) === false : FLAG_KEY.test(key) && value === true,
	);
	return !isGood && fields.some(([key, value]) => key === 'reason' && !isNothing(value));
}

function noteRefused(signs: Signs, row: unknown, sent: ReadonlySet<string>): void {
	const id = idOf(row, sent);
	if (id === undefined) signs.isUnmatched = true;
	// A row that is the id alone gives no code, though it may look like one.
	else signs.codes.set(id, (isFields(row) ? codeOf(row) : undefined) ?? signs.codes.get(id));
}

/** What stands under a key that speaks of refusals: how many, which contacts, or no more than that there are some. */
function readRefusals(signs: Signs, value: unknown, sent: ReadonlySet<string>): void {
	if (isNothing(value)) return;
	const count = toCount(value);
	if (count !== undefined) signs.refusedCount = Math.max(signs.refusedCount, count);
	else if (Array.isArray(value)) for (const row of value) noteRefused(signs, row, sent);
	else if (isFields(value) && isByContact(value, sent))
		for (const [id, said] of Object.entries(value)) signs.codes.set(id, codeOf(said));
	else signs.isFailure = true;
}

/** Whether an object has an outcome for each of some contacts, by their ids. */
function isByContact(fields: Fields, sent: ReadonlySet<string>): boolean {
	const ids = Object.keys(fields);
	// A contact may have such an id, but then nobody can tell what is meant.
	const isOutcome = (id: string) => OUTCOME_KEYS.some((key) => key.test(plainKey(id)));
	return ids.length > 0 && ids.every((id) => sent.has(id) && !isOutcome(id));
}

function readByContact(signs: Signs, fields: Fields): void {
	for (const [id, said] of Object.entries(fields)) {
		const isRefused = isFields(said) ? isRefusedRow(said) : isBadStatus(said) === true;
		if (isRefused) signs.codes.set(id, codeOf(said));
	}
}

function readRows(signs: Signs, rows: unknown[], sent: ReadonlySet<string>): void {
	for (const row of rows) if (isFields(row) && isRefusedRow(row)) noteRefused(signs, row, sent);
}

function readStatus(signs: Signs, value: unknown): void {
	if (isBadStatus(value) !== true) return;
	if (/partial|incomplete|with/i.test(String(value))) signs.isPartial = true;
	else signs.isFailure = true;
}

function readAccepted(signs: Signs, value: unknown, sent: ReadonlySet<string>): void {
	const count = Array.isArray(value) ? value.length : toCount(value);
	if (count !== undefined) signs.acceptedCount = Math.max(signs.acceptedCount ?? 0, count);
	// An answer that lists the accepted contacts says by that which ones are not.
	if (!Array.isArray(value)) return;
	const ids = new Set(value.map((row) => idOf(row, sent)));
	if (ids.has(undefined)) return;
	for (const id of sent) if (!ids.has(id) && !signs.codes.has(id)) signs.codes.set(id, undefined);
}

function readFields(signs: Signs, fields: Fields, sent: ReadonlySet<string>, depth: number): void {
	if (isByContact(fields, sent)) {
		readByContact(signs, fields);
		return;
	}
	if (Object.keys(fields).some((name) => plainKey(name) === 'contactid')) {
		readRows(signs, [fields], sent);
		return;
	}
	for (const [key, value] of plainFields(fields)) {
		const count = toCount(value);
		if (REFUSED_KEY.test(key)) readRefusals(signs, value, sent);
		else if (FLAG_KEY.test(key) && isNo(value)) signs.isFailure = true;
		else if (STATUS_KEY.test(key) && !isFields(value)) readStatus(signs, value);
		else if (DETAIL_KEY.test(key)) signs.isFailure ||= !isNothing(value);
		else if (ACCEPTED_KEY.test(key)) readAccepted(signs, value, sent);
		else if (DONE_KEY.test(key) && count !== undefined) signs.doneCounts.set(key, count);
		else if (Array.isArray(value)) readRows(signs, value, sent);
		else if (isFields(value) && depth < MAX_DEPTH) readFields(signs, value, sent, depth + 1);
	}
}

/** How many contacts went well by the counts of the answer; undefined where it has none that can be summed up. */
function countWell({ acceptedCount, doneCounts }: Signs): number | undefined {
	const done = [...doneCounts.values()].reduce((sum, count) => sum + count, 0);
	if (acceptedCount !== undefined) return acceptedCount + done;
	// One count alone, such as that of the new contacts, leaves open what became of the others.
	return doneCounts.size > 1 ? done : undefined;
}

function judge(signs: Signs, sentCount: number): BatchVerdict {
	const { codes, refusedCount, isUnmatched, isFailure, isPartial } = signs;
	const well = countWell(signs);
	if (isUnmatched || refusedCount > codes.size) return { kind: 'unclear' };
	if (well !== undefined && well < sentCount - codes.size) return { kind: 'unclear' };
	if (isPartial && codes.size === 0) return { kind: 'unclear' };
	// A failure of the whole may mean that no contact is in, unless the counts say that the others are.
	if (isFailure && (well === undefined || codes.size === 0) && codes.size < sentCount)
		return { kind: 'unclear' };
	return codes.size === 0 ? { kind: 'accepted' } : { kind: 'refused', codes };
}

/**
 * Reads what the answer to a batch says of its contacts (contract 3.1), in the many forms that services use: counts,
 * lists of refused or accepted contacts, a row for each contact, a flag. Refusals that cannot be told apart make the
 * whole batch `unclear`. Codes are words such as `invalid_phone`, never text. Never throws.
 */
export function readBatchAnswer(body: unknown, sentIds: readonly string[]): BatchVerdict {
	if (typeof body !== 'object' || body === null)
		return { kind: isBadStatus(body) === true ? 'unclear' : 'accepted' };
	const sent = new Set(sentIds);
	const signs: Signs = {
		codes: new Map(),
		refusedCount: 0,
		doneCounts: new Map(),
		isUnmatched: false,
		isFailure: false,
		isPartial: false,
	};
	if (Array.isArray(body)) readRows(signs, body, sent);
	else readFields(signs, body as Fields, sent, 0);
	return judge(signs, sent.size);
}
