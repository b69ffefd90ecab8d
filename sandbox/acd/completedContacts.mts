import type { Answer } from '../answer.mts';
import { lowerBound } from '../positions.mts';
import { acdOk, noRows, reportRefusal } from './answer.mts';
import { type Order, type Query, Refused, queryOf } from './completedQuery.mts';
import type { AcdContact } from './contacts.mts';
import {
	type Dialect,
	asOldText,
	contactFields,
	dialectOf,
	fieldNames,
	fieldValue,
	reportEnvelope,
} from './dialects.mts';
import { pageLinks, totalOf } from './paging.mts';
import { type AcdRequest, wholeNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

const MINUTE_MS = 60_000;

/** Spreads rows without an order, the same way at every asking. */
function scatter(contactId: number): number {
	return Math.imul(contactId, 2_654_435_761) >>> 0;
}

function compareValues(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a) < String(b) ? -1 : 1;
}

/** Reads completed contacts as reports show them. */
export class CompletedContacts {
	#startsMs: Float64Array | undefined;

	constructor(readonly tenant: AcdTenant) {}

	/** Answers one page of completed contacts. */
	answer(request: AcdRequest): Answer {
		const { rules, now } = this.tenant;
		const dialect = dialectOf(request.version, rules.dialectFlipsAt);
		const nowMs = now();
		try {
			const names = fieldNames(dialect);
			const query = queryOf(request, names, rules.lackedFields, nowMs);
			return this.#page(request, dialect, query, nowMs);
		} catch (error) {
			if (error instanceof Refused) return reportRefusal(400, error.message);
			throw error;
		}
	}

	#page(request: AcdRequest, dialect: Dialect, query: Query, nowMs: number): Answer {
		const { rules } = this.tenant;
		const matching = this.#matching(request, dialect, query, nowMs);
		const { skip, top } = query;
		const page = this.#inOrder(matching, query.orders).slice(skip, skip + top);
		if (page.length === 0) return noRows('No Contacts for the specified period');
		const rows = page.map((contact) => {
			const all = this.#fieldsOf(contact);
			const shown = query.fields.map(
				([name, field]) => [name, fieldValue(all[field], dialect)] as const,
			);
			const entries = dialect.isAllText
				? shown.map(([name, value]) => [name, asOldText(value)] as const)
				: shown;
			return Object.fromEntries(entries);
		});
		const total = matching.length;
		const body = {
			...reportEnvelope(nowMs),
			totalRecords: dialect.isAllText ? String(total) : totalOf(total, rules),
			_links: pageLinks(request, linksOrigin(this.tenant), { skip, top, total }),
			completedContacts: rows,
		};
		return acdOk(dialect.isAllText || rules.wrapsInResultSet ? { resultSet: body } : body);
	}

	#updatedMs(contact: AcdContact): number {
		const delayMs = this.tenant.rules.warehouseDelayMinutes * MINUTE_MS;
		return contact.startMs + contact.durationSeconds * 1_000 + delayMs;
	}

	#fieldsOf(contact: AcdContact) {
		const { store } = this.tenant;
		return contactFields(contact, this.#updatedMs(contact), store.skill(contact.skillId));
	}

	#matching(request: AcdRequest, dialect: Dialect, query: Query, nowMs: number): AcdContact[] {
		const contacts = this.tenant.contacts();
		this.#startsMs ??= Float64Array.from(contacts, ({ startMs }) => startMs);
		const first = lowerBound(this.#startsMs, query.startMs);
		const rest = this.#filtersOf(request, dialect);
		const matching: AcdContact[] = [];
		const take = (contact: AcdContact) => {
			const updatedMs = this.#updatedMs(contact);
			if (updatedMs > nowMs || updatedMs < query.updatedSinceMs) return;
			if (rest.every((passes) => passes(contact))) matching.push(contact);
		};
		// Both ends of the range count.
		for (let at = first; at < contacts.length && contacts[at].startMs <= query.endMs; at += 1) {
			take(contacts[at]);
		}
		for (const contact of this.tenant.dialed) {
			if (contact.startMs >= query.startMs && contact.startMs <= query.endMs) take(contact);
		}
		return matching;
	}

	/** Filters that the version knows; all other parameters pass every row. */
	#filtersOf({ query }: AcdRequest, { fromFilter, toFilter }: Dialect) {
		const { store } = this.tenant;
		const filters: Array<(contact: AcdContact) => boolean> = [];
		const addNumber = (name: string, valueOf: (contact: AcdContact) => number | undefined) => {
			const text = query[name];
			if (text === undefined) return;
			const wanted = wholeNumber(text);
			if (wanted === undefined) throw new Refused(`Invalid ${name}`);
			filters.push((contact) => valueOf(contact) === wanted);
		};
		addNumber('mediaTypeId', (contact) => contact.mediaTypeId);
		addNumber('skillId', (contact) => contact.skillId);
		addNumber('agentId', (contact) => contact.agentId);
		addNumber('campaignId', (contact) => store.skill(contact.skillId)?.campaignId ?? 700);
		const from = query[fromFilter];
		const to = query[toFilter];
		if (from !== undefined) filters.push((contact) => contact.from === from);
		if (to !== undefined) filters.push((contact) => contact.to === to);
		return filters;
	}

	#inOrder(contacts: AcdContact[], orders: readonly Order[]): AcdContact[] {
		if (orders.length === 0) {
			return contacts.sort((a, b) => scatter(a.contactId) - scatter(b.contactId));
		}
		const [{ field, isDescending }] = orders;
		if (field === 'contactId') {
			const sign = isDescending ? -1 : 1;
			return contacts.sort((a, b) => sign * (a.contactId - b.contactId));
		}
		const keyed = contacts.map((contact) => ({ contact, all: this.#fieldsOf(contact) }));
		keyed.sort((a, b) => {
			for (const order of orders) {
				const compared = compareValues(a.all[order.field], b.all[order.field]);
				if (compared !== 0) return order.isDescending ? -compared : compared;
			}
			// Rows that tie stand in no order that a client could know.
			return scatter(a.contact.contactId) - scatter(b.contact.contactId);
		});
		return keyed.map(({ contact }) => contact);
	}
}
