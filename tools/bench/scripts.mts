import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios, { type AxiosInstance } from 'axios';

import type { Sandbox } from '../../sandbox/server.mts';

const DAY_MS = 86_400_000;
const SEGMENTS = ['high', 'medium', 'low'] as const;

/** How many requests of a kind the script has under way at once. */
export interface ScriptConcurrency {
	search: number;
	lists: number;
}

async function connect(credential: Sandbox['credential']): Promise<AxiosInstance> {
	const { tenantUrl, clientId, clientSecret, scope } = credential;
	const agents = {
		httpAgent: new HttpAgent({ keepAlive: true }),
		httpsAgent: new HttpsAgent({ keepAlive: true, rejectUnauthorized: false }),
	};
	const client = axios.create({ baseURL: tenantUrl, ...agents });
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope,
	});
	const { data } = await client.post<{ access_token: string }>('/oauth/token', body);
	client.defaults.headers.common.Authorization = `Bearer ${data.access_token}`;
	return client;
}

async function inParallel<Task>(
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
 * The whole job as a script over kept-alive connections: with a concurrency of 1 it is today's way, with more it is the
 * ceiling that n8n's one connection a call can be held against. Gives the number of requests.
 */
export async function runScript(
	credential: Sandbox['credential'],
	contactIds: string[],
	{ search, lists }: ScriptConcurrency,
): Promise<number> {
	const client = await connect(credential);
	const nowMs = Date.now();
	const found = new Map<string, { frequency: number; lastMs: number }>();
	let requests = 1;
	const post = async <Answer,>(path: string, body: object): Promise<Answer> => {
		requests += 1;
		return (await client.post<Answer>(path, body)).data;
	};
	const filters = {
		startTime: new Date(nowMs - 90 * DAY_MS).toISOString(),
		endTime: new Date(nowMs).toISOString(),
		interactionType: ['voice'],
	};
	await inParallel(chunksOf(contactIds, 500), search, async (chunk) => {
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
	});
	const segments = { high: [], medium: [], low: [] } as Record<string, object[]>;
	for (const [contactId, { frequency, lastMs }] of found) {
		const recency = Math.max(0, 50 - (0.5 * (nowMs - lastMs)) / DAY_MS);
		const score = recency + Math.min(frequency, 20) * 2.5;
		const priority = score >= 70 ? 'high' : score >= 40 ? 'medium' : 'low';
		segments[priority].push({ contactId, data: { priority, score } });
	}
	const made: string[] = [];
	for (const segment of SEGMENTS) {
		if (segments[segment].length === 0) continue;
		const list = await post<{ id: string }>('/api/v1/lists', {
			name: `dynamic_outbound_segment_${segment}`,
			type: 'outbound',
		});
		await inParallel(chunksOf(segments[segment], 500), lists, async (batch) => {
			await post(`/api/v1/lists/${list.id}/contacts`, batch);
		});
		made.push(list.id);
	}
	for (const listId of made)
		await post('/api/v1/campaigns', {
			name: `campaign ${listId}`,
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
	return requests;
}
