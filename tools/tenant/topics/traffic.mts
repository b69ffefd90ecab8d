import type { Check } from '../checkContext.mts';
import { medianOf } from '../judgments.mts';
import { fieldNames } from '../safeText.mts';
import type { Traffic } from '../traffic.mts';
import { payloadOf } from '../tenantReader.mts';

function share(part: number, whole: number): string {
	if (whole === 0) return 'unknown';
	if (part === 0) return 'never';
	return part === whole ? 'always' : `for ${part} of ${whole}`;
}

/** How answers are wrapped and how they write totals, over all calls that were asked. */
export function addShapes({ report, first }: Check): void {
	const bodies = [...first].flatMap(([{ title }, outcome]) =>
		'body' in outcome && typeof outcome.body === 'object' && outcome.body !== null
			? [{ title, body: outcome.body as object }]
			: [],
	);
	const wrapped = bodies.filter(({ body }) => 'resultSet' in body).map(({ title }) => title);
	report.add(
		'traffic.resultSet',
		'Answers wrapped in resultSet',
		wrapped.join(', ') || 'none',
		`${bodies.length} answers with a body`,
		{ wrapped },
	);
	const types = bodies.flatMap(({ title, body }) => {
		const { totalRecords } = payloadOf(body);
		return totalRecords === undefined ? [] : [{ title, type: typeof totalRecords }];
	});
	const ofType = (type: string) => types.filter((one) => one.type === type).length;
	report.add(
		'traffic.totals',
		'totalRecords is written',
		types.length === 0
			? 'unknown'
			: `as a number in ${ofType('number')}, as text in ${ofType('string')} answers`,
		`${types.length} answers that have it`,
		Object.fromEntries(types.map(({ title, type }) => [title, type])),
	);
}

/** Rate limits met, and how long answers took. */
export function addTraffic({ report }: Check, traffic: Traffic, mostRequests: number): void {
	const { limited, withRetryAfter, durationsMs, apiAnswers, withStatusText, sent } = traffic;
	report.add(
		'traffic.limits',
		'Rate limits met (429)',
		limited === 0 ? 'none' : `${limited}, Retry-After ${share(withRetryAfter, limited)}`,
		`one request at a time; headers of limits: ${fieldNames(headerNames(traffic)).join(', ') || 'none'}`,
		{ limited, withRetryAfter },
	);
	const medianMs = medianOf(durationsMs);
	report.add(
		'traffic.latency',
		'Time of an answer',
		medianMs === undefined
			? 'unknown'
			: `median ${Math.round(medianMs)} ms, longest ${Math.round(Math.max(...durationsMs))} ms`,
		`${durationsMs.length} answers`,
	);
	report.add(
		'traffic.statusText',
		'Header icStatusDescription',
		share(withStatusText, apiAnswers),
		`${apiAnswers} answers of the API`,
	);
	report.add(
		'traffic.requests',
		'Requests',
		`${sent} of at most ${mostRequests}`,
		'one login, its discovery, then GET only',
	);
}

function headerNames({ limitHeaders }: Traffic): string[] {
	return [...limitHeaders].map((name) => name.replaceAll('-', '_'));
}
