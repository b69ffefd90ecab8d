import { readdirSync } from 'node:fs';

import type { INodeExecutionData } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../sandbox/server.mts';
import type { EngineRun, WorkflowJson } from '../../tools/engine/engine.mts';
import { readExample, runExample } from '../support/engine.mts';

/** The zone of the runs: not UTC, and with summer time. */
export const ZONE = 'America/New_York';

const CREDENTIAL_NAME = 'CXone account';

/** A run of an example, with the time that it took place in, milliseconds since 1970. */
export interface ExampleRun extends EngineRun {
	fromMs: number;
	toMs: number;
	/** The JSON of the items that a node gave on its first output. */
	jsonOf(nodeName: string): Array<Record<string, unknown>>;
}

/** The files in workflows/. */
export function exampleFiles(): string[] {
	return readdirSync(new URL('../../workflows', import.meta.url)).sort();
}

/**
 * Runs an example as it stands in workflows/, with the sandbox's credential and these trigger items.
 * Throws when it does not come to its end.
 */
export async function runAsItStands(
	fileName: string,
	sandbox?: Sandbox,
	startItems?: INodeExecutionData[],
): Promise<ExampleRun> {
	const run = await runToItsEnd(readExample(fileName), sandbox, startItems);
	if (run.status !== 'success') throw new Error(`${fileName}: ${run.error?.message ?? run.status}`);
	return run;
}

/** The same for a workflow at hand, which may fail: `status` and `error` tell. */
export async function runToItsEnd(
	workflow: WorkflowJson,
	sandbox?: Sandbox,
	startItems?: INodeExecutionData[],
): Promise<ExampleRun> {
	const fromMs = Date.now();
	const types = workflow.nodes.flatMap(({ credentials = {} }) => Object.keys(credentials));
	const isAccessKey = types.includes('cxoneAccessKeyApi');
	const values = isAccessKey ? sandbox?.acd.credential : sandbox?.credential;
	const run = await runExample(workflow, {
		credentials: values && { [CREDENTIAL_NAME]: { ...values } },
		startItems,
		timezone: ZONE,
	});
	return {
		...run,
		fromMs,
		toMs: Date.now(),
		jsonOf: (nodeName) => (run.nodes[nodeName]?.outputs[0] ?? []).map(({ json }) => json),
	};
}

/** Starts a sandbox with enough contacts for three segments. */
export async function startTenant(): Promise<Sandbox> {
	return await startSandbox({ contacts: 400 });
}

/** The content of the sandbox's lists: by list name, the attributes by contact. */
export function listContents({ lists }: Sandbox['state']) {
	return Object.fromEntries(
		lists.map(({ name, contacts }) => [name, Object.fromEntries(contacts)]),
	);
}
