import { readLoginTrouble } from '../../../credentials/login/loginTrouble';
import {
	BLOCKED_TEXT,
	CERTIFICATE_CODES,
	CERTIFICATE_TEXT,
	LOST_CODES,
	LOST_TEXT,
	STATUS_TEXT,
	TIMEOUT_CODES,
	UNREACHED_CODES,
} from './thrownSigns';

/** What an error of n8n's HTTP helper tells, whichever version of n8n made it. */
export interface ThrownFacts {
	/**
	 * `token`: the client was refused. `noToken`: what answers at the token address gives no tokens. `input`: what the
	 * credential holds cannot be used, `code` says why.
	 */
	kind:
		| 'unreached'
		| 'lost'
		| 'timeout'
		| 'status'
		| 'token'
		| 'noToken'
		| 'input'
		| 'certificate'
		| 'refusedByHost';
	/** Network code such as `ECONNREFUSED`; safe to show. */
	code?: string;
	/** What to do about an `input`. */
	advice?: string;
	status?: number;
	/** The login failed, so the call itself was not sent. */
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
	/** Its message, and its description if it has one. */
	texts: string[];
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
			texts: [fields.message, fields.description].filter((text) => typeof text === 'string'),
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

/** What a login that failed tells; undefined when the error is of no login. */
function readLogin(layers: Layer[], message: string): ThrownFacts | undefined {
	for (const { codes, texts } of layers) {
		const [trouble] = codes.map(readLoginTrouble).filter((found) => found !== undefined);
		const isTokenRequest = true;
		switch (trouble?.kind) {
			case 'refused':
				return { kind: 'token', status: trouble.status, isTokenRequest };
			case 'passing':
				return { kind: 'status', status: trouble.status, isTokenRequest };
			case 'notCxone':
				return { kind: 'noToken', status: trouble.status, isTokenRequest };
			case 'noAnswer':
				return { ...(readNetwork([], message, undefined) ?? { kind: 'lost' }), isTokenRequest };
			case 'input':
				return { kind: 'input', code: texts[0], advice: texts[1], isTokenRequest };
		}
	}
	return undefined;
}

/** Reads an error of n8n's HTTP helper, or of the credential's login. */
export function readThrown(error: unknown): ThrownFacts {
	const layers = layersOf(error);
	const codes = layers.flatMap((layer) => layer.codes);
	const message = layers.flatMap(({ texts }) => texts).join(' ');
	const status = toStatus(
		...layers.map((layer) => layer.status),
		...(STATUS_TEXT.exec(message)?.slice(1) ?? []),
	);
	if (BLOCKED_TEXT.test(message)) return { kind: 'refusedByHost' };
	const failure = readLogin(layers, message) ?? readNetwork(codes, message, status);
	if (failure !== undefined) return failure;
	if (status === undefined) return { kind: 'refusedByHost' };
	// The service did what was asked; only its answer is lost.
	return isSuccess(status) ? { kind: 'lost' } : { kind: 'status', status };
}
