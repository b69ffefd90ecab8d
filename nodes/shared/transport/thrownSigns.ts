/*
 * By what the errors of n8n's HTTP helper are known. Codes come first; n8n 2.20 keeps only the text of a failed token
 * request, and 1.122 only the code, so both are listed.
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
export const LOST_TEXT = /socket hang up|aborted|premature close|Parse Error/i;

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
export const CERTIFICATE_TEXT =
	/self.signed certificate|unable to (?:verify|get) .*certificate|certificate has expired|certificate is not yet valid|does not match certificate/i;

/** n8n itself refused to send: its guard against internal addresses, or the allowed domains of the credential. */
export const BLOCKED_TEXT = /request was blocked|domain not allowed/i;

/** The token request was refused in OAuth's own shape. */
export const REFUSED_CODE = 'EAUTH';
/** The token request was answered in no shape that n8n's OAuth client understands. */
export const NOT_UNDERSTOOD_CODE = 'ESTATUS';
export const NOT_UNDERSTOOD_TEXT =
	/Unsupported content type|Expected JSON response|HTTP status \d{3}|sign without access token/i;
export const TOKEN_TEXT =
	/OAuth2 access token|Client authentication failed|invalid_client|invalid_grant|unauthorized_client|invalid_scope/i;

/** Refusals of a token request that pass: n8n shows their words, but often not their status. */
export const RATE_TEXT = /rate.?limit|too.?many|throttl|slow.?down/i;
export const PASSING_TEXT = /temporar|overload|unexpected condition/i;
/** The words of a server that has no tokens to give. */
export const NOT_FOUND_TEXT = /not[ _]?found/i;

export const STATUS_TEXT = /status(?: code)? (\d{3})\b/;
