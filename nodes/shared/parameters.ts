import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { parseInstantMs } from './core/time';
import { InputFailure } from './transport/inputFailure';

/** Range of a number parameter; both ends belong to it. */
export interface NumberRange {
	min?: number;
	max?: number;
	isWhole?: boolean;
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value === 'object' && value !== null)
		return Object.values(value).some(holdsExpression);
	return false;
}

function rangeText({ min, max, isWhole }: NumberRange): string {
	const kind = isWhole ? 'a whole number' : 'a number';
	if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
	if (min !== undefined) return `${kind} of ${min} or more`;
	return max === undefined ? kind : `${kind} of ${max} or less`;
}

/**
 * Reads the parameters of a running node and checks them; failures name the parameter as the user sees it.
 * A parameter without an expression is read once, because reading costs time for each of a million items.
 * Names in a collection are written `options.batchSize`.
 */
export class Parameters {
	private readonly constants = new Map<string, unknown>();
	private readonly constancy = new Map<string, boolean>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly properties: INodeProperties[],
	) {}

	/** Whether the parameter has the same value for every item. */
	isConstant(name: string): boolean {
		let isConstant = this.constancy.get(name);
		if (isConstant === undefined) {
			// n8n copies the whole node for each of these questions.
			isConstant = !holdsExpression(this.context.getNode().parameters[name.split('.')[0]]);
			this.constancy.set(name, isConstant);
		}
		return isConstant;
	}

	/** The value for an item, as it is; undefined when it is not shown or not set. */
	value(name: string, itemIndex: number): unknown {
		if (this.constants.has(name)) return this.constants.get(name);
		const property = this.property(name);
		const value: unknown = this.context.getNodeParameter(
			name,
			itemIndex,
			property?.default ?? null,
			{
				extractValue: property?.type === 'resourceLocator',
			},
		);
		if (this.isConstant(name)) this.constants.set(name, value);
		return value;
	}

	/** Text; numbers count as text. Blank text is a failure unless `mayBeBlank`. */
	text(name: string, itemIndex: number, mayBeBlank = false): string {
		const value = this.value(name, itemIndex);
		const isText =
			typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
		const text = isText ? String(value) : '';
		if (text.trim() === '' && !mayBeBlank)
			throw new InputFailure(
				`'${this.displayName(name)}' is empty${isText || value === null || value === undefined ? '' : ' or not text'}`,
				'Enter a value, or check what its expression gives for this item.',
			);
		return text;
	}

	/** A number within a range; numeric text counts. */
	number(name: string, itemIndex: number, range: NumberRange = {}): number {
		const value = this.value(name, itemIndex);
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		const isFit =
			typeof number === 'number' &&
			Number.isFinite(number) &&
			(!range.isWhole || Number.isInteger(number)) &&
			number >= (range.min ?? Number.NEGATIVE_INFINITY) &&
			number <= (range.max ?? Number.POSITIVE_INFINITY);
		if (!isFit)
			throw new InputFailure(
				`'${this.displayName(name)}' is not ${rangeText(range)}`,
				`Enter ${rangeText(range)}${this.isConstant(name) ? '' : ', or check what its expression gives for this item'}.`,
			);
		return number;
	}

	/** A switch; the texts `true` and `false` count, since expressions and agents give them. */
	boolean(name: string, itemIndex: number): boolean {
		const value = this.value(name, itemIndex);
		if (value === 'true') return true;
		return value === true;
	}

	/** One of the values of an options parameter. */
	option<Value extends string>(name: string, itemIndex: number, values: readonly Value[]): Value {
		const value = this.value(name, itemIndex);
		const chosen = values.find((candidate) => candidate === value);
		if (chosen === undefined)
			throw new InputFailure(
				`'${this.displayName(name)}' is none of its choices`,
				`Choose one of: ${values.join(', ')}.`,
			);
		return chosen;
	}

	/** An instant in milliseconds; text without a zone is read in the workflow's zone. */
	instantMs(name: string, itemIndex: number): number {
		const ms = parseInstantMs(this.value(name, itemIndex), this.context.getTimezone());
		if (ms === undefined)
			throw new InputFailure(
				`'${this.displayName(name)}' is not a time`,
				'Enter a time such as 2026-01-31T09:00:00Z; without a zone it is read in the time zone of the workflow.',
			);
		return ms;
	}

	/** The name of a parameter as the user sees it. */
	displayName(name: string): string {
		return this.property(name)?.displayName ?? name;
	}

	private property(name: string): INodeProperties | undefined {
		const [first, second] = name.split('.');
		const property = this.properties.find((candidate) => candidate.name === first);
		if (second === undefined) return property;
		const inner = property?.options as INodeProperties[] | undefined;
		return inner?.find((candidate) => candidate.name === second);
	}
}
