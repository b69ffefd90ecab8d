import type {
	INode,
	INodeExecutionData,
	ITaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { builtInNodes } from './builtInNodes.mts';
import { MemoryCredentialsHelper } from './credentialsHelper.mts';
import { n8nCore, n8nWorkflow } from './engineModules.mts';
import type {
	EngineError,
	EngineOptions,
	EngineRun,
	NodeRun,
	WorkflowJson,
} from './engineTypes.mts';
import { NodeTypes } from './nodeTypes.mts';
import { startRunData } from './startRunData.mts';

export type { EngineError, EngineOptions, EngineRun, NodeRun, WorkflowJson };

const ENGINE_URL = 'http://localhost:5678';
let runCount = 0;

/**
 * Runs a workflow in n8n's own engine, in this process, from its trigger to its end.
 *
 * A node that fails or a cancel ends in the run's `status`. Throws if the workflow cannot be
 * started: no trigger, an unknown node type, a required parameter or credential that is not set.
 */
export async function runWorkflow(
	workflowJson: WorkflowJson,
	options: EngineOptions,
): Promise<EngineRun> {
	const { mode = 'manual', credentials = {} } = options;
	const nodeTypes = new NodeTypes({ ...builtInNodes, ...options.nodeTypes });
	const executionId = String(++runCount);
	const workflowData = {
		id: `workflow-${executionId}`,
		name: workflowJson.name ?? 'Workflow',
		active: false,
		nodes: structuredClone(workflowJson.nodes).map(withCredentialIds),
		connections: workflowJson.connections,
		settings: {
			executionOrder: 'v1',
			...workflowJson.settings,
			timezone: options.timezone ?? workflowJson.settings?.timezone ?? 'UTC',
		},
	} satisfies Partial<IWorkflowBase>;
	const workflow = new n8nWorkflow.Workflow({ ...workflowData, nodeTypes });

	const hooks = new n8nCore.ExecutionLifecycleHooks(
		mode,
		executionId,
		workflowData as unknown as IWorkflowBase,
	);
	hooks.addHandler('nodeExecuteAfter', (nodeName, taskData) =>
		options.onNodeFinished?.(nodeName, taskData),
	);

	const additionalData: Partial<IWorkflowExecuteAdditionalData> & { hooks: typeof hooks } = {
		credentialsHelper: new MemoryCredentialsHelper(options.credentialTypes ?? {}, credentials),
		hooks,
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${ENGINE_URL}/rest`,
		instanceBaseUrl: ENGINE_URL,
		webhookWaitingBaseUrl: `${ENGINE_URL}/webhook-waiting`,
		formWaitingBaseUrl: `${ENGINE_URL}/form-waiting`,
		setExecutionStatus: () => {},
	};
	const runData = startRunData(
		nodeTypes.findTrigger(workflow),
		options.startItems ?? [{ json: {} }],
		mode === 'manual' ? workflowJson.pinData : undefined,
	);

	const startedAt = performance.now();
	const running = new n8nCore.WorkflowExecute(
		additionalData as IWorkflowExecuteAdditionalData,
		mode,
		runData,
	).processRunExecutionData(workflow);
	const cancel = () => running.cancel();
	options.signalCancel?.(cancel);
	const stopTimer =
		options.cancelAfterMs === undefined ? undefined : setTimeout(cancel, options.cancelAfterMs);
	try {
		const run = await running;
		const { error, runData: tasksByNode } = run.data.resultData;
		return {
			status: run.status,
			...(error === undefined ? {} : { error: toEngineError(error) }),
			nodes: Object.fromEntries(
				Object.entries(tasksByNode).map(([nodeName, tasks]) => [
					nodeName,
					toNodeRun(tasks, nodeTypes.executions.get(nodeName) ?? 0),
				]),
			),
			credentials,
			durationMs: performance.now() - startedAt,
		};
	} finally {
		clearTimeout(stopTimer);
	}
}

/** An exported workflow names credentials that n8n gives an id when the user picks them. */
function withCredentialIds(node: INode): INode {
	for (const credential of Object.values(node.credentials ?? {})) credential.id ||= credential.name;
	return node;
}

function toNodeRun(tasks: ITaskData[], executions: number): NodeRun {
	const outputs: INodeExecutionData[][] = [];
	for (const { data } of tasks) {
		for (const [output, items] of (data?.main ?? []).entries()) {
			outputs[output] = (outputs[output] ?? []).concat(items ?? []);
		}
	}
	const { executionStatus, error } = tasks[tasks.length - 1];
	return {
		status: executionStatus,
		outputs,
		hints: tasks.flatMap(({ hints }) => hints ?? []),
		...(error === undefined ? {} : { error: toEngineError(error) }),
		executions,
	};
}

function toEngineError(error: NonNullable<ITaskData['error']>): EngineError {
	const { name, message, description, httpCode, context, stack } = error as EngineError;
	return { name, message, description, httpCode, context, stack };
}
