import axios, { type AxiosInstance } from 'axios';
import { parse } from 'flatted';
import type { IConnections, INode, IPinData, IRun, IWorkflowSettings } from 'n8n-workflow';

import { until } from '../system/until.mts';

/** The owner of an n8n that is thrown away. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Sandbox-2026',
};
/** n8n ties a login to the browser that made it; a browser that is to share it says the same. */
const BROWSER_ID = 'n8n-nodes-cxone';
const ASK_EVERY_MS = 100;
const RUN_WITHIN_MS = 120_000;
const WEBHOOK_WITHIN_MS = 30_000;

/** A credential as n8n keeps it. */
export interface SavedCredential {
	id: string;
	name: string;
}

/** The credential type that is meant where none is named. */
const OAUTH2_TYPE = 'cxoneOAuth2Api';

/** A workflow to save; `id` is given by n8n. */
export interface WorkflowDraft {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	/** Items that take the place of a node's own, by its name. */
	pinData?: IPinData;
}

/** An execution as n8n keeps it. */
export interface SavedExecution {
	id: string;
	status: IRun['status'];
	finished: boolean;
	data: IRun['data'];
}

/** Answer of n8n to a test of a credential: what the dialog shows. */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** Speaks to n8n's own interface, as its editor does, as the owner. */
export class N8nClient {
	private constructor(private readonly http: AxiosInstance) {}

	/** Sets the owner up on a new n8n, or logs in on one that has it. */
	static async logIn(url: string): Promise<N8nClient> {
		const http = axios.create({ baseURL: `${url}/rest`, headers: { 'browser-id': BROWSER_ID } });
		const { data: settings } = await http.get<{
			data: { userManagement: { showSetupOnFirstLoad: boolean } };
		}>('/settings');
		const isNew = settings.data.userManagement.showSetupOnFirstLoad;
		const { email, password } = OWNER;
		const answer = isNew
			? await http.post('/owner/setup', OWNER)
			: await http.post('/login', { email, emailOrLdapLoginId: email, password });
		const cookies = answer.headers['set-cookie'] ?? [];
		http.defaults.headers.common.Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return new N8nClient(http);
	}

	/** Calls one of n8n's own addresses below `/rest`, and gives its `data`; throws with n8n's words when it refuses. */
	async call<Answer>(
		method: 'get' | 'post' | 'patch',
		path: string,
		body?: object,
	): Promise<Answer> {
		const answer = await this.http.request<{ data: Answer; message?: string }>({
			method,
			url: path,
			data: body,
			validateStatus: () => true,
		});
		if (answer.status >= 400)
			throw new Error(`${method} ${path}: ${answer.status} ${answer.data.message ?? ''}`);
		return answer.data.data;
	}

	/** Saves a credential, of CXone if no other type is named. */
	async addCredential(name: string, data: object, type = OAUTH2_TYPE): Promise<SavedCredential> {
		const { id } = await this.call<SavedCredential>('post', '/credentials', { name, type, data });
		return { id, name };
	}

	/** Saves a credential, in the place of one of that name if there is one. */
	async setCredential(name: string, data: object, type = OAUTH2_TYPE): Promise<SavedCredential> {
		const saved = await this.call<SavedCredential[]>('get', '/credentials');
		const same = saved.find((credential) => credential.name === name);
		if (same === undefined) return await this.addCredential(name, data, type);
		await this.changeCredential(same, data, type);
		return { id: same.id, name };
	}

	/** The workflows there are, in the order of n8n. */
	async workflows(): Promise<Array<{ id: string; name: string }>> {
		return await this.call('get', '/workflows');
	}

	/** The types of nodes that the editor gets, and when n8n wrote them, as it does when it loads packages. */
	async nodeTypes(): Promise<{ names: string[]; writtenAt: string }> {
		const url = new URL('/types/nodes.json', this.http.defaults.baseURL).href;
		const { data, headers } = await this.http.get<Array<{ name: string }> | string>(url);
		// While n8n writes them they are no JSON yet.
		const types = typeof data === 'string' ? [] : data;
		return { names: types.map(({ name }) => name), writtenAt: String(headers['last-modified']) };
	}

