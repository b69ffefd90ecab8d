import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { invalidBody, ok, refusal } from './answer.mts';
import { faultRule } from './faultRule.mts';
import type { Sandbox } from './sandbox.mts';
import { send } from './wire.mts';
import { isLive } from './outbound.mts';
import { showList } from './rest/lists.mts';

const rules = z.union([faultRule, z.array(faultRule).min(1)]);

function parseRules(text: unknown) {
	try {
		return rules.safeParse(JSON.parse(String(text)));
	} catch {
		return undefined;
	}
}

/** Rules in the shape in which they are given: JSON has no Infinity. */
function showFaults({ faults }: Sandbox) {
	return faults.left.map((rule) => ({
		...rule,
		times: rule.times === Infinity ? 'always' : rule.times,
	}));
}

function showState({ state }: Sandbox, contactCount: number, areContactsShown: boolean) {
	return {
		interactions: state.history.length,
		contactsWithInteractions: contactCount,
		lists: state.lists.map((list) => ({
			...showList(list),
			...(areContactsShown && {
				contacts: Array.from(list.contacts, ([contactId, data]) => ({ contactId, data })),
			}),
		})),
		campaigns: state.campaigns,
	};
}

function showAcd({ state, acd }: Sandbox, nowMs: number, areRecordsShown: boolean) {
	acd.settle();
	return {
		skills: state.skills.map(({ calls: _, outcomes, ...skill }) => ({
			...skill,
			dials: outcomes.reduce((sum, { dials }) => sum + dials, 0),
		})),
		callingLists: state.callingLists.map(({ records, ...list }) => ({
			...list,
			recordCount: records.length,
			liveRecordCount: records.filter((record) => isLive(list, record, nowMs)).length,
			...(areRecordsShown && { records }),
		})),
		uploadJobs: state.uploadJobs.map(({ run: _, ...job }) => job),
		dncGroups: state.dncGroups,
	};
}

/** Adds the `/sandbox/…` calls, which need no token and look into or change the running sandbox. */
export function addControlRoutes(
	app: FastifyInstance,
	sandbox: Sandbox,
	contactCount: number,
	now: () => number,
): void {
	app.get('/sandbox/faults', (_, reply) => send(reply, ok({ faults: showFaults(sandbox) })));
	app.post('/sandbox/faults', (request, reply) => {
		const parsed = parseRules(request.body);
		if (parsed === undefined) {
			return send(reply, refusal(400, 'invalid_json', 'The body is not valid JSON.'));
		}
		if (!parsed.success) return send(reply, invalidBody(parsed.error));
		for (const rule of [parsed.data].flat()) sandbox.faults.add(rule);
		return send(reply, ok({ faults: showFaults(sandbox) }));
	});
	app.delete('/sandbox/faults', (_, reply) => {
		sandbox.faults.clear();
		send(reply, ok({ faults: [] }));
	});
	app.get<{ Querystring: { contacts?: string } }>('/sandbox/state', (request, reply) =>
		send(reply, ok(showState(sandbox, contactCount, request.query.contacts === 'true'))),
	);
	app.get<{ Querystring: { records?: string } }>('/sandbox/acd', (request, reply) =>
		send(reply, ok(showAcd(sandbox, now(), request.query.records === 'true'))),
	);
	app.get('/sandbox/requests', (_, reply) =>
		send(reply, ok({ counts: sandbox.requestCounts(), requests: sandbox.requests })),
	);
	app.post('/sandbox/reset', (_, reply) => {
		sandbox.reset();
		send(reply, ok({ done: 'reset' }));
	});
	app.post('/sandbox/expire-tokens', (_, reply) => {
		sandbox.expireTokens();
		send(reply, ok({ done: 'expire-tokens' }));
	});
}
