import {
	BLOCKED_TEXT,
	CERTIFICATE_CODES,
	CERTIFICATE_TEXT,
	LOST_CODES,
	LOST_TEXT,
	NOT_FOUND_TEXT,
	NOT_UNDERSTOOD_CODE,
	NOT_UNDERSTOOD_TEXT,
	PASSING_TEXT,
	RATE_TEXT,
	REFUSED_CODE,
	STATUS_TEXT,
	TIMEOUT_CODES,
	TOKEN_TEXT,
	UNREACHED_CODES,
} from './thrownSigns';

/** What an error of n8n's HTTP helper tells, whichever version of n8n made it. */
export interface ThrownFacts {
	/** `token`: the client was refused. `noToken`: what answers at the token address gives no tokens. */
	kind:
		| 'unreached'
		| 'lost'
		| 'timeout'
		| 'status'
		| 'token'
		| 'noToken'
		| 'certificate'
		| 'refusedByHost';
	/** Network code such as `ECONNREFUSED`; safe to show. */
	code?: string;
	status?: number;
	/** The request for a token failed, so the call itself was not sent. Absent where n8n does not tell. */
	isTokenRequest?: true;
}

/** n8n wraps errors in errors; more layers than this have not been seen. */
const MAX_DEPTH = 6;

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

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

/** Why no connection, or no whole answer, came about; undefined when an answer did. */
function readNetwork(
	codes: string[],
	message: string,
	status: number | undefined,
): ThrownFacts | undefined {
	const codeAmong = (known: string[]) =>
		codes.find((code) => known.includes(code)) ?? known.find((code) => message.includes(code));
	const certificateCode = codeAmong(CERTIFICATE_CODES);
	if (certificateCode !== undefined || CERTIFICATE_TEXT.test(message))
		return { kind: 'certificate', code: certificateCode };
	const unreachedCode = codeAmong(UNREACHED_CODES);
	if (unreachedCode !== undefined) return { kind: 'unreached', code: unreachedCode };
	const timeoutCode = codeAmong(TIMEOUT_CODES);
	if (timeoutCode !== undefined && !/aborted$/.test(message))
		return { kind: 'timeout', code: timeoutCode };
	// An answer that broke off or cannot be unpacked has the status that it began with.
	if (status !== undefined && !isSuccess(status)) return undefined;
	const lostCode = codeAmong(LOST_CODES);
	if (lostCode !== undefined || LOST_TEXT.test(message)) return { kind: 'lost', code: lostCode };
	return undefined;
}

/** What the answer to a token request means. n8n tells its status only in some versions, so its words count too. */
function readTokenAnswer(message: string, status: number | undefined): ThrownFacts {
	if (status !== undefined && (status === 429 || status >= 500)) return { kind: 'status', status };
	if (RATE_TEXT.test(message)) return { kind: 'status', status: 429 };
	if (PASSING_TEXT.test(message)) return { kind: 'status', status: 503 };
	if (status === 401 || status === 403) return { kind: 'token', status };
	const isElsewhere = status !== undefined && (status < 400 || status === 404 || status === 405);
	if (isElsewhere || NOT_UNDERSTOOD_TEXT.test(message) || NOT_FOUND_TEXT.test(message))
		return { kind: 'noToken', status };
	return { kind: 'token', status };
}

/**
 * Reads an error of n8n's HTTP helper, or of its renewal of the token (`isTokenRequest`). A thrown status comes from
 * the token request, or from the call that renewed the token.
 */
export function readThrown(error: unknown, isTokenRequest = false): ThrownFacts {
	const layers = layersOf(error);
	const codes = layers.flatMap((layer) => layer.codes);
	const message = layers.map((layer) => layer.message).join(' ');
	const status = toStatus(
		...layers.map((layer) => layer.status),
		...(STATUS_TEXT.exec(message)?.slice(1) ?? []),
	);
	if (BLOCKED_TEXT.test(message)) return { kind: 'refusedByHost' };
	const isRefused = codes.includes(REFUSED_CODE);
	const isToken =
		isTokenRequest ||
		isRefused ||
		codes.includes(NOT_UNDERSTOOD_CODE) ||
		NOT_UNDERSTOOD_TEXT.test(message) ||
		TOKEN_TEXT.test(message);
	const network = isRefused ? undefined : readNetwork(codes, message, status);
	if (network !== undefined) return isToken ? { ...network, isTokenRequest: true } : network;
	if (isToken) return { ...readTokenAnswer(message, status), isTokenRequest: true };
	if (status === undefined) return { kind: 'refusedByHost' };
	// The service did what was asked; only its answer is lost.
	return isSuccess(status) ? { kind: 'lost' } : { kind: 'status', status };
}
