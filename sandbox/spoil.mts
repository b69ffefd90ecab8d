import type { Answer } from './answer.mts';
import type { BluntEffect } from './faultRule.mts';

/** An effect that stands in for an answer; `slow` only delays one. */
export type SpoilingEffect = Exclude<BluntEffect, { type: 'slow' }>;

/** What a family answers for an error of that status. */
export type UsualAnswer = (status: number, message: string) => Answer;

const ERROR_PAGE = '<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>';

/** JSON text of exactly so many bytes, 12 or more. */
function filler(sizeBytes: number): string {
	return `{"text": "${'x'.repeat(sizeBytes - 12)}"}`;
}

function rawAnswer(effect: Extract<SpoilingEffect, { type: 'raw' }>): Answer {
	const { status, headers, cutAfterBytes, nestedDepth, sizeBytes } = effect;
	let body = effect.body ?? ERROR_PAGE;
	let contentType = 'text/html; charset=utf-8';
	if (effect.body === undefined && nestedDepth !== undefined) {
		body = '['.repeat(nestedDepth) + ']'.repeat(nestedDepth);
		contentType = 'application/json';
	} else if (effect.body === undefined && sizeBytes !== undefined) {
		body = filler(sizeBytes);
		contentType = 'application/json';
	}
	return { status, body, contentType: effect.contentType ?? contentType, headers, cutAfterBytes };
}

/** The answer that a fault puts in the place of the right one; undefined: end the connection. */
export function spoiltAnswer(effect: SpoilingEffect, usual: UsualAnswer): Answer | undefined {
	switch (effect.type) {
		case 'drop':
			return undefined;
		case 'raw':
			return rawAnswer(effect);
		case 'redirect':
			return { status: effect.status, body: '', headers: { location: effect.location } };
		case 'status': {
			const { status, retryAfter, body, contentType } = effect;
			const usually = usual(status, `Fault on demand: status ${status}.`);
			const headers: Record<string, string> = { ...usually.headers };
			if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
			return { status, body: body ?? usually.body, contentType, headers };
		}
	}
}
