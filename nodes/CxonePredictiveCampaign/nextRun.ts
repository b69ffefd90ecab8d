import { lookWaits } from '../shared/core/createLook';
import { runPool } from '../shared/core/pool';
import { settled } from '../shared/core/settled';
import type { Campaign, CampaignTenant } from '../shared/cxone/tenant';
import { wait } from '../shared/transport/wait';
import { LOOK_UP_WORKERS } from './lookUps';

/** How long campaigns that were just launched are looked for: look-ups lag. */
const SHOWN_WITHIN_MS = 30_000;

const SAFE =
	'Running again is safe: campaigns that were launched are found by name and not launched twice.';

/** A campaign that a run launched. */
export interface Launched {
	campaign: Campaign;
	/** Whether a run makes another campaign beside it. */
	isMadeAnew: boolean;
	/** The name that CXone keeps, where it is not the one that was asked for. */
	keptName?: string;
}

function named(launched: readonly Launched[]): string {
	return launched.map(({ campaign }) => `'${campaign.name}'`).join(', ');
}

/** Those that look-ups by name do not show, after 30 s at most; a look-up that fails shows nothing. */
async function findHidden(
	tenant: CampaignTenant,
	launched: readonly Launched[],
): Promise<Launched[]> {
	let hidden = launched.filter(({ keptName }) => keptName === undefined);
	let hasFailed = false;
	for (const waitMs of [0, ...lookWaits(SHOWN_WITHIN_MS)]) {
		if (hidden.length === 0 || hasFailed || tenant.session.signal?.aborted) break;
		await wait(waitMs, tenant.session.signal);
		const left = await runPool(hidden, LOOK_UP_WORKERS, async (one) => {
			const look = await settled(tenant.campaigns.find(one.campaign.name));
			if ('failure' in look) hasFailed = true;
			const shown = 'value' in look ? (look.value ?? []) : [];
			return shown.some(({ id }) => id === one.campaign.id) ? [] : [one];
		});
		hidden = left.flat();
	}
	return [...hidden, ...launched.filter(({ keptName }) => keptName !== undefined)];
}

/**
 * What a second run of a run that failed would do with the campaigns that were launched; first it waits until they are
 * shown, 30 s at most. Empty where there is nothing to say.
 */
export async function describeNextRun(
	tenant: CampaignTenant,
	launched: readonly Launched[],
	{ hasLookUp, isSafeOtherwise }: { hasLookUp: boolean; isSafeOtherwise: boolean },
): Promise<string> {
	const doubled = launched.filter(({ isMadeAnew }) => isMadeAnew || !hasLookUp);
	const hidden = await findHidden(
		tenant,
		launched.filter((one) => !doubled.includes(one)),
	);
	const parts = [
		doubled.length > 0
			? `Running again launches ${named(doubled)} once more: leave what is done out of the next run.`
			: '',
		hidden.length > 0
			? `CXone does not show ${named(hidden)} by name, so running again may launch that once more: look in CXone first.`
			: '',
	].filter((part) => part !== '');
	if (parts.length > 0) return parts.join(' ');
	return hasLookUp && isSafeOtherwise ? SAFE : '';
}
