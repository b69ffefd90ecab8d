import { readdir } from 'node:fs/promises';

import { exampleWorkflow } from './exampleWorkflow.mts';
import type { WorkflowDraft } from './n8nClient.mts';
import type { WholeN8n } from './wholeN8n.mts';

const FOLDER = new URL('../../workflows', import.meta.url);
/** The examples in the order in which they are best opened; others come after them. */
const ORDER = ['dry-run-preview.json', 'nightly-segmentation-to-campaigns.json'];

/** An example as it is in a started n8n. */
export interface ImportedExample {
	file: string;
	name: string;
	/** Where it is opened. */
	url: string;
	/** What makes it run, in a sentence. */
	howTo: string;
}

function triggersOf({ nodes, connections }: WorkflowDraft) {
	const targets = new Set(
		Object.values(connections).flatMap(({ main = [] }) =>
			main.flatMap((connected) => connected ?? []).map(({ node }) => node),
		),
	);
	return nodes.filter(({ name }) => name in connections && !targets.has(name));
}

/** The webhook that a workflow begins with, and its trigger beside that, if it has them. */
function startOf(draft: WorkflowDraft) {
	const triggers = triggersOf(draft);
	const webhook = triggers.find(({ type }) => type === 'n8n-nodes-base.webhook');
	return { webhook, other: triggers.find((trigger) => trigger !== webhook) };
}

/** Stops where the skill lacks something, as that of a new sandbox does: this is what it shows. */
const PREFLIGHT = 'skills-morning-start.json';

function howToRun(file: string, draft: WorkflowDraft, { n8n }: WholeN8n): string {
	const { webhook, other } = startOf(draft);
	if (file === PREFLIGHT) return 'click Execute workflow: it stops, and says what the skill lacks';
	if (webhook === undefined) return 'click Execute workflow';
	// It calls itself, which only what is published answers.
	if (other !== undefined)
		return `is published already: choose ${other.name} in the arrow of Execute workflow, then click it`;
	const { authentication = 'none' } = webhook.parameters;
	if (authentication !== 'none')
		return `needs a secret of yours: choose a credential in ${webhook.name}, then click Execute workflow and post to its test address`;
	const testUrl = `${n8n.url}/webhook-test/${String(webhook.parameters.path)}`;
	return `click Execute workflow, then run: curl ${testUrl} -d contactId=C-000012`;
}

/**
 * Imports the examples that the n8n does not have yet, by name, and publishes those that call themselves. Gives all of
 * them, the one to open first at the head.
 */
export async function importExamples(whole: WholeN8n): Promise<ImportedExample[]> {
	const { client, credential, accessKey, n8n } = whole;
	const found = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
	const first = ORDER.filter((file) => found.includes(file));
	const files = [...first, ...found.filter((file) => !first.includes(file))];
	const saved = await client.workflows();
	const imported: ImportedExample[] = [];
	for (const file of files) {
		const draft = await exampleWorkflow(file, credential, accessKey);
		const there = saved.find(({ name }) => name === draft.name);
		const id = there?.id ?? (await client.addWorkflow(draft));
		const { webhook, other } = startOf(draft);
		const callsItself = webhook !== undefined && other !== undefined;
		if (callsItself && there === undefined) await client.activate(id);
		const url = `${n8n.url}/workflow/${id}`;
		imported.push({ file, name: draft.name, url, howTo: howToRun(file, draft, whole) });
	}
	return imported;
}
