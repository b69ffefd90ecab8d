/*
 * By what the errors of n8n's HTTP helper are known. Codes come first; some versions keep only the text.
 */

/** No connection came about. */
export const UNREACHED_CODES = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
];

/** The connection broke, or what came over it was no HTTP. */
export const LOST_CODES = [
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
/** The same, in words. */
export const LOST_TEXT = /socket hang up|aborted|premature close|Parse Error/i;

/** No answer came in time. */
export const TIMEOUT_CODES = ['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];

/** The certificate of the server is not one to trust. */
export const CERTIFICATE_CODES = [
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_GET_ISSUER_CERT',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];
/** The same, in words. */
export const CERTIFICATE_TEXT =
	/self.signed certificate|unable to (?:verify|get) .*certificate|certificate has expired|certificate is not yet valid|does not match certificate/i;

/** n8n itself refused to send: its guard against internal addresses, or the allowed domains of the credential. */
export const BLOCKED_TEXT = /request was blocked|domain not allowed/i;

/** A status that only the text of an error names. */
export const STATUS_TEXT = /status(?: code)? (\d{3})\b/;
