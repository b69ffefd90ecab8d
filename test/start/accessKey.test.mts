import type { INodeType } from 'n8n-workflow';

import { ACD_ROUTES } from '../../sandbox/acd/calls.mts';
import { type Interaction, type Sandbox, startSandbox } from '../../sandbox/server.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import type { Stage } from '../../tools/start/report.mts';
import { readTarget, type TenantTarget } from '../../tools/start/settings.mts';
import { runAgainstTenant } from '../../tools/start/tenantRun.mts';
import { paletteFor } from '../../tools/start/text.mts';
import { NODE_TYPES, readWorkflow } from '../../tools/start/workflow.mts';
import { setUp, start } from './startProcess.mts';

const DAY_MS = 86_400_000;
const SEEN_AT = { high: '+12125550101', medium: '+12125550102', low: '+12125550103' };
const CREDENTIAL_TYPE = 'cxoneAccessKeyApi';

/** Calls of one customer, an hour apart, the last one so many days ago. */
function callsOf(contactId: string, count: number, daysAgo: number): Interaction[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `${contactId}-${index}`,
		startTime: new Date(Date.now() - daysAgo * DAY_MS - index * 3_600_000).toISOString(),
		contactId,
		type: 'voice',
		direction: 'inbound',
		durationSeconds: 60,
	}));
}

// Starts a process that loads n8n's engine.
jest.setTimeout(90_000);

let tenant: Sandbox;

beforeEach(async () => {
	const { high, medium, low } = SEEN_AT;
	const history = [...callsOf(high, 25, 1), ...callsOf(medium, 1, 2), ...callsOf(low, 1, 80)];
	tenant = await startSandbox({ history });
});

afterEach(async () => {
	await tenant.close();
});

/** The environment that names the tenant. */
function named(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const { accessKeyId, accessKeySecret, loginUrl } = tenant.acd.credential;
	return {
		CXONE_ACCESS_KEY_ID: accessKeyId,
		CXONE_ACCESS_KEY_SECRET: accessKeySecret,
		CXONE_LOGIN_URL: loginUrl,
		...more,
	};
}

/** Whether CXone holds what it held before, and no phone can have rung. */
function expectUntouched(before: string): void {
	expect(JSON.stringify(tenant.state)).toBe(before);
	const reads: string[] = Object.entries(ACD_ROUTES).flatMap(([name, { method }]) =>
		method === 'GET' ? [name] : [],
	);
	const allowed = ['accessKeyLogin', 'tenantDiscovery', ...reads];
	expect(tenant.requests.filter(({ call }) => !allowed.includes(call))).toEqual([]);
}

function expectNothingPrivate(text: string): void {
	const { accessKeyId, accessKeySecret } = tenant.acd.credential;
	for (const secret of [accessKeyId, accessKeySecret, ...Object.values(SEEN_AT)]) {
		expect(text).not.toContain(secret.replace('+1', ''));
	}
}

describe('the workflow for an access key', () => {
	const workflow = readWorkflow({ isDryRun: true, authentication: 'accessKey' });

	test('ends with the scores, and asks by the access key', () => {
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		expect(nodes.map(({ name }) => name)).toEqual([
			'Every Night at 02:00',
			'Search Last 90 Days',
			'Score Contacts',
		]);
		const [, search, score] = nodes;
		expect(search.parameters).toEqual({
			authentication: 'accessKey',
			contactSource: 'all',
			daysBack: 90,
			output: 'contactSummary',
		});
		expect(Object.keys(search.credentials ?? {})).toEqual([CREDENTIAL_TYPE]);
		expect(score.credentials).toBeUndefined();
	});

	test('leads from one of its nodes to the next, and nowhere else', () => {
		const names = workflow.nodes.map(({ name }) => name);
		const targets = Object.entries(workflow.connections).flatMap(([from, { main }]) =>
			main.flatMap((output) => output?.map(({ node }) => [from, node]) ?? []),
		);
		expect(targets).toEqual([
			['Every Night at 02:00', 'Search Last 90 Days'],
			['Search Last 90 Days', 'Score Contacts'],
		]);
		expect(names).toEqual(expect.arrayContaining(Object.keys(workflow.connections)));
	});

	test('takes the contacts that are named', () => {
		const contactIds = [SEEN_AT.high];
		const { nodes } = readWorkflow({ authentication: 'accessKey', contactIds });
		expect(nodes.find(({ type }) => type === NODE_TYPES.search)?.parameters).toMatchObject({
			authentication: 'accessKey',
			contactSource: 'ids',
			contactIds,
		});
	});
});

