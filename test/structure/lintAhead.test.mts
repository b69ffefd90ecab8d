/** Rules of n8n that are newer than the lint installed here (CONTRIBUTING, "Ahead of n8n's lint"). */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import packageJson from '../../package.json';
import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';

const LONGEST_HINT = 120;
/** The categories that n8n's documentation names; Logic and Flow are not for a community node. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];
/** Nodes that do one thing only, and have no field that says so yet. */
const WITHOUT_OPERATION = ['cxoneInteractionsSearch'];

const NODES = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
].map((node) => ({ className: node.constructor.name, description: node.description }));

/** A property with all that are inside of it. */
function withInner(property: INodeProperties): INodeProperties[] {
	const options = (property.options ?? []) as Array<
		INodeProperties | INodePropertyCollection | INodePropertyOptions
	>;
	const inner = options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	return [property, ...inner.flatMap(withInner)];
}

describe.each(NODES)('$className', ({ className, description }) => {
	const properties = description.properties.flatMap(withInner);

	test('has an Operation, each with an action (resource-operation-pattern)', () => {
		const [first] = description.properties.filter(({ name }) => name === 'operation');
		if (WITHOUT_OPERATION.includes(description.name) && first === undefined) return;
		expect(first).toMatchObject({ type: 'options', noDataExpression: true });
		for (const option of first.options as INodePropertyOptions[])
			expect(option).toMatchObject({ action: expect.stringMatching(/^[A-Z].*[a-z]/) });
	});

	test('has hints of 120 characters at most (hint-max-length)', () => {
		const long = properties.filter(({ hint = '' }) => hint.length > LONGEST_HINT);
		expect(long.map(({ name, hint }) => `${name}: ${hint?.length}`)).toEqual([]);
	});

	test('has known categories and no subcategories (valid-codex-categories)', async () => {
		const codex = (
			(await import(`../../nodes/${className}/${className}.node.json`)) as {
				default: { categories: string[] };
			}
		).default;
		expect(codex.categories).not.toEqual([]);
		expect(CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
		expect(codex).not.toHaveProperty('subcategories');
	});

	test('shows one credential at a time (single-credential-per-node)', () => {
		const { credentials = [] } = description;
		const shown = credentials.map(({ displayOptions }) => displayOptions?.show?.authentication);
		expect(credentials.length < 2 || shown.every((values) => values?.length === 1)).toBe(true);
		expect(new Set(shown.map(String)).size).toBe(credentials.length);
	});

	test('has no field for JSON outside of a collection (open-ended-node-fields)', () => {
		const open = description.properties.filter(
			({ type, required }) => type === 'json' && !required,
		);
		expect(open.map(({ name }) => name)).toEqual([]);
	});
});

test('no default holds an id of a tenant or a client (no-hardcoded-ids)', () => {
	const fields = [new CxoneOAuth2Api(), new CxoneAccessKeyApi()].flatMap(
		({ properties }) => properties,
	);
	const ids = fields.filter(({ name }) => /id$|secret|token|tenant/i.test(name));
	expect(ids.length).toBeGreaterThan(2);
	for (const { name, default: value } of ids) expect([name, value]).toEqual([name, '']);
});

test('the package is a repository of its own (no-monorepo)', () => {
	expect(packageJson).not.toHaveProperty('workspaces');
	expect(packageJson.repository).not.toHaveProperty('directory');
});
