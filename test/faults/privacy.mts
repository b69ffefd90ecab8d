import { AsyncLocalStorage } from 'node:async_hooks';
import { inspect } from 'node:util';

import type { ITaskData } from 'n8n-workflow';

import type { EngineRun } from '../../tools/engine/engine.mts';
import { nodeDouble } from '../../tools/engine/nodeDouble.mts';
import { runNode } from '../support/engine.mts';
import { PRIVATE_NOTE } from './job.mts';

/** Client secret, token, telephone numbers of the job and its attribute value, however they are written. */
const PRIVATE_TEXTS = [
	/sandbox-secret/,
	/sandbox-[0-9a-f]{8}-/,
	/1555010\d/,
	/555.010/,
	new RegExp(PRIVATE_NOTE),
];
const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
const AROUND = 80;

/** What the service may repeat in an error text: all that it was told. */
export const ECHO =
	`Contact +15550100001 (${PRIVATE_NOTE}) sent by sandbox-client with sandbox-secret and ` +
	'sandbox-0123abcd-4567-89ab-cdef-0123456789ab';

/** The same of a look-up or a create, which is told of names and a token only; a name may hold a number. */
export const ECHO_OF_NAMES =
	'Name refused; call +1 555 010 0001. Token sandbox-0123abcd-4567-89ab-cdef-0123456789ab';

/** What n8n and the nodes log, told apart by the work that they log it for. */
export interface LogRecord {
	/** What was logged outside of any work that is watched. */
	lines: string[];
	/** Does the work, beside other work if need be; `lines` then hold what was logged for it. */
	during: <Result>(lines: string[], work: () => Promise<Result>) => Promise<Result>;
}

/** Records all that n8n and the nodes log from now on, at every level. */
export async function recordLogs(): Promise<LogRecord> {
	const outside: string[] = [];
	const watched = new AsyncLocalStorage<string[]>();
	const spy = nodeDouble({ name: 'spy', inputs: ['main'], outputs: ['main'] }, async function () {
		for (const level of LOG_LEVELS) {
			jest.spyOn(this.logger, level).mockImplementation((...told: unknown[]) => {
				(watched.getStore() ?? outside).push(inspect(told, { depth: 8 }));
			});
		}
		return [this.getInputData()];
	});
	await runNode(spy);
	return { lines: outside, during: async (lines, work) => await watched.run(lines, work) };
}

/** All that a run shows to people: n8n's record of each error, hints, and the texts of error items. */
export function shownTexts(run: EngineRun, tasks: ReadonlyMap<string, ITaskData>): string[] {
	const errorItems = Object.values(run.nodes)
		.flatMap(({ outputs }) => outputs.flat())
		.filter(({ json, error }) => json.error !== undefined || error !== undefined)
		.map(({ json, error }) => [json.error, json.message, json.details, error]);
	const hints = Object.values(run.nodes).map((node) => node.hints);
	const errors = Array.from(tasks.values(), ({ error }) => error);
	return [run.error, hints, errors, errorItems].map((shown) => inspect(shown, { depth: 12 }));
}

/** The private texts among those shown, each with what stands around it. */
export function privateTextsIn(texts: readonly string[]): string[] {
	return texts.flatMap((text) =>
		PRIVATE_TEXTS.flatMap((pattern) => {
			const found = pattern.exec(text);
			if (found === null) return [];
			return [text.slice(Math.max(0, found.index - AROUND), found.index + AROUND)];
		}),
	);
}
