const MAX_TEXT_LENGTH = 160;
/** More than this is not even read: an error body can be a whole page. */
const MAX_READ_LENGTH = 2_000;
/** A quoted value, or one whose end is cut off; the apostrophe of a word opens none, and may stand inside a value. */
const QUOTED =
	/"[^"]*(?:"|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|`[^`]*(?:`|$)|(?<![\p{L}\p{N}])['‘].*?(?:['’](?![\p{L}\p{N}])|$)/gsu;

function firstText(...values: unknown[]): string | undefined {
	return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
}

function withoutPersonalData(text: string): string {
	return text
		.slice(0, MAX_READ_LENGTH)
		.replace(QUOTED, '…')
		.replace(/\S+[@＠]\S*|\bBearer\s+\S+/gi, '…')
		.replace(/[A-Za-z0-9_\-.~+/=]{24,}/g, '…')
		.replace(/[+(]*\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){5,}/gu, '…')
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * The service's own words from an error body (contract 1.5: `{error, message}`, `{error, error_description}`, text,
 * HTML or nothing), made safe to show: no quoted values, numbers of a phone's length, addresses or tokens.
 * With `mayEchoPersonalData` only a code such as `invalid_batch` is taken, since the words may repeat what was sent.
 */
export function readServerText(body: unknown, mayEchoPersonalData: boolean): string | undefined {
	const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
	const code = firstText(fields.error);
	if (mayEchoPersonalData)
		return code !== undefined && /^[a-zA-Z_]{1,40}$/.test(code) ? code : undefined;
	const text = firstText(fields.message, fields.error_description, code, body);
	if (text === undefined || /^\s*</.test(text)) return undefined;
	const safe = withoutPersonalData(text).replace(/[.\s]+$/, '');
	if (safe === '' || safe === '…') return undefined;
	return safe.length > MAX_TEXT_LENGTH ? `${safe.slice(0, MAX_TEXT_LENGTH)}…` : safe;
}
