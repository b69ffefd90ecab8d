import type { INodeProperties, INodeType } from 'n8n-workflow';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';

const NODES: INodeType[] = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
];

function flat(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) =>
		property.type === 'collection' ? flat(property.options as INodeProperties[]) : [property],
	);
}

test.each(NODES)(
	'a field dropped on $description.displayName becomes its path',
	({ description }) => {
		const fieldNames = flat(description.properties).filter(
			({ name, type }) => type === 'string' && /Fields?$/.test(name),
		);
		for (const { name, requiresDataPath } of fieldNames)
			expect([name, requiresDataPath]).toEqual([name, name.endsWith('s') ? 'multiple' : 'single']);
		expect(fieldNames.length > 0).toBe(description.name !== 'cxonePredictiveCampaign');
	},
);

test('Launch says first that it dials people, and offers the dry run', () => {
	const { properties } = new CxonePredictiveCampaign().description;
	const forLaunch = properties.filter(
		({ displayOptions }) => displayOptions?.show?.operation?.includes('launch') ?? true,
	);
	expect(forLaunch.slice(0, 3).map(({ name, type }) => [name, type])).toEqual([
		['operation', 'options'],
		['launchNotice', 'notice'],
		['dryRun', 'boolean'],
	]);
	expect(forLaunch[1].displayName).toContain('dials real people');
});

test('what must be known of the name of a campaign shows while it is an expression', () => {
	const { properties } = new CxonePredictiveCampaign().description;
	const at = properties.findIndex(({ name }) => name === 'campaignName');
	expect(properties[at].hint).toBeUndefined();
	expect(properties[at + 1]).toMatchObject({
		type: 'notice',
		displayName: expect.stringContaining('Add the date'),
	});
});
