import type { CallRule } from '../../nodes/shared/transport/call.ts';
import { fieldNames, type SafeText } from './safeText.mts';
import type { HttpAnswer, NotAsked, TenantHttp } from './tenantHttp.mts';

/** How a call ended. */
export type Outcome<Answer = unknown> =
	| { kind: 'done'; answer: Answer; status: number; body: unknown }
	/** Answered well, but not in the way that the nodes read. */
	| { kind: 'unexpected'; status: number; body: unknown }
	/** Any other status; `text` is the service's own, made safe. */
	| { kind: 'refused'; status: number; text: string | undefined; isAbsent: boolean }
	| { kind: 'noAnswer'; code: string }
	| { kind: 'notAsked'; because: string };

/** What is filled into a call. */
export interface Asked {
	path?: Record<string, string>;
	qs?: Record<string, string>;
	/** Another version of the API than the call's own. */
	version?: number;
}

/** The address of a call below the base. */
function pathOf(rule: CallRule, { path = {}, version }: Asked): string {
	const filled = rule.path.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (path[name] === undefined) throw new Error(`'${rule.title}' needs ${name}`);
		return encodeURIComponent(path[name]);
	});
	return version === undefined
		? filled
		: filled.replace(/\/services\/v\d+\.0\//, `/services/v${version}.0/`);
}

function wordsOf({ headers, body }: HttpAnswer): unknown {
	const fromHeader = headers.icstatusdescription;
	if (typeof fromHeader === 'string' && fromHeader !== '') return fromHeader;
	const { message, Message, error_description, errorDescription, error } = Object(body) as Record<
		string,
		unknown
	>;
	return message ?? Message ?? error_description ?? errorDescription ?? error;
}

/** Reads the API of a tenant by the nodes' own rows of calls. */
export class TenantReader {
	constructor(
		private readonly http: TenantHttp,
		private readonly safe: SafeText,
		private readonly apiBase: string,
		private readonly accessToken: string,
	) {}

	/** Asks a call; never throws for what the tenant does. */
	async ask<Answer>(rule: CallRule<Answer>, asked: Asked = {}): Promise<Outcome<Answer>> {
		const url = `${this.apiBase}${pathOf(rule, asked)}`;
		const given = await this.http.get(url, asked.qs ?? {}, this.accessToken);
		return this.judge(rule, given);
	}

	private judge<Answer>(rule: CallRule<Answer>, given: HttpAnswer | NotAsked): Outcome<Answer> {
		if ('notAsked' in given) return { kind: 'notAsked', because: given.notAsked };
		const { status, body, code = 'no code' } = given;
		if (status === 0) return { kind: 'noAnswer', code };
		if (status >= 200 && status < 300) {
			this.safe.learn(body);
			const parsed = rule.answer.safeParse(body);
			return parsed.success
				? { kind: 'done', answer: parsed.data, status, body }
				: { kind: 'unexpected', status, body };
		}
		const isAbsent = rule.absentStatuses.includes(status);
		return { kind: 'refused', status, text: this.safe.ofServer(wordsOf(given)), isAbsent };
	}
}

/** The rows of an answer; undefined for one that holds none. */
export function rowsOf(outcome: Outcome): unknown[] | undefined {
	const rows = outcome.kind === 'done' ? Object(outcome.answer).rows : undefined;
	return Array.isArray(rows) ? rows : undefined;
}

/** What lies in `resultSet`, or the body itself. */
export function payloadOf(body: unknown): Record<string, unknown> {
	const { resultSet } = Object(body) as { resultSet?: unknown };
	return Object(resultSet ?? body) as Record<string, unknown>;
}

/** An outcome in words, without any value of the tenant's. */
export function outcomeText(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'done':
			return rowsOf(outcome)?.length === 0 ? `empty (${outcome.status})` : 'allowed';
		case 'unexpected': {
			const names = fieldNames(Object.keys(payloadOf(outcome.body))).join(', ');
			return `allowed, but the answer is not as expected (${outcome.status}, fields: ${names || 'none'})`;
		}
		case 'refused': {
			const { status, text, isAbsent } = outcome;
			const words = text === undefined ? `${status}` : `${status}: ${text}`;
			if (status === 403) return `forbidden, the role lacks a permission (${words})`;
			if (status === 401) return `the token is refused (${words})`;
			return isAbsent ? `absent (${words})` : `refused (${words})`;
		}
		case 'noAnswer':
			return `no answer (${outcome.code})`;
		case 'notAsked':
			return `not asked: ${outcome.because}`;
	}
}
