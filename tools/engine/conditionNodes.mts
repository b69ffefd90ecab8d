import type { INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';

import { nodeDouble, type Execute } from './nodeDouble.mts';

const conditions: INodeProperties = {
	displayName: 'Conditions',
	name: 'conditions',
	type: 'filter',
	default: {},
	typeOptions: {
		filter: {
			version: 2,
			caseSensitive: true,
			typeValidation: '={{ $parameter.looseTypeValidation ? "loose" : "strict" }}',
		},
	},
};

const looseTypeValidation: INodeProperties = {
	displayName: 'Convert Types Where Required',
	name: 'looseTypeValidation',
	type: 'boolean',
	default: false,
};

/** Sorts each item into the output that `outputOf` names; undefined drops the item. */
function sortInto(
	outputCount: (context: ThisParameterType<Execute>) => number,
	outputOf: (context: ThisParameterType<Execute>, itemIndex: number) => number | undefined,
): Execute {
	return async function () {
		const outputs: INodeExecutionData[][] = Array.from({ length: outputCount(this) }, () => []);
		for (const [itemIndex, item] of this.getInputData().entries()) {
			const output = outputOf(this, itemIndex);
			if (output !== undefined) outputs[output].push({ ...item, pairedItem: { item: itemIndex } });
		}
		return outputs;
	};
}

// n8n evaluates a `filter` parameter itself when its value is extracted.
function holds(context: ThisParameterType<Execute>, parameter: string, itemIndex: number): boolean {
	return context.getNodeParameter(parameter, itemIndex, false, { extractValue: true }) as boolean;
}

function rules(context: ThisParameterType<Execute>): unknown[] {
	return context.getNodeParameter('rules.values', 0, []) as unknown[];
}

/** Doubles of If (2.x), Filter (2.x) and Switch (3.x, rules), with n8n's own evaluation of conditions. */
export function conditionNodes(): INodeType[] {
	return [
		nodeDouble(
			{
				name: 'if',
				inputs: ['main'],
				outputs: ['main', 'main'],
				properties: [conditions, looseTypeValidation],
			},
			sortInto(
				() => 2,
				(context, itemIndex) => (holds(context, 'conditions', itemIndex) ? 0 : 1),
			),
		),
		nodeDouble(
			{
				name: 'filter',
				inputs: ['main'],
				outputs: ['main'],
				properties: [conditions, looseTypeValidation],
			},
			sortInto(
				() => 1,
				(context, itemIndex) => (holds(context, 'conditions', itemIndex) ? 0 : undefined),
			),
		),
		nodeDouble(
			{
				name: 'switch',
				inputs: ['main'],
				outputs: `={{ ($parameter.rules.values ?? []).map(() => ({ type: 'main' })) }}`,
				properties: [
					looseTypeValidation,
					{
						displayName: 'Rules',
						name: 'rules',
						type: 'fixedCollection',
						typeOptions: { multipleValues: true },
						default: {},
						options: [{ displayName: 'Values', name: 'values', values: [conditions] }],
					},
				],
			},
			sortInto(
				(context) => rules(context).length,
				(context, itemIndex) => {
					const rule = rules(context).findIndex((_rule, index) =>
						holds(context, `rules.values[${index}].conditions`, itemIndex),
					);
					return rule === -1 ? undefined : rule;
				},
			),
		),
	];
}
