import type { INodeParameters, INodeType } from 'n8n-workflow';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { NodeTypes } from '../../tools/engine/nodeTypes.mts';
import { workflowNode } from '../support/engine.mts';
import { fillList, segmentItems } from './campaignRuns.mts';
import { campaign, shareSandbox, shortenWaits } from './outboundRuns.mts';
import { acdCallsOf, listItem, putList, setUpSkills, skills } from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

/** The hints that n8n's editor shows before a run, worked out in its way: over the defaults, by the first item if any. */
function hintsBefore(
	node: INodeType,
	parameters: INodeParameters = {},
	items: Array<{ json: object }> = [],
): string[] {
	const type = `n8n-nodes-cxone.${node.description.name}`;
	const workflow = new n8nWorkflow.Workflow({
		id: 'w',
		active: false,
		nodes: [workflowNode('Node', type, parameters)],
		connections: {},
		nodeTypes: new NodeTypes({ [type]: node }),
	});
	const { hints = [] } = node.description;
	const shown = hints.filter(({ displayCondition, whenToDisplay }) => {
		expect(whenToDisplay).toBe('beforeExecution');
		try {
			return (
				workflow.expression.getParameterValue(
					displayCondition ?? '',
					null,
					0,
					0,
					'Node',
					items as never,
					'manual',
					{},
				) === true
			);
		} catch {
			// The editor shows no hint then.
			return false;
		}
	});
	return shown.map(({ message }) => message);
}

const DIALS = expect.stringMatching(/that dial people/);
const isAlarm = (message: string) => /that dial people/.test(message);
const ABOVE = /^A threshold is above <i>Maximum Abandonment Rate<\/i>/;
const node = new CxonePredictiveCampaign();

const switches = [true, false, 'True', ' false '];

describe('the alarm before a run is given where dialing follows, and nowhere else', () => {
	const launches = ['launch', 'get', 'getAll'].flatMap((operation) =>
		switches.flatMap((dryRun) => ['active', 'paused'].map((status) => [operation, dryRun, status])),
	) as Array<[string, boolean | string, string]>;

	test.each(launches)('OAuth2: %s, Dry Run %j, %s', async (operation, dryRun, status) => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		const parameters = { operation, dryRun, status, abandonmentRule: 'off' };
		const items = segmentItems(listId, 'high');
		const run = await campaign(sandbox, {
			items,
			parameters: { ...parameters, campaignId: { __rl: true, mode: 'id', value: 'none' } } as never,
		});
		if (operation !== 'get') expect(run.error).toBeUndefined();
		const dials = sandbox.state.campaigns.some((made) => made.status === 'active');

		expect(hintsBefore(node, parameters, items)).toEqual(dials ? [DIALS] : []);
	});

	const starts = ['launch', 'start', 'stop', 'get', 'getAll'].flatMap((operation) =>
		switches.flatMap((dryRun) => [true, false].map((isAsked) => [operation, dryRun, isAsked])),
	) as Array<[string, boolean | string, boolean]>;

	test.each(starts)(
		'access key: %s, Dry Run %j, Start Dialing %j',
		async (operation, dryRun, startDialing) => {
			const { sandbox } = shared;
			setUpSkills(sandbox);
			const items = [listItem(await putList(sandbox, { a: {} }))];
			const parameters = { authentication: 'accessKey', operation, dryRun, startDialing };
			const run = await skills(sandbox, { items, parameters });
			expect(run.error).toBeUndefined();
			const dials = acdCallsOf(sandbox).includes('startSkill');

			expect(hintsBefore(node, parameters, items)).toEqual(dials ? [DIALS] : []);
		},
	);
});

