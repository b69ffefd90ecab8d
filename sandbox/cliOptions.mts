import { parseArgs } from 'node:util';

import { ZodError } from 'zod';

import { type AcdOptions, acdOptions } from './acd/options.mts';
import { CALL_NAMES, type CallName } from './calls.mts';
import { type FaultRule, faultRule } from './faultRule.mts';
import { reasonOf } from './reason.mts';
import type { SandboxOptions } from './sandbox.mts';

/** The call names in lines that fit under their option. */
function nameLines(): string {
	const lines = [''];
	for (const name of CALL_NAMES) {
		const last = lines.length - 1;
		const line = lines[last] === '' ? name : `${lines[last]}, ${name}`;
		if (line.length <= 70) lines[last] = line;
		else lines.push(name);
	}
	return lines.map((line) => `                       ${line}`).join(',\n');
}

/** How to use the command. */
export const USAGE = `The embedded CXone: a tenant on this machine to build and try flows against.

Usage: npm run sandbox -- [options]

  --port <n>           port on loopback, 0 for any free one (default 4010)
  --contacts <n>       contacts in the made-up call history (default 1000)
  --seed <n>           another seed makes another history
  --history <file>     your own history instead: CSV with the columns contact,time,type
  --latency <ms>       added to every answer
  --rate <n>           requests that the tenant takes in a second; more are answered 429
  --token-life <s>     life of an access token in seconds (default 3600)
  --absent <calls>     calls that the tenant lacks, comma separated:
${nameLines()}
  --fault '<rule>'     a fault to come, as JSON; may be given several times, for example
                       '{"call":"addContacts","effect":{"type":"status","status":429,"retryAfter":2}}'
  --acd '<options>'    how the ACD API behaves, as JSON, for example
                       '{"addressFormat":"mixed","repeatedExternalId":"updates"}'
  --help               this text
`;

/** What the command line asks for. */
export interface CliOptions {
	isHelpAsked: boolean;
	sandbox: SandboxOptions;
	historyFile?: string;
	faults: FaultRule[];
}

/** A command line that cannot be followed; the message says which option and why. */
export class UsageError extends Error {}

function numberOf(
	option: string,
	text: string | undefined,
	range: { min: number; max: number; isWhole: boolean },
): number | undefined {
	if (text === undefined) return undefined;
	const value = text.trim() === '' ? NaN : Number(text);
	const isRightKind = range.isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
	if (!isRightKind || value < range.min || value > range.max) {
		const kind = range.isWhole ? 'a whole number' : 'a number';
		throw new UsageError(`--${option} ${text}: must be ${kind} from ${range.min} to ${range.max}`);
	}
	return value;
}

/** Reads the JSON of an option. @param kind what the JSON is, for an error of the whole */
function jsonOf<Value>(
	option: string,
	text: string,
	kind: string,
	read: (value: unknown) => Value,
): Value {
	try {
		return read(JSON.parse(text));
	} catch (error) {
		const issue = error instanceof ZodError ? error.issues[0] : undefined;
		const reason = issue && `${issue.path.join('.') || kind}: ${issue.message}`;
		throw new UsageError(`--${option} ${text}: ${reason ?? 'is not valid JSON'}`, { cause: error });
	}
}

function faultOf(text: string): FaultRule {
	return jsonOf('fault', text, 'rule', (value) => faultRule.parse(value));
}

function acdOptionsOf(text: string): AcdOptions {
	return jsonOf('acd', text, 'options', (value) => acdOptions.parse(value));
}

function isCallName(name: string): name is CallName {
	return (CALL_NAMES as readonly string[]).includes(name);
}

function absentCallsOf(texts: string[]): CallName[] {
	const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
	return names.map((name) => {
		if (isCallName(name)) return name;
		throw new UsageError(`--absent ${name}: must be of ${CALL_NAMES.join(', ')}`);
	});
}

function valuesOf(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string', default: '4010' },
				contacts: { type: 'string' },
				seed: { type: 'string' },
				history: { type: 'string' },
				latency: { type: 'string' },
				rate: { type: 'string' },
				'token-life': { type: 'string' },
				absent: { type: 'string', multiple: true, default: [] },
				fault: { type: 'string', multiple: true, default: [] },
				acd: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new UsageError(reasonOf(error), { cause: error });
	}
}

/** Reads the command line (without the program's name). Throws a UsageError for what cannot be followed. */
export function parseCommandLine(args: string[]): CliOptions {
	const values = valuesOf(args);
	const whole = (min: number, max: number) => ({ min, max, isWhole: true });
	const seconds = { min: 0.001, max: 31_536_000, isWhole: false };
	const milliseconds = { min: 0, max: 600_000, isWhole: false };
	return {
		isHelpAsked: values.help,
		historyFile: values.history,
		faults: values.fault.map(faultOf),
		sandbox: {
			port: numberOf('port', values.port, whole(0, 65_535)),
			contacts: numberOf('contacts', values.contacts, whole(0, 1_000_000)),
			seed: numberOf('seed', values.seed, whole(-2_147_483_648, 2_147_483_647)),
			latencyMs: numberOf('latency', values.latency, milliseconds),
			requestsPerSecond: numberOf('rate', values.rate, whole(1, 1_000_000)),
			tokenLifeSeconds: numberOf('token-life', values['token-life'], seconds),
			absentCalls: absentCallsOf(values.absent),
			acd: values.acd === undefined ? undefined : acdOptionsOf(values.acd),
		},
	};
}
