import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { REFUSED_TOKEN_HEADER } from '../../../credentials/login/handOver';
import type { CallInput, CallRule } from './call';
import { InputFailure } from '../core/inputFailure';
import { CREDENTIAL_TYPE, type Session } from './session';
import { readThrown, type ThrownFacts } from './thrown';

/** How one attempt ended. */
export type Outcome =
	| {
			kind: 'answered';
			status: number;
			body: unknown;
			headers: Record<string, unknown>;
			/** The token that the call was made with. */
			token: string;
	  }
	| { kind: 'thrown'; facts: ThrownFacts };

/** The path with its values filled in, encoded. Throws an `InputFailure` for a value that would lead elsewhere. */
export function fillPath(path: string, values: Record<string, string> = {}): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = (values[name] ?? '').replace(/\p{Surrogate}/gu, '\uFFFD');
		// A web address takes these for a step to another folder, even when they are encoded.
		if (value === '' || value === '.' || value === '..')
			throw new InputFailure(`'${value}' is not an id that CXone gives`, 'Check the id.');
		return encodeURIComponent(value);
	});
}

/** Makes the options anew for each attempt, because n8n writes the token and the cancel signal into them. */
function toRequestOptions(
	session: Session,
	rule: CallRule,
	call: CallInput,
	refusedToken: string | undefined,
): IHttpRequestOptions {
	return {
		method: rule.method,
		url: session.tenantUrl + fillPath(rule.path, call.path),
		qs: call.qs,
		body: call.body as IHttpRequestOptions['body'],
		json: true,
		headers: refusedToken === undefined ? {} : { [REFUSED_TOKEN_HEADER]: refusedToken },
		timeout: session.timeoutMs,
		returnFullResponse: true,
		// All statuses come back with their headers, for Retry-After.
		ignoreHttpStatusErrors: true,
		// The token must not follow a redirect to another host.
		disableFollowRedirect: true,
	};
}

/** The context with another signal: n8n's helper takes the signal that ends a request from nowhere else. */
function stoppedBy(context: IExecuteFunctions, stop: AbortSignal): IExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => stop },
	}) as IExecuteFunctions;
}

/**
 * Sends a call once through n8n's HTTP helper; `stop` ends it. A token that was refused is renewed before, unless it has
 * been renewed since.
 */
export async function attempt(
	session: Session,
	rule: CallRule,
	call: CallInput,
	stop: AbortSignal,
	refusedToken?: string,
): Promise<Outcome> {
	const options = toRequestOptions(session, rule, call, refusedToken);
	const context = stoppedBy(session.context as IExecuteFunctions, stop);
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_TYPE,
			options,
		)) as IN8nHttpFullResponse;
		return {
			kind: 'answered',
			status: response.statusCode,
			body: response.body,
			headers: response.headers,
			// The credential adds its headers to these very options.
			token: String(options.headers?.Authorization ?? '').replace(/^Bearer /, ''),
		};
	} catch (error) {
		return { kind: 'thrown', facts: readThrown(error) };
	}
}
