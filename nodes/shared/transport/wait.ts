import { sleep } from 'n8n-workflow';

/** Waits are made of slices, because only the newest n8n wakes a sleeper on cancel: a stop is seen within one slice. */
const SLICE_MS = 250;

/** How long a waited millisecond lasts: 1 in production; tests lower it, so that real waits run in short time. */
export const waiting = { scale: 1 };

/** Waits `waitMs`, or until the execution is cancelled. */
export async function wait(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
	for (let leftMs = waitMs * waiting.scale; leftMs > 0 && !signal?.aborted; leftMs -= SLICE_MS)
		await sleep(Math.min(leftMs, SLICE_MS));
}
