import type { AxiosInstance } from 'axios';

import type { AcdOptions, Ring } from '../../sandbox/server.mts';
import { type AcdTestTenant, openAcdTenant, upload } from './acdTenant.mts';

/** A Wednesday, 11:00 in New York, 10:00 in Chicago, 8:00 in Los Angeles. */
export const NOW = Date.UTC(2026, 4, 20, 15);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const open: AcdTestTenant[] = [];

/** Starts a tenant without a history whose clock stands still unless it is moved; `closeAll` closes it. */
export async function openAt(acd: AcdOptions = {}, nowMs = NOW): Promise<AcdTestTenant> {
	const tenant = await openAcdTenant({ now: () => nowMs, contacts: 0, acd });
	open.push(tenant);
	return tenant;
}

/** Closes every tenant that `openAt` started. */
export async function closeAll(): Promise<void> {
	await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
}

/** Fields of a record; the phone is New York's by default, each its own. */
export interface Row {
	phone?: string;
	score?: number;
	customer1?: number;
	priority?: boolean;
	zone?: string;
	expires?: string;
}

const COLUMNS = ['phone', 'score', 'customer1', 'priority', 'zone', 'expires'] as const;
let lastPhone = 0;

/** The rows as a file, by external id. */
export function csvOf(rows: Record<string, Row>): string {
	const lines = Object.entries(rows).map(([id, row]) => {
		lastPhone += 1;
		const phone = row.phone ?? `201555${String(1_000 + (lastPhone % 9_000))}`;
		return [id, ...COLUMNS.map((column) => (column === 'phone' ? phone : (row[column] ?? '')))];
	});
	return [['id', ...COLUMNS], ...lines].map((line) => line.join(',')).join('\r\n');
}

/** Makes a list for csv files of `csvOf`; gives its id. */
export async function makeList(
	api: AxiosInstance,
	listName: string,
	more: Record<string, string> = {},
): Promise<number> {
	const { data } = await api.post(
		'/lists/call-lists',
		{ destinationMappings: [{ fieldName: 'PhoneNumber', fieldValue: 'phone' }] },
		{
			params: {
				listName,
				externalIdColumn: 'id',
				scoreColumn: 'score',
				customer1Column: 'customer1',
				priorityColumn: 'priority',
				timeZoneColumn: 'zone',
				expirationDateColumn: 'expires',
				...more,
			},
		},
	);
	return (data.resultSet ?? data).listId;
}

/** Makes a list and fills it with records for a skill, 4001 by default; gives its id. */
export async function fillList(
	api: AxiosInstance,
	rows: Record<string, Row>,
	changes: Record<string, unknown> = {},
	listName = 'list',
): Promise<number> {
	const listId = await makeList(api, listName);
	await upload(api, listId, csvOf(rows), changes);
	return listId;
}

/** Records `prefix1` to `prefixN`. */
export function many(count: number, prefix = 'r', row: Row = {}): Record<string, Row> {
	return Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n + 1}`, row]));
}

/** The external ids of rings. */
export function idsOf(rings: readonly Ring[]): string[] {
	return rings.map(({ externalId }) => externalId);
}

/** Changes general settings of the first skill by the API. */
export async function putGeneral(
	api: AxiosInstance,
	changes: Record<string, unknown>,
	skillId = 4001,
): Promise<void> {
	const path = `/skills/${skillId}/parameters/general-settings`;
	const { data } = await api.get(path);
	await api.put(path, { generalSettings: { ...data, ...changes } });
}