describe('a run by an access key', () => {
	const types = loadPackageTypes('source');

	/** Runs it, with node types changed; gives whether all went well, and the lines. */
	async function run(nodeTypes: Record<string, INodeType> = {}) {
		const said: string[] = [];
		const stage: Stage = {
			types: {
				...types,
				nodeTypes: {
					...types.nodeTypes,
					...nodeTypes,
				},
			},
			palette: paletteFor(false, {}),
			timezone: 'Europe/Vienna',
			screen: { write: (text: string) => said.push(text) },
			say: (lines) => said.push(...lines),
		};
		const isGood = await runAgainstTenant((await readTarget(named())) as TenantTarget, stage);
		return { isGood, text: said.join('\n') };
	}

	test('shows segments and no lists, writes nothing and tells no phone number', async () => {
		const before = JSON.stringify(tenant.state);
		const { isGood, text } = await run();

		expect(text).toContain(`CXone     127.0.0.1:${tenant.port}, by an access key`);
		expect(text).toContain('Mode      dry run: searches and scores, writes nothing');
		expect(text).toContain('Read 27 interactions of 3 contacts; scored 3 contacts.');
		expect(text).toMatch(/^ {2}high +1 +33 % .*\n {2}medium +1 +33 % .*\n {2}low +1 +33 % /m);
		expect(text).toContain(
			'✔ Checked: scores and segments of 3 contacts agree with an independent calculation',
		);
		expect(text).toMatch(
			new RegExp(`^${tenant.requests.length} requests in .*: 1 token, 1 address look-up, `, 'm'),
		);
		expect(text).toContain('Nothing was written: by an access key npm start only searches');
		expect(text).not.toMatch(/^ *(List|Campaign)\b/m);
		expect(text).not.toContain('CXONE_LAUNCH');
		expect(isGood).toBe(true);
		expectUntouched(before);
		expectNothingPrivate(text);
	});

	test('is not good when a score is wrong, and tells the end of the number only', async () => {
		const score = types.nodeTypes[NODE_TYPES.score];
		const wrong = Object.create(score) as INodeType;
		wrong.execute = async function (...args) {
			const outputs = await score.execute?.apply(this, args);
			if (!Array.isArray(outputs)) throw new Error('no items');
			for (const { json } of outputs[0] ?? []) json.score = Number(json.score) + 0.5;
			return outputs;
		};
		const { isGood, text } = await run({ [NODE_TYPES.score]: wrong });

		expect(isGood).toBe(false);
		expect(text).toContain('✘ Check failed: an independent calculation from the contact summaries');
		expect(text).toMatch(/^ {2}…01 scores \d+\.\d{6} instead of \d+\.\d{6}$/m);
		expectNothingPrivate(text);
	});

	test('says which node failed when the key is not accepted', async () => {
		tenant.acd.credential.accessKeySecret = 'wrong-and-not-to-be-shown';
		const { isGood, text } = await run();

		expect(isGood).toBe(false);
		expect(text).toContain('✘ Search Last 90 Days: CXone does not accept the credential');
		expectNothingPrivate(text);
	});
});

test('npm start by an access key searches and scores in the tenant, and writes nothing', async () => {
	expect(await setUp()).toMatchObject({ exitCode: 0, stderr: '' });
	const before = JSON.stringify(tenant.state);
	const { exitCode, stdout, stderr, leftBehind } = await start(named());

	expect(stderr).toBe('');
	expect(stdout).toContain('by an access key');
	for (const name of ['Every Night at 02:00', 'Search Last 90 Days', 'Score Contacts']) {
		expect(stdout).toMatch(new RegExp(`^✔ ${name} .* items? .* requests? .* s$`, 'm'));
	}
	expect(stdout).toContain('Read 27 interactions of 3 contacts; scored 3 contacts.');
	expect(stdout).toMatch(/^ {2}high +1 +33 % .*\n {2}medium +1 +33 % .*\n {2}low +1 +33 % /m);
	expect(stdout).toContain('✔ Checked: scores and segments of 3 contacts agree');
	expect(stdout).toMatch(new RegExp(`^${tenant.requests.length} requests in `, 'm'));
	expect(exitCode).toBe(0);
	expect(leftBehind).toEqual([]);
	expectUntouched(before);
	expectNothingPrivate(stdout);
});
