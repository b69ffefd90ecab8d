import type { IHttpRequestOptions } from 'n8n-workflow';

import { RETRY_POLICY } from '../../nodes/shared/core/retry.ts';
import { NO_WAITING } from '../../nodes/shared/core/waitBudget.ts';
import { Gate } from '../../nodes/shared/transport/gate.ts';
import type { CallContext, Session } from '../../nodes/shared/transport/session.ts';

/** An answer as n8n's HTTP helper gives it. */
export interface HandMadeAnswer {
	statusCode: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Stands for n8n's HTTP helper: answers, or throws as a broken connection does. */
export type Send = (options: IHttpRequestOptions) => Promise<HandMadeAnswer> | HandMadeAnswer;

/** A network error with its code, as Node.js makes it. */
export function networkError(code: string): Error {
	return Object.assign(new Error(`connect ${code}`), { code });
}

/**
 * A session without n8n, for tests whose subject is our own control flow; all but the HTTP helper is real.
 * The token counts as good, the jitter is half the range, and the clock moves with the waits unless `now` is given.
 */
export function handMadeSession(
	send: Send,
	options: Partial<Pick<Session, 'signal' | 'timeoutMs' | 'random' | 'now' | 'policy'>> & {
		maxConcurrency?: number;
	} = {},
): Session {
	const { signal, timeoutMs = 30_000, random = () => 0.5, maxConcurrency = 1 } = options;
	const now = options.now ?? (() => session.waiting.waitedMs);
	const helpers = {
		httpRequestWithAuthentication: async (_type: string, request: IHttpRequestOptions) => {
			const { statusCode, body, headers = {} } = await send(request);
			return { statusCode, body, headers };
		},
	};
	const session: Session = {
		context: { helpers } as unknown as CallContext,
		tenantUrl: 'https://tenant.example',
		signal,
		gate: new Gate({ start: maxConcurrency, max: maxConcurrency }, true, signal, now),
		timeoutMs,
		continuesOnFail: false,
		policy: options.policy ?? RETRY_POLICY,
		waiting: NO_WAITING,
		workingLookUps: new Set(),
		now,
		random,
	};
	return session;
}
