import { setTimeout as wait } from 'node:timers/promises';

/** How long and how often `until` asks; in milliseconds. */
export interface Patience {
	withinMs: number;
	everyMs: number;
	/** What is thrown when the time is over. */
	complaint: () => string;
}

/** Asks until there is an answer other than undefined, and gives it. */
export async function until<Answer>(
	ask: () => Promise<Answer | undefined> | Answer | undefined,
	{ withinMs, everyMs, complaint }: Patience,
): Promise<Answer> {
	const untilMs = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > untilMs) throw new Error(complaint());
		await wait(everyMs);
	}
}