describe('before anything has run', () => {
	test('the default launch dials, as its values tell', () => {
		expect(hintsBefore(node).filter(isAlarm)).toHaveLength(1);
	});

	test.each([
		['a Dry Run that an earlier node decides', { dryRun: '={{ $json.isDry }}' }],
		['a status that an earlier node decides', { status: '={{ $json.status }}' }],
		['an operation of skills', { authentication: 'accessKey' }],
	])('%s is not guessed', (_, parameters) => {
		expect(hintsBefore(node, parameters).filter(isAlarm)).toEqual([]);
	});

	test('with input, an expression counts', () => {
		const dryRun = '={{ $json.isDry }}';
		const hintsFor = (isDry: boolean) =>
			hintsBefore(node, { dryRun }, [{ json: { isDry } }]).filter(isAlarm);
		expect(hintsFor(false)).toHaveLength(1);
		expect(hintsFor(true)).toEqual([]);
	});

	test('a tool of an agent dials only where a person allowed it', () => {
		class Tool extends CxonePredictiveCampaign {
			constructor() {
				super();
				const { name, properties } = this.description;
				// As n8n makes a tool of a node.
				const more = {
					displayName: 'Tool Description',
					name: 'descriptionType',
					type: 'options' as const,
					options: [{ name: 'Set Automatically', value: 'auto' }],
					default: 'auto',
				};
				this.description = {
					...this.description,
					name: `${name}Tool`,
					properties: [more, ...properties],
				};
			}
		}
		const alarms = (parameters: INodeParameters) =>
			hintsBefore(new Tool(), parameters).filter(isAlarm);
		expect(alarms({})).toEqual([]);
		expect(alarms({ options: { allowAgentLaunch: true } })).toHaveLength(1);
	});
});

describe('thresholds above the ceiling', () => {
	test.each<[INodeParameters, RegExp[]]>([
		[{}, [/Check the law/]],
		[{ abandonmentRule: 'block' }, [/will fail/]],
		[{ abandonmentRule: 'off' }, []],
		[{ maximumAbandonmentRate: 8 }, []],
		[{ maximumAbandonmentRate: 7.9 }, [/Check the law/]],
		[{ thresholdBy: 'fixed' }, []],
		[{ thresholdBy: 'fixed', abandonThreshold: 4 }, [/Check the law/]],
		[{ thresholdBy: 'fixed', abandonThreshold: '={{ $json.percent }}' }, []],
		[{ thresholdBy: 'fixed', maximumAbandonmentRate: '={{ $json.percent }}' }, []],
		[{ operation: 'getAll' }, []],
		[{ authentication: 'accessKey' }, []],
		[{ authentication: 'accessKey', lowThreshold: 8 }, [/Check the law/]],
		[{ authentication: 'accessKey', operation: 'start', lowThreshold: 8 }, []],
	])('%j', (parameters, wanted) => {
		const hints = hintsBefore(node, { dryRun: true, ...parameters });
		expect(hints).toEqual(wanted.map((text) => expect.stringMatching(text)));
		for (const hint of hints) expect(hint).toMatch(ABOVE);
	});
});

test.each<[INodeParameters, boolean]>([
	[{}, false],
	[{ returnAll: false }, true],
	[{ returnAll: 'False' }, true],
	[{ returnAll: '={{ $json.all }}' }, false],
	[{ returnAll: false, output: 'contactSummary' }, false],
])('a limit that cuts histories: %j', (parameters, isShown) => {
	expect(hintsBefore(new CxoneInteractionsSearch(), parameters)).toEqual(
		isShown ? [expect.stringContaining('cut histories short')] : [],
	);
});

test.each<[INodeParameters, boolean]>([
	[{}, false],
	[{ authentication: 'accessKey' }, false],
	[{ authentication: 'accessKey', ifSkillIsRunning: 'upload' }, true],
	[{ authentication: 'accessKey', ifSkillIsRunning: 'upload', dryRun: true }, false],
	[{ ifSkillIsRunning: 'upload' }, false],
])('an upload that rings at once: %j', (parameters, isShown) => {
	expect(hintsBefore(new CxoneListUpsert(), parameters)).toEqual(
		isShown ? [expect.stringContaining('called at once')] : [],
	);
});
