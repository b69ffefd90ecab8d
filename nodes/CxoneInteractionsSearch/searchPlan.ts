import { clusterRanges, unionOf } from '../shared/core/ranges';
import type { TimeWindow } from '../shared/core/windows';

/** What an item asks, less the contacts. */
export interface Question {
	/** Whether it asks for all contacts. */
	asksAll: boolean;
	range: TimeWindow;
	/** None means all types. */
	interactionTypes: string[];
	/** Rows at most, undefined for all. */
	limit: number | undefined;
}

/** An item and what it asks; items that ask the same may share the question. */
export interface AskingItem {
	itemIndex: number;
	question: Question;
	/** One contact, or several, each once; undefined for all contacts. */
	contactIds: string | readonly string[] | undefined;
	/** The ids that the input gave for these, where they may differ, in the same order. */
	askedAs?: string | readonly string[];
}

/** One search: the items that ask the same, their ranges within a minute of each other, are asked together. */
export interface SearchPlan {
	/** Items that this search answers. */
	items: number[];
	/** Contacts in the order of their first mention, with the items that mention them; undefined for all contacts. */
	contacts: Map<string, number[]> | undefined;
	/** The ids as which contacts were asked for first, where these may differ. */
	askedAs: Map<string, string> | undefined;
	/** Holds the ranges of all items. */
	range: TimeWindow;
	/** The range of each item where they differ; rows outside the ranges of their contact's items are left out. */
	rangeOfItem: Map<number, TimeWindow> | undefined;
	interactionTypes: string[];
	/** Rows at most, undefined for all. */
	limit: number | undefined;
}

function kindOf({ asksAll, interactionTypes, limit }: Question): string {
	return JSON.stringify([asksAll, [...new Set(interactionTypes)].sort(), limit ?? null]);
}

function openPlan(questions: readonly Question[]): SearchPlan {
	const [{ asksAll, range, interactionTypes, limit }] = questions;
	const isOneRange = questions.every(
		(question) => question.range.startMs === range.startMs && question.range.endMs === range.endMs,
	);
	return {
		items: [],
		contacts: asksAll ? undefined : new Map(),
		askedAs: undefined,
		range: unionOf(questions.map((question) => question.range)),
		rangeOfItem: isOneRange ? undefined : new Map(),
		interactionTypes,
		limit,
	};
}

function addMention(contacts: Map<string, number[]>, contactId: string, itemIndex: number): void {
	const mentions = contacts.get(contactId);
	if (mentions === undefined) contacts.set(contactId, [itemIndex]);
	else mentions.push(itemIndex);
}

function addAskedAs(plan: SearchPlan, contactIds: readonly string[], ids: readonly string[]): void {
	plan.askedAs ??= new Map();
	for (const [position, contactId] of contactIds.entries())
		if (!plan.askedAs.has(contactId)) plan.askedAs.set(contactId, ids[position]);
}

/** Groups items, given in order, into as few searches as may be (contract 3.9), in order of their first item. */
export function toPlans(asking: readonly AskingItem[]): SearchPlan[] {
	const kinds = new Map<string, Question[]>();
	for (const question of new Set(asking.map((item) => item.question))) {
		const kind = kindOf(question);
		const alike = kinds.get(kind);
		if (alike === undefined) kinds.set(kind, [question]);
		else alike.push(question);
	}
	const planOf = new Map<Question, SearchPlan>();
	for (const alike of kinds.values())
		for (const positions of clusterRanges(alike.map(({ range }) => range))) {
			const cluster = positions.map((position) => alike[position]);
			const plan = openPlan(cluster);
			for (const question of cluster) planOf.set(question, plan);
		}

	const plans = new Set<SearchPlan>();
	for (const { itemIndex, question, contactIds, askedAs } of asking) {
		const plan = planOf.get(question);
		if (plan === undefined) continue;
		plans.add(plan);
		plan.items.push(itemIndex);
		plan.rangeOfItem?.set(itemIndex, question.range);
		if (plan.contacts === undefined || contactIds === undefined) continue;
		if (askedAs !== undefined) addAskedAs(plan, [contactIds].flat(), [askedAs].flat());
		if (typeof contactIds === 'string') addMention(plan.contacts, contactIds, itemIndex);
		else for (const contactId of contactIds) addMention(plan.contacts, contactId, itemIndex);
	}
	return [...plans];
}
