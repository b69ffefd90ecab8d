import type { Answer } from '../answer.mts';

/** The header that tells how a call went; on every answer of the ACD API but a 401. */
export const STATUS_HEADER = 'icStatusDescription';

/** An answer of the ACD API; the description goes into the header. */
export function acdAnswer(status: number, body: unknown, description = 'OK'): Answer {
	return { status, body, headers: { [STATUS_HEADER]: description } };
}

/** An answer of status 200 with a JSON body. */
export function acdOk(body: unknown, description?: string): Answer {
	return acdAnswer(200, body, description);
}

/** 204 without a body: there are no rows. */
export function noRows(description: string): Answer {
	return acdAnswer(204, undefined, description);
}

/** A refusal of an administration call: the reason is in the header and in the body. */
export function acdRefusal(status: number, reason: string): Answer {
	const error = status === 404 ? 'NotFound' : status === 403 ? 'Forbidden' : 'InvalidParameter';
	return acdAnswer(status, { error, error_description: reason }, reason);
}

/** A refusal of a reporting call: the reason is in the header only. */
export function reportRefusal(status: number, reason: string): Answer {
	return acdAnswer(status, undefined, reason);
}

/** A 401 says nothing, neither in a body nor in the header. */
export function unauthorized(): Answer {
	return { status: 401, body: undefined, headers: { 'www-authenticate': 'Bearer' } };
}

/** The same JSON with every number as text. */
export function withNumbersAsText(value: unknown): unknown {
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map(withNumbersAsText);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, item]) => [name, withNumbersAsText(item)]),
	);
}
