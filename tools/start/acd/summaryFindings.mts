import type { Sandbox } from '../../../sandbox/server.mts';
import type { ContactSummary } from '../workflow.mts';
import { endOf } from './findings.mts';

const VOICE = 4;
const NINETY_DAYS_MS = 90 * 86_400_000;
const REPORT_DELAY_MS = 15 * 60_000;

interface Leg {
	/** What the leg is a part of. */
	interaction: string;
	phone: string;
	startMs: number;
	shownAtMs: number;
}

/** The legs on which a person of the history and an agent spoke, and those that were dialed. */
function spokenLegs({ acd, rings }: Sandbox): Leg[] {
	const ofHistory = acd
		.contacts()
		.filter(({ kind, mediaTypeId }) => mediaTypeId === VOICE && ['call', 'child'].includes(kind))
		.map(({ masterContactId, isOutbound, from, to, startMs, durationSeconds }) => ({
			interaction: String(masterContactId),
			phone: `+1${isOutbound ? to : from}`,
			startMs,
			shownAtMs: startMs + durationSeconds * 1_000 + REPORT_DELAY_MS,
		}));
	const dialed = rings
		.filter(({ outcome }) => outcome === 'answered')
		.map(({ contactId, phone, atMs }) => ({
			interaction: String(contactId),
			phone,
			startMs: atMs,
			shownAtMs: atMs + REPORT_DELAY_MS,
		}));
	return [...ofHistory, ...dialed];
}

/** How many interactions of each phone reports show of the last 90 days before an instant. */
function countInteractions(legs: readonly Leg[], atMs: number): Map<string, number> {
	const interactions = new Map<string, Set<string>>();
	for (const { interaction, phone, startMs, shownAtMs } of legs) {
		if (startMs < atMs - NINETY_DAYS_MS || shownAtMs > atMs) continue;
		interactions.set(phone, (interactions.get(phone) ?? new Set()).add(interaction));
	}
	return new Map([...interactions].map(([phone, { size }]) => [phone, size]));
}

/** Summaries that a search between two instants should not have given, or left out. */
export function findWrongSummaries(
	sandbox: Sandbox,
	summaries: readonly ContactSummary[],
	{ startedMs, endedMs }: { startedMs: number; endedMs: number },
): string[] {
	const legs = spokenLegs(sandbox);
	// A call may come into the range, or leave it, while the search runs.
	const ways = [startedMs, endedMs].map((atMs) => countInteractions(legs, atMs));
	const given = new Map(summaries.map(({ contactId, frequency }) => [contactId, frequency]));
	const phones = new Set([...given.keys(), ...ways[0].keys()]);
	return [...phones].flatMap((phone) => {
		const counts = ways.map((calls) => calls.get(phone) ?? 0);
		const found = given.get(phone) ?? 0;
		return counts.includes(found)
			? []
			: [`${endOf(phone)} has ${found} calls instead of ${counts[0]}`];
	});
}
