import type {
	ICredentialType,
	IConnections,
	INode,
	INodeExecutionData,
	INodeType,
	IPinData,
	IRun,
	ITaskData,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { CredentialStore } from './credentialsHelper.mts';

/** A workflow as n8n exports it; other fields of the export are ignored. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	/** Items to give out instead of running the node, by node name; in `manual` mode only. */
	pinData?: IPinData;
}

export interface EngineOptions {
	/** Node types by full name, such as `n8n-nodes-cxone.cxoneRfScore`; `builtInNodes` are added. */
	nodeTypes: Record<string, INodeType>;
	/** Credential types by name; `oAuth2Api` is added. */
	credentialTypes?: Record<string, ICredentialType>;
	/**
	 * Stored values by credential name. Written in place, as n8n's database is: runs that get the
	 * same object share their tokens.
	 */
	credentials?: CredentialStore;
	/** The workflow's zone, such as `Europe/Vienna`; its own setting or UTC if not given. */
	timezone?: string;
	/** `manual` if not given. */
	mode?: WorkflowExecuteMode;
	/** Items that the trigger gives; one empty item if not given. */
	startItems?: INodeExecutionData[];
	/** Presses Stop that long after the start. */
	cancelAfterMs?: number;
	/** Gets, before the first node runs, the function that presses Stop. */
	signalCancel?: (cancel: () => void) => void;
	/** Called after each node, not after a cancel. */
	onNodeFinished?: (nodeName: string, taskData: ITaskData) => void;
}

/** An error as n8n keeps it with the execution: plain data, no longer an instance of its class. */
export interface EngineError {
	name?: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: Record<string, unknown>;
	stack?: string;
}

/** What one node did in a run. */
export interface NodeRun {
	status: ITaskData['executionStatus'];
	/** Items by output, the error output last. Several runs of the node (loops) are joined. */
	outputs: INodeExecutionData[][];
	hints: Array<{ message: string }>;
	/** The error that `execute` threw at last, also where the workflow went on. */
	error?: EngineError;
	/** Calls of `execute`: retries count, pinned nodes have none. */
	executions: number;
}

export interface EngineRun {
	status: IRun['status'];
	error?: EngineError;
	/** The nodes that were run, by name. */
	nodes: Record<string, NodeRun>;
	/** The store after the run. */
	credentials: CredentialStore;
	durationMs: number;
}
