import {
	CxoneFailure,
	isCancelled,
	isForAllCalls,
	type FailureFacts,
	type FailureKind,
} from '../../nodes/shared/transport/failure.ts';
import { failureOf } from '../../nodes/shared/transport/wording.ts';

/** Every kind, and whether all other calls of the run would fail in the same way. */
const KINDS: Record<FailureKind, boolean> = {
	status: false,
	redirect: true,
	unreached: false,
	lost: false,
	timeout: false,
	unusable: false,
	refusedByHost: true,
	credential: true,
	credentialInput: true,
	tokenRefused: true,
	noToken: true,
	certificate: true,
	serverWaitTooLong: true,
	waitingSpent: true,
	outcomeUnknown: false,
	contactRefused: false,
	refusalsUnclear: false,
	paging: false,
	inexactIds: false,
	cancelled: true,
};
const kinds = Object.keys(KINDS) as FailureKind[];
const STATUSES = [undefined, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503];

/** Facts with each combination of what may be absent. */
function factsOf(kind: FailureKind): FailureFacts[] {
	return STATUSES.flatMap((status) =>
		[undefined, 'Create List'].flatMap((call) =>
			[undefined, 'lists:write'].flatMap((scope) =>
				[undefined, 1, 4].flatMap((tries) =>
					[undefined, 'some detail'].map((detail) => ({
						...{ kind, status, call, scope, tries, detail },
						waitMs: tries === undefined ? undefined : 61_000,
					})),
				),
			),
		),
	);
}

describe.each(kinds)('%s', (kind) => {
	test('says what happened and what to do, whatever is known', () => {
		for (const facts of factsOf(kind)) {
			const { message, description } = failureOf(facts);
			expect(message.length).toBeGreaterThan(10);
			expect(description.length).toBeGreaterThan(10);
			expect(`${message} ${description}`).not.toMatch(/undefined|null|NaN|\[object|\.\.|  /);
			expect(description).toMatch(/[.]$|some detail$/);
		}
	});

	test('keeps its facts', () => {
		const facts = { kind, call: 'Create List', status: 500 };
		expect(failureOf(facts).facts).toEqual(facts);
		expect(failureOf(facts)).toBeInstanceOf(CxoneFailure);
		expect(failureOf(facts).name).toBe('CxoneFailure');
	});

	test('stops the other calls, or does not', () => {
		expect(isForAllCalls(failureOf({ kind }))).toBe(KINDS[kind]);
		expect(isCancelled(failureOf({ kind }))).toBe(kind === 'cancelled');
	});
});

test.each([
	[{ kind: 'status', status: 403, scope: 'lists:write' }, ['lists:write', 'Scope', '(403)']],
	[{ kind: 'status', status: 413 }, ['too large', 'Options']],
	[{ kind: 'status', status: 429, tries: 4 }, ['4 tries', 'Max Concurrency']],
	[{ kind: 'status', status: 400, detail: 'list_empty' }, ['list_empty', 'parameters']],
	[{ kind: 'status', status: 500, tries: 4 }, ['500', '4 tries', 'later']],
	[{ kind: 'redirect', status: 302, detail: 'https://x.example' }, ['302', 'https://x.example']],
	[{ kind: 'unreached', detail: 'ENOTFOUND' }, ['Tenant URL', 'ENOTFOUND']],
	[{ kind: 'timeout', tries: 4 }, ['4 tries', 'Timeout']],
	[{ kind: 'serverWaitTooLong', waitMs: 90_001 }, ['91 s', '60 s at most']],
	[{ kind: 'waitingSpent' }, ['Max Waiting Time']],
	[{ kind: 'credential' }, ['Client ID', 'Client Secret']],
] as Array<[FailureFacts, string[]]>)('%j names %j', (facts, parts) => {
	const { message, description } = failureOf({ call: 'Create List', ...facts });
	for (const part of parts) expect(`${message} ${description}`).toContain(part);
});

test('one try is not counted out loud', () => {
	expect(failureOf({ kind: 'lost', tries: 1 }).message).not.toContain('tries');
});

test('403 stops the other calls; an error that is none of ours does not', () => {
	expect(isForAllCalls(failureOf({ kind: 'status', status: 403 }))).toBe(true);
	expect(isForAllCalls(failureOf({ kind: 'status', status: 429 }))).toBe(false);
	for (const other of [new Error('cancelled'), { facts: { kind: 'cancelled' } }, undefined]) {
		expect(isForAllCalls(other)).toBe(false);
		expect(isCancelled(other)).toBe(false);
	}
});
