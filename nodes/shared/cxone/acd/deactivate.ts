import { lookWaits } from '../../core/createLook';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { getCallingListById } from './callingLists';
import { deactivateCallingList } from './listCalls';
import { waitBeside } from './uploadJobs';

/** How long a list that was made inactive may show as active. */
const SHOWN_WITHIN_MS = 10_000;

/** Makes a list inactive and never deletes it. Gives whether it reads back so. */
export async function deactivate(session: Session, listId: string): Promise<boolean> {
	await request(session, deactivateCallingList, {
		path: { listId },
		qs: { forceInactive: 'true', forceDelete: 'false' },
	});
	for (const waitMs of [0, ...lookWaits(SHOWN_WITHIN_MS)]) {
		if (waitMs > 0) await waitBeside(session, waitMs);
		const list = await getCallingListById(session, listId);
		if (list?.isActive === false) return true;
	}
	return false;
}
