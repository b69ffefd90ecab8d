import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';

/** What of a subtitle the canvas shows; the rest is cut. */
const SHOWN_CHARACTERS = 27;

const { nodeTypes } = loadPackageTypes('source');
const LIST_UPSERT = new CxoneListUpsert().description;
const CAMPAIGN = new CxonePredictiveCampaign().description;

/** What stands below the name of a node with these parameters. */
function subtitleOf(
	{ name, subtitle }: { name: string; subtitle?: string },
	parameters: Record<string, string | boolean>,
): string {
	const node = {
		id: 'n-1',
		name: 'Node',
		type: `n8n-nodes-cxone.${name}`,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new n8nWorkflow.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: (type) => nodeTypes[type],
			getByNameAndVersion: (type) => nodeTypes[type],
			getKnownTypes: () => ({}),
		},
	});
	return String(
		workflow.expression.getSimpleParameterValue(workflow.nodes.Node, subtitle, 'internal', {}),
	);
}

test.each(['segment', 'name', 'id'])(
	'a dry run of lists by %s says so where it is not cut',
	(listBy) => {
		const wet = subtitleOf(LIST_UPSERT, { listBy, dryRun: false });
		const dry = subtitleOf(LIST_UPSERT, { listBy, dryRun: true });
		expect(wet).toMatch(/^create or update by /);
		expect(wet).not.toContain('dry run');
		expect(dry.slice(0, SHOWN_CHARACTERS)).toContain('dry run');
		for (const text of [wet, dry]) expect(text.length).toBeLessThanOrEqual(SHOWN_CHARACTERS);
	},
);

test.each(['true', ' TRUE ', true])('a dry run by %j says so, as the run takes it', (dryRun) => {
	expect(subtitleOf(LIST_UPSERT, { listBy: 'segment', dryRun })).toContain('dry run');
	expect(subtitleOf(CAMPAIGN, { operation: 'launch', dryRun })).toBe('launch (dry run)');
});
