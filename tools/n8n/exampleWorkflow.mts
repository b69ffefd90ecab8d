import { readFile } from 'node:fs/promises';

import type { SavedCredential, WorkflowDraft } from './n8nClient.mts';

/**
 * An example of `workflows/` with this credential, or for NICE's ACD API this access key, in each node that asks for one.
 * Throws where a node asks for an access key and none is given.
 */
export async function exampleWorkflow(
	file: string,
	credential: SavedCredential,
	accessKey?: SavedCredential,
): Promise<WorkflowDraft> {
	const url = new URL(`../../workflows/${file}`, import.meta.url);
	const { name, nodes, connections, settings } = JSON.parse(
		await readFile(url, 'utf8'),
	) as WorkflowDraft;
	const saved: Record<string, SavedCredential | undefined> = {
		cxoneOAuth2Api: credential,
		cxoneAccessKeyApi: accessKey,
	};
	const withCredential = nodes.map((node) => ({
		...node,
		...(node.credentials && {
			credentials: Object.fromEntries(
				Object.keys(node.credentials).map((type) => {
					const chosen = saved[type];
					if (chosen === undefined) throw new Error(`${file} needs a credential ${type}`);
					return [type, { ...chosen }];
				}),
			),
		}),
	}));
	return { name, nodes: withCredential, connections, settings };
}
