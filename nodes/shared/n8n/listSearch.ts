import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { InputFailure } from '../core/inputFailure';
import { settled } from '../core/settled';
import { openTenant } from '../cxone/open';
import type { Tenant } from '../cxone/tenant';
import { toNodeError } from './errors';
import { ONE_AT_A_TIME } from './limits';

/** A picker must answer while a person waits. */
const PICKER_LIMITS = { timeoutMs: 20_000, concurrency: ONE_AT_A_TIME, maxTotalWaitMs: 10_000 };

type Browse = (tenant: Tenant) => Promise<Array<{ id: string; name: string }> | undefined>;

async function pick(
	context: ILoadOptionsFunctions,
	things: 'lists' | 'campaigns' | 'skills',
	browse: Browse,
): Promise<INodeListSearchResult> {
	const end = await settled(openTenant(context, PICKER_LIMITS).then(browse));
	if ('failure' in end) throw toNodeError(context.getNode(), end.failure);
	if (end.value === undefined)
		throw toNodeError(
			context.getNode(),
			new InputFailure(
				`This tenant has no look-up of ${things}`,
				"Choose 'By ID' and enter the ID from CXone.",
			),
		);
	const results = end.value.map(({ id, name }) => ({ name, value: id }));
	return { results: results.sort((a, b) => a.name.localeCompare(b.name)) };
}

/** Fills the picker of lists. */
export async function searchLists(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await pick(this, 'lists', async (tenant) =>
		tenant.dialsBy === 'skills'
			? await tenant.callingLists.browse(filter)
			: await tenant.lists.browse(filter),
	);
}

/** Fills the picker of campaigns. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await pick(this, 'campaigns', async (tenant) =>
		tenant.dialsBy === 'skills' ? undefined : await tenant.campaigns.browse({ filter }),
	);
}

/** Fills the picker of skills that dial. */
export async function searchSkills(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await pick(this, 'skills', async (tenant) =>
		tenant.dialsBy === 'skills' ? await tenant.skills.browse(filter) : undefined,
	);
}
