/** What an error of n8n's HTTP helper tells, whichever version of n8n made it. */
export interface ThrownFacts {
	kind: 'unreached' | 'lost' | 'timeout' | 'status' | 'token' | 'refusedByHost';
	/** Network code such as `ECONNREFUSED`; safe to show. */
	code?: string;
	status?: number;
}

const UNREACHED_CODES = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const LOST_CODES = [
	'ECONNRESET',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_NETWORK',
	'ERR_STREAM_PREMATURE_CLOSE',
	'UND_ERR_SOCKET',
	'EPROTO',
	'ERR_HTTP2_STREAM_ERROR',
	'HPE_INVALID_CONSTANT',
	'HPE_INVALID_CONTENT_LENGTH',
];
const TIMEOUT_CODES = ['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];
const LOST_TEXT = /socket hang up|aborted|premature close|Parse Error/i;
const TOKEN_TEXT =
	/OAuth2 access token|invalid_client|invalid_grant|unauthorized_client|invalid_scope/i;
/** n8n wraps errors in errors; more layers than this have not been seen. */
const MAX_DEPTH = 6;

interface Layer {
	codes: string[];
	status: number | undefined;
	message: string;
}

function toStatus(...values: unknown[]): number | undefined {
	for (const value of values) {
		const status = Number(value);
		if (Number.isInteger(status) && status >= 100 && status <= 599) return status;
	}
	return undefined;
}

function layersOf(error: unknown): Layer[] {
	const layers: Layer[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && layers.length < MAX_DEPTH) {
		const fields = current as Record<string, unknown>;
		const response = (fields.response ?? {}) as Record<string, unknown>;
		layers.push({
			codes: [fields.code, fields.httpCode].filter((code) => typeof code === 'string'),
			status: toStatus(
				response.status,
				response.statusCode,
				fields.httpCode,
				fields.status,
				fields.statusCode,
			),
			message: [fields.message, fields.description]
				.filter((text) => typeof text === 'string')
				.join(' '),
		});
		current = fields.cause ?? fields.errorResponse;
	}
	return layers;
}

/** Reads an error of n8n's HTTP helper. A thrown status comes from the token request, or from the call that renewed the token. */
export function readThrown(error: unknown): ThrownFacts {
	const layers = layersOf(error);
	const codes = layers.flatMap((layer) => layer.codes);
	const message = layers.map((layer) => layer.message).join(' ');
	const status = toStatus(...layers.map((layer) => layer.status));
	const codeAmong = (known: string[]) =>
		codes.find((code) => known.includes(code)) ?? known.find((code) => message.includes(code));
	const unreachedCode = codeAmong(UNREACHED_CODES);
	if (unreachedCode !== undefined) return { kind: 'unreached', code: unreachedCode };
	const timeoutCode = codeAmong(TIMEOUT_CODES);
	if (timeoutCode !== undefined && !/aborted$/.test(message))
		return { kind: 'timeout', code: timeoutCode };
	if (status === undefined || status === 200) {
		const lostCode = codeAmong(LOST_CODES);
		if (lostCode !== undefined || LOST_TEXT.test(message)) return { kind: 'lost', code: lostCode };
	}
	if (TOKEN_TEXT.test(message) && (status === undefined || status < 429))
		return { kind: 'token', status };
	if (status !== undefined) return { kind: 'status', status };
	return { kind: 'refusedByHost' };
}
