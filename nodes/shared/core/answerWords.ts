/** Words by which services say how something went; for answers whose form nobody wrote down. */
const BAD_WORD =
	/^(err|fail|reject|refus|invalid|denied|partial|incomplete|unprocess|skip|ignored|bad|not[_ -]?(ok|acc|add|proc|valid|found))|with[_ -]?(err|fail|reject|skip)/i;
/** A code such as `E123`. */
const ERROR_CODE = /^E[-_]?\d/i;
const GOOD_WORD = /^(ok|succe|accept|creat|updat|add|insert|done|complete|process|queue|valid)/i;

/** A key without case and joining signs: `rejected_count` and `RejectedCount` are one. */
export function plainKey(key: string): string {
	return key.replace(/[^A-Za-z]/g, '').toLowerCase();
}

/** Whether a value says that there is nothing: absent, false, zero or empty, also as text. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === 0) return true;
	if (typeof value === 'string') return /^\s*(0*|none|null|false|no|ok|success)\s*$/i.test(value);
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A count, as a number or as digits; undefined for anything else. */
export function toCount(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}

/** Whether a flag says no; a count is no flag. */
export function isNo(value: unknown): boolean {
	return value === false || (typeof value === 'string' && /^\s*(false|no)\s*$/i.test(value));
}

/** Whether a status, a word or one of HTTP's numbers, says that it went badly; undefined where it says neither. */
export function isBadStatus(value: unknown): boolean | undefined {
	if (isNo(value)) return true;
	const status = toCount(value);
	if (status !== undefined) return status < 200 || status > 599 ? undefined : status >= 300;
	if (typeof value !== 'string') return undefined;
	if (BAD_WORD.test(value.trim()) || ERROR_CODE.test(value.trim())) return true;
	return GOOD_WORD.test(value.trim()) ? false : undefined;
}

/** Keys under which nothing stands unless something failed. */
const FAILURE_KEY = /^(errors?|faults?|exceptions?|error(code|message|description|text))$/;
const SUCCESS_KEY = /^(is)?(success|successful|succeeded|ok)$/;
const OUTCOME_KEY = /^(status|state|outcome|result|(status|http|httpstatus)?code|httpstatus)$/;

/** Whether an answer says by one of its own fields that the call failed, whatever its HTTP status; `result` may hold it. */
export function saysFailure(answer: object): boolean {
	return Object.entries(answer).some(([name, value]) => {
		const key = plainKey(name);
		if (FAILURE_KEY.test(key)) return !isNothing(value);
		if (SUCCESS_KEY.test(key)) return isNo(value);
		if (!OUTCOME_KEY.test(key)) return false;
		const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isNested ? saysFailure(value) : isBadStatus(value) === true;
	});
}
