import type { ScriptClient } from './scriptClients.mts';

const DAY_MS = 86_400_000;
const SEGMENTS = ['high', 'medium', 'low'] as const;

/** What the script sends, and how many requests of a kind it has under way at once. */
export interface ScriptPlan {
	searchConcurrency: number;
	listConcurrency: number;
	/** Contacts that one query asks for. */
	contactsPerRequest: number;
	/** Whether it looks lists and campaigns up by name before and after it makes them, as the nodes do. */
	looksUpNames: boolean;
}

/** Today's way: one request after the other, whole chunks, and a second run makes everything twice. */
export const TODAY: ScriptPlan = {
	searchConcurrency: 1,
	listConcurrency: 1,
	contactsPerRequest: 500,
	looksUpNames: false,
};

/** Does all tasks, so many at a time. */
export async function inParallel<Task>(
	tasks: Task[],
	workers: number,
	work: (task: Task) => Promise<void>,
): Promise<void> {
	const queue = [...tasks];
	const run = async () => {
		for (let task = queue.shift(); task !== undefined; task = queue.shift()) await work(task);
	};
	await Promise.all(Array.from({ length: workers }, run));
}

function chunksOf<Row>(rows: Row[], size: number): Row[][] {
	return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
		rows.slice(index * size, (index + 1) * size),
	);
}

/**
 * The whole job as a script: today's way, or with the requests and the concurrency of the nodes the ceiling that they
 * can be held against.
 */
export async function runScript(
	{ post, get }: ScriptClient,
	contactIds: string[],
	plan: ScriptPlan,
): Promise<void> {
	const nowMs = Date.now();
	const found = new Map<string, { frequency: number; lastMs: number }>();
	const lookUp = async (path: string, name: string): Promise<void> => {
		if (plan.looksUpNames) await get(path, { name });
	};
	const filters = {
		startTime: new Date(nowMs - 90 * DAY_MS).toISOString(),
		endTime: new Date(nowMs).toISOString(),
		interactionType: ['voice'],
	};
	await inParallel(
		chunksOf(contactIds, plan.contactsPerRequest),
		plan.searchConcurrency,
		async (chunk) => {
			let pageToken: string | null = null;
			do {
				const page: {
					data: Array<{ contactId: string; startTime: string }>;
					pagination: { nextPageToken: string | null };
				} = await post('/api/v1/interactions/search', {
					filters: { ...filters, contactIds: chunk },
					pageSize: 500,
					pageToken,
				});
				for (const { contactId, startTime } of page.data) {
					const lastMs = Date.parse(startTime);
					const known = found.get(contactId) ?? { frequency: 0, lastMs };
					known.frequency += 1;
					known.lastMs = Math.max(known.lastMs, lastMs);
					found.set(contactId, known);
				}
				pageToken = page.pagination.nextPageToken;
			} while (pageToken);
		},
	);
	const segments = { high: [], medium: [], low: [] } as Record<string, object[]>;
	for (const [contactId, { frequency, lastMs }] of found) {
		const recency = Math.max(0, 50 - (0.5 * (nowMs - lastMs)) / DAY_MS);
		const score = recency + Math.min(frequency, 20) * 2.5;
		const priority = score >= 70 ? 'high' : score >= 40 ? 'medium' : 'low';
		segments[priority].push({ contactId, data: { priority, score } });
	}
	const filled = SEGMENTS.filter((segment) => segments[segment].length > 0);
	const listIds = new Map<string, string>();
	await inParallel([...filled], plan.listConcurrency, async (segment) => {
		const name = `dynamic_outbound_segment_${segment}`;
		await lookUp('/api/v1/lists', name);
		const list = await post<{ id: string }>('/api/v1/lists', { name, type: 'outbound' });
		listIds.set(segment, list.id);
		await lookUp('/api/v1/lists', name);
	});
	const batches = filled.flatMap((segment) =>
		chunksOf(segments[segment], 500).map((batch) => ({ batch, listId: listIds.get(segment) })),
	);
	await inParallel(batches, plan.listConcurrency, async ({ batch, listId }) => {
		await post(`/api/v1/lists/${listId}/contacts`, batch);
	});
	const lookUpCampaigns = async () => {
		await inParallel([...filled], plan.listConcurrency, async (segment) => {
			await lookUp('/api/v1/campaigns', `campaign ${segment}`);
		});
	};
	await lookUpCampaigns();
	for (const [segment, listId] of listIds)
		await post('/api/v1/campaigns', {
			name: `campaign ${segment}`,
			dialType: 'predictive',
			listId,
			abandonThreshold: 3,
			startTime: new Date(nowMs + 900_000).toISOString(),
			endTime: new Date(nowMs + 8 * 3_600_000).toISOString(),
			wrapUpCode: 'Campaign Complete',
			status: 'active',
			predictiveDialingSettings: {
				targetAnswerRate: 0.85,
				maxCallsInProgress: 50,
				agentAvailabilityFactor: 0.9,
			},
		});
	await lookUpCampaigns();
}
