import { callTimes } from './callModel.mts';
import type { Interaction } from './interaction.mts';
import { Chance } from './random.mts';

export type { Interaction } from './interaction.mts';

const DAY_MS = 86_400_000;

/** Cumulative shares of the interaction types. */
const TYPES = [
	{ type: 'voice', upTo: 0.82 },
	{ type: 'chat', upTo: 0.9 },
	{ type: 'email', upTo: 0.96 },
	{ type: 'sms', upTo: 1 },
] as const;
const DISPOSITIONS = ['resolved', 'callback', 'escalated', 'abandoned', 'voicemail'] as const;
const AGENT_COUNT = 200;
const AGENTS = Array.from(
	{ length: AGENT_COUNT },
	(_, n) => `agent-${String(n + 1).padStart(3, '0')}`,
);

/** What a generated history is to be. */
export interface HistoryPlan {
	/** Contacts, `C-000001` and up; about 5 % of them never call. 0 allowed. */
	contacts: number;
	/** Span before `nowMs`, in days. */
	days: number;
	/** Any integer; equal plans give equal histories. */
	seed: number;
	/** End of the history, milliseconds since 1970; every start time is before it. */
	nowMs: number;
	/** When the history is smaller, its repeat calls multiply until it has exactly so many rows. */
	minInteractions?: number;
}

/**
 * Multiplies the repeat calls until there are `total` calls: contacts with a single one keep it, and the
 * tail stays long. Only where nobody calls twice does every caller get more.
 */
function multiply(chance: Chance, calls: number[][], total: number, nowMs: number): void {
	const missing = total - calls.reduce((sum, times) => sum + times.length, 0);
	const hasRepeats = calls.some((times) => times.length > 1);
	const weights = calls.map((times) =>
		hasRepeats ? Math.max(0, times.length - 1) : Math.min(1, times.length),
	);
	const weightTotal = weights.reduce((sum, weight) => sum + weight, 0);
	if (weightTotal === 0) {
		throw new RangeError(`minInteractions: no contact calls, so there cannot be ${total} calls`);
	}
	let weightSoFar = 0;
	let addedSoFar = 0;
	calls.forEach((times, contact) => {
		weightSoFar += weights[contact];
		const addedThen = Math.round((missing * weightSoFar) / weightTotal);
		const [firstMs] = times;
		const lastMs = times.length > 1 ? times[times.length - 1] : nowMs;
		for (; addedSoFar < addedThen; addedSoFar += 1) {
			times.push(Math.floor(firstMs + chance.uniform() * (lastMs - firstMs)));
		}
	});
}

function typeAt(share: number): string {
	return TYPES.find(({ upTo }) => share < upTo)?.type ?? TYPES[0].type;
}

/**
 * A call history like that of real customers, in the service's order: about half of the callers with a
 * single event, a long tail, bursts, and exact ties of the start time. Depends on the plan alone.
 * Throws a RangeError when `minInteractions` is asked for and nobody calls.
 */
export function generateHistory(plan: HistoryPlan): Interaction[] {
	const { contacts, days, seed, nowMs, minInteractions = 0 } = plan;
	const chance = new Chance(seed);
	const startMs = nowMs - days * DAY_MS;
	const calls = Array.from({ length: contacts }, () => callTimes(chance, startMs, nowMs));
	const count = calls.reduce((sum, times) => sum + times.length, 0);
	if (minInteractions > count) multiply(chance, calls, minInteractions, nowMs);

	const timesMs = Float64Array.from(calls.flat());
	const callers = Uint32Array.from(calls.flatMap((times, contact) => times.map(() => contact)));
	const order = Uint32Array.from(timesMs.keys());
	order.sort((a, b) => timesMs[a] - timesMs[b] || a - b);

	// Made once a contact, so that its rows share one string.
	const contactIds = calls.map((_, contact) => `C-${String(contact + 1).padStart(6, '0')}`);
	return Array.from(order, (call) => ({
		// Numbered in order of making, not of time, so that the id decides ties and nothing else.
		id: `int-${String(call + 1).padStart(8, '0')}`,
		startTime: new Date(timesMs[call]).toISOString(),
		contactId: contactIds[callers[call]],
		type: typeAt(chance.uniform()),
		direction: chance.uniform() < 0.7 ? 'inbound' : 'outbound',
		agentId: AGENTS[chance.below(AGENT_COUNT)],
		durationSeconds: 15 + Math.floor(chance.exponential(1 / 240)),
		disposition: DISPOSITIONS[chance.below(DISPOSITIONS.length)],
	}));
}
