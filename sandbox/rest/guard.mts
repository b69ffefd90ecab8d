import type { FastifyRequest } from 'fastify';

import { type Answer, refusal } from '../answer.mts';
import { type Pipeline, amidFaults, parseJson } from '../pipeline.mts';
import type { RequestLogEntry } from '../requestLog.mts';
import type { ApiRequest } from './apiRequest.mts';
import { type ApiCall, CALL_ROUTES } from './calls.mts';
import type { TokenOffice } from './tokens.mts';

/** The work of one call: its answer for one request. */
export type Work = (request: ApiRequest) => Answer;

function usual(status: number, message: string): Answer {
	return refusal(status, 'sandbox_fault', message);
}

/** Answers a token request. */
export async function answerToken(
	pipeline: Pipeline,
	tokens: TokenOffice,
	entry: RequestLogEntry,
	request: FastifyRequest,
): Promise<Answer | undefined> {
	const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
	entry.body = Object.fromEntries(form);
	return await amidFaults(pipeline, 'token', usual, () =>
		tokens.issue(request.headers['content-type'], form),
	);
}

/** Answers a call of the API: faults first, then presence, token, JSON, and the call's own work. */
export async function answerCall(
	pipeline: Pipeline,
	tokens: TokenOffice,
	call: ApiCall,
	work: Work,
	entry: RequestLogEntry,
	request: FastifyRequest<{ Params: { id?: string }; Querystring: Record<string, unknown> }>,
): Promise<Answer | undefined> {
	const { isJson, body } = parseJson(request.body);
	const { authorization, 'content-type': contentType } = request.headers;
	const standing = () => tokens.judge(authorization, CALL_ROUTES[call].scope);
	entry.body = body;
	entry.authorized = standing() === 'valid';
	const waitSeconds = pipeline.rateLimit?.take();
	return await amidFaults(pipeline, call, usual, (pagingEffect) => {
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
