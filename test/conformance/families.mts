import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeParameters,
} from 'n8n-workflow';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import type { CallName } from '../../sandbox/calls.mts';
import type { Interaction, Sandbox } from '../../sandbox/server.mts';
import { runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';

/** A family of CXone's API, with all by which tests of what every family promises tell one from another. */
export interface ConformingFamily {
	/** Value of the nodes' parameter `authentication`. */
	authentication: 'oAuth2' | 'accessKey';
	credentialType: ICredentialType;
	credentialOf: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** The calls by which it logs in and searches. */
	loginCall: CallName;
	searchCall: CallName;
	/** How a contact of the sandbox's history is named. */
	contactIdOf: (sandbox: Sandbox, contactId: string) => string;
	/** The interactions that the service shows, by the sandbox's own account of them. */
	interactionsOf: (sandbox: Sandbox) => Interaction[];
	/** Texts that nobody may be shown. */
	secretsOf: (sandbox: Sandbox) => string[];
	/** Parameters by which a search takes several pages where `rows` come. */
	inPagesOf: (rows: number) => INodeParameters;
}

/** A call gets a new master after three transfers, and counts as another one: nothing in its row says otherwise. */
function transfersOnTheirOwn(history: Interaction[], { contacts }: Sandbox['acd']): Interaction[] {
	const byId = new Map(history.map((row) => [row.id, row]));
	const inOrder = [...contacts()].sort((a, b) => a.contactId - b.contactId);
	let call: Interaction | undefined;
	return inOrder.flatMap(({ kind, contactId, masterContactId, interactionId, startMs }) => {
		if (kind === 'call') call = byId.get(interactionId ?? '');
		if (kind !== 'child' || masterContactId !== contactId || call === undefined) return [];
		return [{ ...call, id: String(contactId), startTime: new Date(startMs).toISOString() }];
	});
}

const ALL: ConformingFamily[] = [
	{
		authentication: 'oAuth2',
		credentialType: new CxoneOAuth2Api(),
		credentialOf: ({ credential }) => ({ ...credential }),
		loginCall: 'token',
		searchCall: 'searchInteractions',
		contactIdOf: (_, contactId) => contactId,
		interactionsOf: ({ state }) => state.history,
		secretsOf: ({ credential }) => [credential.clientSecret],
		inPagesOf: (pageSize) => ({ pageSize }),
	},
	{
		authentication: 'accessKey',
		credentialType: new CxoneAccessKeyApi(),
		credentialOf: ({ acd }) => ({ ...acd.credential }),
		loginCall: 'accessKeyLogin',
		searchCall: 'completedContacts',
		contactIdOf: (sandbox, contactId) => sandbox.phoneOf(contactId),
		interactionsOf: ({ state, acd }) => [
			...state.history,
			...transfersOnTheirOwn(state.history, acd),
		],
		secretsOf: ({ acd }) => [acd.credential.accessKeySecret],
		inPagesOf: (pageSize) => ({ pageSize }),
	},
];

/** The families, or the one that `FAMILY` names. */
export const families = ALL.filter(
	({ authentication }) => (process.env.FAMILY ?? authentication) === authentication,
);
if (families.length === 0) throw new Error(`FAMILY=${process.env.FAMILY}: there is no such family`);

/** Runs the search node against the family's side of a sandbox. */
export async function searchBy(
	family: ConformingFamily,
	sandbox: Sandbox,
	parameters: INodeParameters,
	options: Omit<NodeRunOptions, 'parameters' | 'credential'> = {},
): Promise<TestedNodeRun> {
	const { authentication, credentialType, credentialOf } = family;
	return await runNode(CxoneInteractionsSearch, {
		...options,
		parameters: { authentication, interactionTypes: [], ...parameters },
		credential: { type: credentialType, values: credentialOf(sandbox) },
	});
}
