import { readFile } from 'node:fs/promises';

import type { SavedCredential, WorkflowDraft } from './n8nClient.mts';

/** An example of `workflows/` with this credential in each node that asks for one. */
export async function exampleWorkflow(
	file: string,
	credential: SavedCredential,
): Promise<WorkflowDraft> {
	const url = new URL(`../../workflows/${file}`, import.meta.url);
	const { name, nodes, connections, settings } = JSON.parse(
		await readFile(url, 'utf8'),
	) as WorkflowDraft;
	const withCredential = nodes.map((node) =>
		node.credentials === undefined
			? node
			: { ...node, credentials: { cxoneOAuth2Api: { ...credential } } },
	);
	return { name, nodes: withCredential, connections, settings };
}
