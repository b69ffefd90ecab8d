import { setTimeout as wait } from 'node:timers/promises';

import type { FastifyRequest } from 'fastify';

import { type Answer, refusal } from './answer.mts';
import type { ApiRequest } from './apiRequest.mts';
import { type ApiCall, CALL_ROUTES, type CallName } from './calls.mts';
import type { FaultBoard } from './faults.mts';
import { isPagingEffect } from './faultRule.mts';
import type { RateLimit } from './rateLimit.mts';
import type { RequestLogEntry } from './requestLog.mts';
import { spoiltAnswer } from './spoil.mts';
import type { TokenOffice } from './tokens.mts';

/** What every call passes through. */
export interface Pipeline {
	faults: FaultBoard;
	tokens: TokenOffice;
	latencyMs: number;
	/** Absent: the tenant takes as much as comes. */
	rateLimit: RateLimit | undefined;
	absentCalls: ReadonlySet<CallName>;
	absentStatus: number;
	/** Aborted when the sandbox closes, so that no delay outlives it. */
	closing: AbortSignal;
}

/** The work of one call: its answer for one request. */
export type Work = (request: ApiRequest) => Answer;

function parseJson(text: unknown): { isJson: boolean; body: unknown } {
	if (typeof text !== 'string' || text === '') return { isJson: true, body: undefined };
	try {
		return { isJson: true, body: JSON.parse(text) };
	} catch {
		return { isJson: false, body: text };
	}
}

/** Waits; answers false when the sandbox closes meanwhile. */
async function waitUnlessClosing(delayMs: number, closing: AbortSignal): Promise<boolean> {
	try {
		await wait(delayMs, undefined, { signal: closing });
		return true;
	} catch (error) {
		if (closing.aborted) return false;
		throw error;
	}
}

/** Runs the work of a call amid latency and faults; undefined: end the connection. */
async function amidFaults(
	{ faults, latencyMs, closing }: Pipeline,
	call: CallName,
	work: (pagingEffect: ApiRequest['pagingEffect']) => Answer,
): Promise<Answer | undefined> {
	const fault = faults.take(call);
	if (latencyMs > 0 && !(await waitUnlessClosing(latencyMs, closing))) return undefined;
	if (fault === undefined) return work(undefined);
	const { effect, when } = fault;
	if (isPagingEffect(effect)) return work(effect);
	const answer = when === 'after' ? work(undefined) : undefined;
	if (effect.type !== 'slow') return spoiltAnswer(effect);
	if (!(await waitUnlessClosing(effect.delayMs, closing))) return undefined;
	return answer ?? work(undefined);
}

/** Answers a token request. */
export async function answerToken(
	pipeline: Pipeline,
	entry: RequestLogEntry,
	request: FastifyRequest,
): Promise<Answer | undefined> {
	const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
	entry.body = Object.fromEntries(form);
	return await amidFaults(pipeline, 'token', () =>
		pipeline.tokens.issue(request.headers['content-type'], form),
	);
}

/** Answers a call of the API: faults first, then presence, token, JSON, and the call's own work. */
export async function answerCall(
	pipeline: Pipeline,
	call: ApiCall,
	work: Work,
	entry: RequestLogEntry,
	request: FastifyRequest<{ Params: { id?: string }; Querystring: Record<string, unknown> }>,
): Promise<Answer | undefined> {
	const { isJson, body } = parseJson(request.body);
	const { authorization, 'content-type': contentType } = request.headers;
	const standing = () => pipeline.tokens.judge(authorization, CALL_ROUTES[call].scope);
	entry.body = body;
	entry.authorized = standing() === 'valid';
	const waitSeconds = pipeline.rateLimit?.take();
	return await amidFaults(pipeline, call, (pagingEffect) => {
		if (waitSeconds !== undefined) {
			return refusal(429, 'too_many_requests', 'The rate limit of the tenant is reached.', {
				'retry-after': String(waitSeconds),
			});
		}
		if (pipeline.absentCalls.has(call)) {
			return refusal(pipeline.absentStatus, 'not_available', 'This tenant lacks the call.');
		}
		// Judged again, because a delay may have outlived the token.
		const standingNow = standing();
		if (standingNow === 'invalid') {
			return refusal(401, 'invalid_token', 'The access token is missing, unknown or expired.', {
				'www-authenticate': 'Bearer',
			});
		}
		if (standingNow === 'insufficientScope') {
			return refusal(403, 'insufficient_scope', 'The access token does not allow this call.');
		}
		if (request.method === 'POST') {
			if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
				return refusal(415, 'unsupported_media_type', 'The body must be application/json.');
			}
			if (!isJson) return refusal(400, 'invalid_json', 'The body is not valid JSON.');
		}
		return work({ body, id: request.params.id ?? '', query: request.query, pagingEffect });
	});
}
