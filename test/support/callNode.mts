import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { runNode as runWithErrors } from '../../nodes/shared/n8n/runNode.ts';
import type { CallInput, CallRule, Reply } from '../../nodes/shared/transport/call.ts';
import { request } from '../../nodes/shared/transport/request.ts';
import { openSession } from '../../nodes/shared/transport/session.ts';
import { runNode, type TestedNodeRun } from './engine.mts';
import { CLIENT, TENANT_URL } from './nockTenant.mts';

/** What became of the calls that a node made. */
export interface CallRun {
	run: TestedNodeRun;
	replies: Array<Reply<unknown>>;
	failure: unknown;
	/** Waiting of the run in the time of the policy, whatever `waiting.scale` is. */
	waitedMs: number;
}

/** Makes the calls of one rule side by side, in a node of the real engine, with the real credential. */
export async function runCalls(
	rule: CallRule,
	calls: CallInput[],
	{ timeoutMs = 5_000, tenantUrl = TENANT_URL }: { timeoutMs?: number; tenantUrl?: string } = {},
): Promise<CallRun> {
	const seen: Omit<CallRun, 'run'> = { replies: [], failure: undefined, waitedMs: 0 };
	const node: INodeType = {
		description: {
			displayName: 'Call',
			name: 'call',
			group: ['transform'],
			version: 1,
			description: 'Makes the calls of a test',
			defaults: { name: 'Call' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'cxoneOAuth2Api', required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			return await runWithErrors(this, [], async ({ output }) => {
				const session = await openSession(this, { timeoutMs, concurrency: { start: 4, max: 4 } });
				session.now = () => Date.now() + session.waiting.waitedMs;
				const ends = await Promise.allSettled(
					calls.map(async (call) => await request(session, rule, call)),
				);
				seen.waitedMs = session.waiting.waitedMs;
				for (const end of ends) {
					if (end.status === 'rejected') {
						seen.failure = end.reason;
						throw seen.failure;
					}
					seen.replies.push(end.value);
					output.add({ reply: end.value }, [0]);
				}
			});
		},
	};
	const { id: clientId, secret: clientSecret } = CLIENT;
	const values = { tenantUrl, clientId, clientSecret };
	const run = await runNode(node, { credential: { type: new CxoneOAuth2Api(), values } });
	return { run, ...seen };
}

/** Makes one call; see `runCalls`. */
export async function runCall(
	rule: CallRule,
	call: CallInput = {},
	options: Parameters<typeof runCalls>[2] = {},
): Promise<CallRun & { reply: Reply<unknown> | undefined }> {
	const run = await runCalls(rule, [call], options);
	return { ...run, reply: run.replies[0] };
}
