import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';

import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server.mts';

/** A sandbox with a client of its ACD API that carries a good token and answers every status instead of throwing. */
export interface AcdTestTenant {
	sandbox: Sandbox;
	/** Its base is `…/inContactAPI/services/v30.0`. */
	api: AxiosInstance;
}

/** A client of an address, without a token; redirects are shown, not followed. */
export function clientOf(baseURL: string): AxiosInstance {
	return axios.create({
		baseURL,
		validateStatus: () => true,
		maxRedirects: 0,
		proxy: false,
		headers: { Accept: 'application/json' },
		maxBodyLength: Infinity,
	});
}

/** Logs in with the access key, fields changed or, by undefined, left out. */
export async function logIn(
	{ url, acd }: Sandbox,
	changes: Record<string, unknown> = {},
): Promise<AxiosResponse> {
	const { accessKeyId, accessKeySecret } = acd.credential;
	return await clientOf(url).post('/authentication/v1/token/access-key', {
		accessKeyId,
		accessKeySecret,
		...changes,
	});
}

/** A client of the API at a version, with a new token. */
export async function acdClient(sandbox: Sandbox, version = 30): Promise<AxiosInstance> {
	const { data } = await logIn(sandbox);
	const client = clientOf(`${sandbox.acd.apiUrl}/inContactAPI/services/v${version}.0`);
	client.defaults.headers.common.authorization = `Bearer ${data.access_token}`;
	return client;
}

/** Starts a sandbox and logs in; the request log then starts empty. */
export async function openAcdTenant(options: SandboxOptions = {}): Promise<AcdTestTenant> {
	const sandbox = await startSandbox({ contacts: 50, ...options });
	const api = await acdClient(sandbox);
	sandbox.reset();
	return { sandbox, api };
}

/** The text of the header that tells how a call went. */
export function statusText({ headers }: AxiosResponse): string | undefined {
	return headers.icstatusdescription;
}

/** A GET with exactly these headers: HTTP clients add an `Accept` by themselves. */
export async function bareGet(
	url: string,
	headers: Record<string, string>,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
	return await new Promise((resolve, reject) => {
		const sent = httpRequest(url, { headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('end', () =>
				resolve({
					status: answer.statusCode ?? 0,
					headers: answer.headers,
					text: Buffer.concat(chunks).toString(),
				}),
			);
		});
		sent.on('error', reject);
		sent.end();
	});
}

/** Makes a list with the columns id, phone, score and expires; gives its id. */
export async function makeCallingList(api: AxiosInstance, listName: string): Promise<number> {
	const { data } = await api.post(
		'/lists/call-lists',
		{ destinationMappings: [{ fieldName: 'PhoneNumber', fieldValue: 'phone' }] },
		{
			params: {
				listName,
				externalIdColumn: 'id',
				scoreColumn: 'score',
				timeZoneColumn: 'zone',
				expirationDateColumn: 'expires',
			},
		},
	);
	return (data.resultSet ?? data).listId;
}

/** The body of an upload that is taken, with fields changed or, by undefined, left out. */
export function uploadBody(csv: string, changes: Record<string, unknown> = {}) {
	return {
		listFile: Buffer.from(csv).toString('base64'),
		fileName: 'records.csv',
		forceOverwrite: false,
		expirationDate: '2099-12-31',
		startSkill: false,
		sendEmail: false,
		skillId: 4001,
		...changes,
	};
}

/** Uploads a file and waits until its job is done; gives the job. */
export async function upload(
	api: AxiosInstance,
	listId: number,
	csv: string,
	changes: Record<string, unknown> = {},
) {
	const answer = await api.post(`/lists/call-lists/${listId}/upload`, uploadBody(csv, changes));
	if (answer.status !== 202) throw new Error(`upload: ${answer.status} ${statusText(answer)}`);
	for (;;) {
		const { data } = await api.get(`/lists/call-lists/jobs/${answer.data.jobId}`);
		const [job] = data.uploadJobs;
		if (job.isComplete || job.isCancelled) return job;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
