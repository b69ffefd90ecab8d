import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { type Answer, invalidBody, ok, refusal } from './answer.mts';
import type { Dialing } from './dialing.mts';
import { parseJson } from './pipeline.mts';
import { send } from './wire.mts';

const part = z.number().min(0).max(1_000_000).optional();
const span = z.object({ days: part, hours: part, minutes: part }).strict();
const press = z.object({ minutes: part, areRetriesDialed: z.boolean().optional() }).strict();

/** Answers with the work for a body that the schema takes; no body is an empty one. */
function answerFor<Body>(
	schema: z.ZodType<Body>,
	text: unknown,
	work: (body: Body) => object,
): Answer {
	const { isJson, body = {} } = parseJson(text);
	if (!isJson) return refusal(400, 'invalid_json', 'The body is not valid JSON.');
	const parsed = schema.safeParse(body);
	return parsed.success ? ok(work(parsed.data)) : invalidBody(parsed.error);
}

/** Adds the `/sandbox/…` calls by which time passes and skills dial. */
export function addDialingRoutes(app: FastifyInstance, sandbox: Dialing): void {
	const isoNow = () => new Date(sandbox.clock.now()).toISOString();
	app.get('/sandbox/rings', (_, reply) => send(reply, ok({ now: isoNow(), rings: sandbox.rings })));
	app.post('/sandbox/clock', (request, reply) =>
		send(
			reply,
			answerFor(span, request.body, (asked) => {
				sandbox.clock.advance(asked);
				return { now: isoNow() };
			}),
		),
	);
	app.post('/sandbox/dial', (request, reply) =>
		send(
			reply,
			answerFor(span, request.body, (asked) => {
				const rings = sandbox.dial(asked);
				return { now: isoNow(), rings };
			}),
		),
	);
	app.post('/sandbox/press-start', (request, reply) =>
		send(
			reply,
			answerFor(press, request.body, (asked) => {
				const rings = sandbox.pressStartEverywhere(asked);
				return { now: isoNow(), rings };
			}),
		),
	);
}
