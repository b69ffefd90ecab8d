import type { z } from 'zod';

/** What a call answers; an object body is sent as JSON, a string as it is. */
export interface Answer {
	status: number;
	body: unknown;
	contentType?: string;
	headers?: Record<string, string>;
	/** Send only so many bytes of the announced length, then end the connection. */
	cutAfterBytes?: number;
}

/** An answer of status 200 with a JSON body. */
export function ok(body: unknown): Answer {
	return { status: 200, body };
}

/** An answer of status 201 with a JSON body. */
export function created(body: unknown): Answer {
	return { status: 201, body };
}

/** An error answer in the service's usual shape, `{error, message}`. */
export function refusal(
	status: number,
	error: string,
	message: string,
	headers?: Record<string, string>,
): Answer {
	return { status, body: { error, message }, headers };
}

/** A 400 that names the first field at fault. */
export function invalidBody(error: z.ZodError): Answer {
	const [issue] = error.issues;
	const field = issue.path.join('.') || 'body';
	return refusal(400, 'invalid_request', `${field}: ${issue.message}`);
}

/** A 404 for an id that names nothing. */
export function notFound(what: string): Answer {
	return refusal(404, 'not_found', `${what} not found.`);
}
