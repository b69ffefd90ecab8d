import type { FastifyRequest } from 'fastify';

import type { Answer } from '../answer.mts';
import { type Pipeline, amidFaults, parseJson } from '../pipeline.mts';
import type { RequestLogEntry } from '../requestLog.mts';
import type { AccessKeyOffice } from './accessKeys.mts';
import { acdRefusal, reportRefusal, unauthorized, withNumbersAsText } from './answer.mts';
import { ACD_ROUTES, type AcdCall, type AcdCallName, type AcdRoute } from './calls.mts';
import type { AcdRules } from './options.mts';
import type { AcdRequest } from './request.mts';

/** The work of one call: its answer for one request. */
export type AcdWork = (request: AcdRequest) => Answer;

/** What a request of the ACD API looks like to the HTTP server. */
export type AcdHttpRequest = FastifyRequest<{
	Params: { version?: string; id?: string; skillId?: string };
	Querystring: Record<string, string | string[] | undefined>;
}>;

/** Answers a call that needs no token, amid faults, latency and the rate limit of the tenant's API. */
export async function answerOpenCall(
	pipeline: Pipeline,
	call: AcdCallName,
	entry: RequestLogEntry,
	request: FastifyRequest,
	work: (isJson: boolean, body: unknown) => Answer,
): Promise<Answer | undefined> {
	const { isJson, body } = parseJson(request.body);
	entry.body = body;
	const usual = (status: number, message: string) => ({ status, body: { message } });
	return await amidFaults(pipeline, call, usual, () =>
		pipeline.absentCalls.has(call)
			? { status: pipeline.absentStatus, body: { message: 'Not Found' } }
			: work(isJson, body),
	);
}

function firstValues(query: AcdHttpRequest['query']): AcdRequest['query'] {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
	);
}

/**
 * Answers a call of the API: faults first, then rate limit, presence, token, right, JSON, and the call's own work. Without
 * an `Accept` header the work is done and its result cannot be shown.
 */
export async function answerAcdCall(
	pipeline: Pipeline,
	tokens: AccessKeyOffice,
	rules: AcdRules,
	call: AcdCall,
	work: AcdWork,
	entry: RequestLogEntry,
	request: AcdHttpRequest,
): Promise<Answer | undefined> {
	const { isJson, body } = parseJson(request.body);
	const { isReporting }: AcdRoute = ACD_ROUTES[call];
	const refuse = isReporting === true ? reportRefusal : acdRefusal;
	entry.body = body;
	entry.authorized = tokens.isValid(request.headers.authorization);
	const waitSeconds = pipeline.rateLimit?.take();

	const answer = () => {
		if (waitSeconds !== undefined) {
			const refused = refuse(429, 'Too Many Requests');
			if (!rules.doesNameRetryAfter) return refused;
			return { ...refused, headers: { ...refused.headers, 'retry-after': String(waitSeconds) } };
		}
		const version = /^v(\d{1,3})\.0$/.exec(request.params.version ?? '')?.[1];
		if (pipeline.absentCalls.has(call)) return refuse(pipeline.absentStatus, 'Not Found');
		if (version === undefined) return refuse(404, 'Not Found');
		// Judged again, because a delay may have outlived the token.
		if (!tokens.isValid(request.headers.authorization)) return unauthorized();
		if (rules.forbiddenCalls.includes(call)) return refuse(403, 'Forbidden');
		if (!isJson) return refuse(400, 'Invalid JSON');
		return work({
			version: Number(version),
			id: request.params.id ?? '',
			skillId: request.params.skillId ?? '',
			path: request.url.split('?')[0],
			query: firstValues(request.query),
			body,
		});
	};
	return await amidFaults(pipeline, call, refuse, () => {
		const given = answer();
		if (request.headers.accept === undefined && given.status !== 401) {
			return {
				...given,
				status: 200,
				body: 'No known way to render data',
				contentType: 'application/html',
			};
		}
		return rules.areNumbersText ? { ...given, body: withNumbersAsText(given.body) } : given;
	});
}
