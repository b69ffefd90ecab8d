import type { IDataObject, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';

import { conditionNodes } from './conditionNodes.mts';
import { n8nWorkflow } from './engineModules.mts';
import { nodeDouble, type Execute } from './nodeDouble.mts';

const passInputOn: Execute = async function () {
	return [this.getInputData()];
};

function trigger(name: string): INodeType {
	return nodeDouble({ name, inputs: [], outputs: ['main'], group: ['trigger'] }, passInputOn);
}

const editFieldsProperties: INodeProperties[] = [
	{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
	{ displayName: 'JSON', name: 'jsonOutput', type: 'json', default: '{}' },
	{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
	{
		displayName: 'Include Other Fields',
		name: 'includeOtherFields',
		type: 'boolean',
		default: false,
	},
];

interface Assignment {
	name: string;
	value: unknown;
	type?: 'string' | 'number' | 'boolean' | 'array' | 'object';
}

function assign({ name, value, type = 'string' }: Assignment): [string, unknown] {
	if (name.includes('.')) throw new Error(`Edit Fields stand-in sets no nested field: "${name}"`);
	const checked = n8nWorkflow.validateFieldType(name, value, type);
	if (!checked.valid) throw new Error(checked.errorMessage);
	return [name, checked.newValue];
}

const editFields: Execute = async function () {
	const items = this.getInputData().map((item, itemIndex) => {
		let fields: IDataObject;
		if (this.getNodeParameter('mode', itemIndex) === 'raw') {
			const json = this.getNodeParameter('jsonOutput', itemIndex) as string | IDataObject;
			fields = typeof json === 'string' ? n8nWorkflow.jsonParse<IDataObject>(json) : json;
		} else {
			const assignments = this.getNodeParameter('assignments.assignments', itemIndex, []);
			fields = Object.fromEntries((assignments as Assignment[]).map(assign)) as IDataObject;
		}
		const others = this.getNodeParameter('includeOtherFields', itemIndex) ? item.json : {};
		return { json: { ...others, ...fields }, pairedItem: { item: itemIndex } };
	});
	return [items];
};

const splitOut: Execute = async function () {
	const items = this.getInputData().flatMap(({ json }, item) => {
		const entries = json[this.getNodeParameter('fieldToSplitOut', item) as string] as IDataObject[];
		return entries.map((entry) => ({ json: entry, pairedItem: { item } }));
	});
	return [items];
};

const respond: Execute = async function () {
	const code: unknown = this.getNodeParameter('options.responseCode', 0, 200);
	if (!Number.isInteger(code)) throw new Error(`Respond to Webhook: no status ${String(code)}`);
	return [this.getInputData()];
};

const stopAndError: Execute = async function () {
	const message = this.getNodeParameter('errorMessage', 0) as string;
	throw new n8nWorkflow.NodeOperationError(this.getNode(), message);
};

const append: Execute = async function () {
	const items: INodeExecutionData[] = [];
	for (let input = 0; input < (this.getNodeParameter('numberInputs', 0) as number); input++) {
		for (const [item, { json, binary }] of this.getInputData(input).entries()) {
			items.push({ json, binary, pairedItem: { item, input } });
		}
	}
	return [items];
};

/**
 * Small doubles of the stock nodes that our workflows use, under n8n's own type names.
 *
 * n8n-nodes-base itself, with all its dependencies, is far too heavy to install for tests. These
 * stand in for triggers and glue only and prove nothing about n8n's nodes: triggers pass the start
 * items on, Respond to Webhook does so too once its status code is known, Stop and Error throws its message, Edit Fields (3.x) sets top-level fields by assignments or as JSON, Split Out makes an
 * item of each object in a top-level list, Merge appends, If, Filter and Switch evaluate conditions
 * (`conditionNodes.mts`), No Operation passes items on.
 */
export const builtInNodes: Record<string, INodeType> = Object.fromEntries(
	[
		trigger('manualTrigger'),
		trigger('scheduleTrigger'),
		trigger('webhook'),
		nodeDouble({ name: 'noOp', inputs: ['main'], outputs: ['main'] }, passInputOn),
		nodeDouble({ name: 'stickyNote', inputs: [], outputs: [] }, passInputOn),
		nodeDouble(
			{ name: 'set', inputs: ['main'], outputs: ['main'], properties: editFieldsProperties },
			editFields,
		),
		nodeDouble(
			{
				name: 'splitOut',
				inputs: ['main'],
				outputs: ['main'],
				properties: [
					{ displayName: 'Fields', name: 'fieldToSplitOut', type: 'string', default: '' },
				],
			},
			splitOut,
		),
		nodeDouble(
			{
				name: 'merge',
				inputs: `={{ Array.from({ length: $parameter.numberInputs ?? 2 }, () => 'main') }}`,
				outputs: ['main'],
				requiredInputs: 1,
				properties: [
					{ displayName: 'Mode', name: 'mode', type: 'string', default: 'append' },
					{ displayName: 'Inputs', name: 'numberInputs', type: 'number', default: 2 },
				],
			},
			append,
		),
		nodeDouble({ name: 'respondToWebhook', inputs: ['main'], outputs: ['main'] }, respond),
		nodeDouble(
			{
				name: 'stopAndError',
				inputs: ['main'],
				outputs: [],
				properties: [
					{ displayName: 'Error Message', name: 'errorMessage', type: 'string', default: '' },
				],
			},
			stopAndError,
		),
		...conditionNodes(),
	].map((nodeType) => [`n8n-nodes-base.${nodeType.description.name}`, nodeType]),
);