	/** Saves other values for a CXone credential; n8n keeps its token. */
	async changeCredential(
		{ id, name }: SavedCredential,
		data: object,
		type = OAUTH2_TYPE,
	): Promise<void> {
		await this.call('patch', `/credentials/${id}`, { name, type, data });
	}

	/** The values that the dialog of a credential gets, hidden ones too; n8n puts a mark in place of each secret. */
	async credentialValues({ id }: SavedCredential): Promise<Record<string, unknown>> {
		const { data } = await this.call<{ data: Record<string, unknown> }>(
			'get',
			`/credentials/${id}?includeData=true`,
		);
		return data;
	}

	/** Presses the dialog's test of a credential with these values. */
	async testCredential(
		{ id, name }: SavedCredential,
		data: object,
		type = OAUTH2_TYPE,
	): Promise<CredentialTest> {
		const credentials = { id, name, type, data };
		return await this.call('post', '/credentials/test', { credentials });
	}

	/** Saves a workflow and gives its id. */
	async addWorkflow(draft: WorkflowDraft): Promise<string> {
		const settings = { executionOrder: 'v1' as const, ...draft.settings };
		// 1.x saves none that does not say whether it is active.
		const workflow = { active: false, ...draft, settings };
		const { id } = await this.call<{ id: string }>('post', '/workflows', workflow);
		return id;
	}

	/** Activates a workflow, which newer n8n calls *Publish*, and waits until its webhooks are there. */
	async activate(workflowId: string): Promise<void> {
		const { versionId, nodes } = await this.call<{ versionId: string; nodes: INode[] }>(
			'get',
			`/workflows/${workflowId}`,
		);
		await this.call('post', `/workflows/${workflowId}/activate`, { versionId });
		for (const { type, parameters } of nodes)
			if (type === 'n8n-nodes-base.webhook') await this.webhookReady(String(parameters.path));
	}

	private async webhookReady(path: string): Promise<void> {
		const url = new URL(`/webhook/${path}`, this.http.defaults.baseURL).href;
		const headers = { Origin: 'http://localhost' };
		await until(
			async () => {
				const answer = await axios.options(url, { headers, validateStatus: () => true });
				const methods = String(answer.headers['access-control-allow-methods']);
				return methods.includes('POST') ? true : undefined;
			},
			{
				withinMs: WEBHOOK_WITHIN_MS,
				everyMs: ASK_EVERY_MS,
				complaint: () => `The webhook ${path} is not there within ${WEBHOOK_WITHIN_MS / 1_000} s`,
			},
		);
	}

	/** Starts a workflow from a trigger as *Execute workflow* does, and gives the id of the execution. */
	async execute(workflowId: string, triggerName: string): Promise<string> {
		const workflowData = await this.call<object>('get', `/workflows/${workflowId}`);
		const { executionId } = await this.call<{ executionId: string }>(
			'post',
			`/workflows/${workflowId}/run`,
			{ workflowData, triggerToStartFrom: { name: triggerName } },
		);
		return executionId;
	}

	/** Stops an execution as the editor's button does. */
	async stop(executionId: string): Promise<void> {
		await this.call('post', `/executions/${executionId}/stop`);
	}

	/** An execution as it stands. */
	async execution(executionId: string): Promise<SavedExecution> {
		const saved = await this.call<{ data: string } & Omit<SavedExecution, 'data'>>(
			'get',
			`/executions/${executionId}`,
		);
		return { ...saved, data: parse(saved.data) as IRun['data'] };
	}

	/** An execution once it has ended; throws when it has not within two minutes. */
	async ended(executionId: string): Promise<SavedExecution> {
		return await until(
			async () => {
				const execution = await this.execution(executionId);
				const hasEnded = !['new', 'running', 'waiting'].includes(execution.status);
				// The status is saved a moment before the data.
				return hasEnded && 'resultData' in (execution.data ?? {}) ? execution : undefined;
			},
			{
				withinMs: RUN_WITHIN_MS,
				everyMs: ASK_EVERY_MS,
				complaint: () => `Execution ${executionId} has not ended within ${RUN_WITHIN_MS / 1_000} s`,
			},
		);
	}
}
