import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';

/** The as-of time of all scores whose test names none. */
export const AS_OF = '2026-05-04T12:00:00.000Z';

const AS_OF_MS = Date.parse(AS_OF);
const DAY_MS = 86_400_000;

/** The numbers of the formula as the contract has them (2.2). */
export const DEFAULT_RULES = {
	recencyMaxPoints: 50,
	recencyDecayPerDay: 0.5,
	frequencyPointsPerInteraction: 2.5,
	frequencyCap: 20,
	highThreshold: 70,
	mediumThreshold: 40,
};

/** One contact as the node gives it out. */
export interface Score {
	contactId: string;
	frequency: number;
	lastInteraction: string | null;
	daysSince: number | null;
	recencyScore: number;
	frequencyScore: number;
	score: number;
	priority: string;
}

/** The time that lies so many days before `AS_OF`, as ISO 8601. */
export function daysAgo(days: number): string {
	return new Date(AS_OF_MS - days * DAY_MS).toISOString();
}

/** Runs CXone RF Score without a credential, as of `AS_OF`. */
export async function score(
	jsons: object[],
	parameters: INodeParameters = {},
	options: Omit<NodeRunOptions, 'parameters' | 'items'> = {},
): Promise<TestedNodeRun> {
	return await runNode(CxoneRfScore, {
		...options,
		parameters: { referenceTime: AS_OF, ...parameters },
		items: jsonItems(...(jsons as IDataObject[])),
	});
}

/** The scored contacts of a run, on its first output or the one named. */
export function scoresOf({ node }: TestedNodeRun, output = 0): Score[] {
	return (node?.outputs[output] ?? []).map(({ json }) => json as unknown as Score);
}

/** Scores one contact as of `AS_OF`, written from the contract without the code under test. */
export function expectedScore(contactId: string, times: string[], rules = DEFAULT_RULES): Score {
	const points = { recency: 0, frequency: 0 };
	let daysSince: number | null = null;
	let lastInteraction: string | null = null;
	if (times.length > 0) {
		const lastMs = Math.max(...times.map((time) => Date.parse(time)));
		lastInteraction = new Date(lastMs).toISOString();
		daysSince = (AS_OF_MS - lastMs) / DAY_MS;
		points.recency = rules.recencyMaxPoints - rules.recencyDecayPerDay * daysSince;
		if (points.recency < 0) points.recency = 0;
		if (points.recency > rules.recencyMaxPoints) points.recency = rules.recencyMaxPoints;
		const counted = times.length < rules.frequencyCap ? times.length : rules.frequencyCap;
		points.frequency = counted * rules.frequencyPointsPerInteraction;
	}
	const sum = points.recency + points.frequency;
	let priority = 'low';
	if (sum >= rules.mediumThreshold) priority = 'medium';
	if (sum >= rules.highThreshold) priority = 'high';
	return {
		contactId,
		frequency: times.length,
		lastInteraction,
		daysSince,
		recencyScore: points.recency,
		frequencyScore: points.frequency,
		score: sum,
		priority,
	};
}

/** Checks the promised order: highest score first, equal scores by contact id, in code units. */
export function expectOrdered(scores: Score[]): void {
	for (const [n, { score: points, contactId }] of scores.slice(1).entries()) {
		const before = scores[n];
		expect(before.score).toBeGreaterThanOrEqual(points);
		if (before.score === points) expect(before.contactId < contactId).toBe(true);
	}
}

/** Interactions of contacts by id: so many days ago each. */
export function callsOf(daysByContact: Record<string, number[]>): object[] {
	return Object.entries(daysByContact).flatMap(([contactId, days]) =>
		days.map((day) => ({ contactId, startTime: daysAgo(day) })),
	);
}

/** The texts of the hints of a run. */
export function hintsOf({ node }: TestedNodeRun): string[] {
	return (node?.hints ?? []).map(({ message }) => message);
}

/** The ids of the contacts of each segment, in the order of the rows. */
export function segmentsOf(run: TestedNodeRun): Record<string, string[]> {
	const segments: Record<string, string[]> = { high: [], medium: [], low: [] };
	for (const { contactId, priority } of scoresOf(run)) segments[priority].push(contactId);
	return segments;
}
