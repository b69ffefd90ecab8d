// Needs: every n8n
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { findWrongInSandbox } from '../../tools/start/checkRun.mts';
import { SEGMENTS } from '../../tools/start/workflow.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import { N8nClient } from '../../tools/n8n/n8nClient.mts';
import { installPackage } from '../../tools/n8n/n8nHome.mts';
import { startN8n, type RunningN8n } from '../../tools/n8n/n8nProcess.mts';
import { packInto, startWholeN8n, type WholeN8n } from '../../tools/n8n/wholeN8n.mts';
import { ZONE } from '../workflows/exampleRuns.mts';
import { jsonOf, runSaved } from './support/executions.mts';

const TRIGGER = 'Every Night at 02:00';
const OLD_VERSION = '0.0.9';
const OLD_DESCRIPTION = 'As it was in an older version';
const SCORE_FILE = 'dist/nodes/CxoneRfScore/CxoneRfScore.node.js';

/** Packs the unpacked package again under an older version, in which RF Score describes itself otherwise. */
async function packOldVersion(folder: string): Promise<string> {
	const packageFile = join(folder, 'package', 'package.json');
	const manifest = JSON.parse(await readFile(packageFile, 'utf8')) as object;
	await writeFile(packageFile, JSON.stringify({ ...manifest, version: OLD_VERSION }));
	const scoreFile = join(folder, 'package', SCORE_FILE);
	const code = await readFile(scoreFile, 'utf8');
	const oldCode = code.replace(
		/(name: "cxoneRfScore",[^]*?description: )"[^"]*"/,
		`$1"${OLD_DESCRIPTION}"`,
	);
	expect(oldCode).toContain(OLD_DESCRIPTION);
	await writeFile(scoreFile, oldCode);
	const tarball = join(folder, 'old.tar.gz');
	await promisify(execFile)('tar', ['-czf', tarball, '-C', folder, 'package']);
	return tarball;
}

/** How RF Score describes itself in this n8n. */
async function scoreDescription(client: N8nClient): Promise<string> {
	const nodeInfos = [{ name: 'n8n-nodes-cxone.cxoneRfScore', version: 1 }];
	const [type] = await client.call<Array<{ description: string }>>('post', '/node-types', {
		nodeInfos,
	});
	return type.description;
}

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	let folder: string;
	let whole: WholeN8n;
	let upgraded: RunningN8n | undefined;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'upgrade-'));
	});

	afterAll(async () => {
		await upgraded?.stop();
		await whole?.close();
		await rm(folder, { recursive: true, force: true });
	});

	test('a workflow saved with an older version opens and runs with the present one, with its credential', async () => {
		const presentTarball = await packInto(folder);
		const tarball = await packOldVersion(folder);
		whole = await startWholeN8n({ line, tarball, sandbox: { contacts: 300 } });
		const { client, credential, home, install, sandbox } = whole;
		const draft = await exampleWorkflow('nightly-segmentation-to-campaigns.json', credential);
		const workflowId = await client.addWorkflow({
			...draft,
			settings: { ...draft.settings, timezone: ZONE },
		});
		const startedMs = Date.now();
		const before = await runSaved(client, workflowId, TRIGGER);
		expect(before.status).toBe('success');
		expect(findWrongInSandbox(sandbox, { startedMs, endedMs: Date.now() }, ZONE)).toEqual([]);
		expect(await scoreDescription(client)).toBe(OLD_DESCRIPTION);
		const savedBefore = await client.call<{ nodes: object[] }>('get', `/workflows/${workflowId}`);

		await whole.n8n.stop();
		await installPackage(home, presentTarball);
		upgraded = await startN8n({ install, home });
		const again = await N8nClient.logIn(upgraded.url);

		expect(await scoreDescription(again)).not.toBe(OLD_DESCRIPTION);
		const savedAfter = await again.call<{ nodes: object[] }>('get', `/workflows/${workflowId}`);
		expect(savedAfter.nodes).toEqual(savedBefore.nodes);
		const after = await runSaved(again, workflowId, TRIGGER);
		expect(after.status).toBe('success');
		const contactsOf = (run: typeof before) =>
			jsonOf(run, 'Score Contacts').map(({ contactId, frequency, priority }) => ({
				contactId,
				frequency,
				priority,
			}));
		expect(contactsOf(after)).toEqual(contactsOf(before));
		expect(jsonOf(after, 'Launch Campaigns').map(({ outcome }) => outcome)).toEqual(
			SEGMENTS.map(() => 'existing'),
		);
		expect(sandbox.requestCounts()).toMatchObject({ token: 1, createList: 3, createCampaign: 3 });
		const test = await again.testCredential(credential, { ...sandbox.credential });
		expect(test.status).toBe('OK');
	});
});
