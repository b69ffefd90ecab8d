import type { IExecuteFunctions, INodeParameters, INodeProperties } from 'n8n-workflow';
import { hasLostDigits, splitTyped } from '../core/fields';
import { InputFailure } from '../core/inputFailure';
import { readSwitch } from '../core/switches';
import { parseInstantMs } from '../core/time';
import { MAKE_IT_TEXT } from './contactId';

/** Range of a number parameter; `min` and `max` belong to it, `above` does not. */
export interface NumberRange {
	min?: number;
	above?: number;
	max?: number;
	isWhole?: boolean;
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value === 'object' && value !== null)
		return Object.values(value).some(holdsExpression);
	return false;
}

/** Which texts a text parameter takes besides those that say something. */
export interface TextRule {
	/** Empty text and spaces too. */
	mayBeBlank?: boolean;
	/** Also null and undefined, which then count as empty text. */
	mayBeAbsent?: boolean;
}

/** Whether what a parameter is shown for is chosen; a choice that is not there has not been made. */
function isShown({ displayOptions }: INodeProperties, parameters: INodeParameters): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([path, values]) =>
		values?.some((value) => value === parameters[path.replace(/^\//, '')]),
	);
}

function rangeText({ min, above, max, isWhole }: NumberRange): string {
	const kind = isWhole ? 'a whole number' : 'a number';
	if (above !== undefined)
		return `${kind} above ${above}${max === undefined ? '' : ` and up to ${max}`}`;
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

	/** Text; numbers that have all their digits count as text. What says nothing is a failure unless the rule takes it. */
	text(name: string, itemIndex: number, { mayBeBlank, mayBeAbsent }: TextRule = {}): string {
		const value = this.value(name, itemIndex);
		const isAbsent = value === null || value === undefined;
		if (isAbsent && mayBeAbsent) return '';
		this.checkDigits(name, value);
		const isText =
			typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
		const text = isText ? String(value) : '';
		if (!isText || (text.trim() === '' && !mayBeBlank))
			throw new InputFailure(
				`'${this.displayName(name)}' is empty${isText || isAbsent ? '' : ' or not text'}`,
				'Enter a value, or check what its expression gives for this item.',
			);
		return text;
	}

	/**
	 * Texts of a selection or of typed text, by commas, semicolons or lines; none selected and blank text give none.
	 * A value that is not there is a failure, and so is an entry that is no text or number with all its digits.
	 */
	list(name: string, itemIndex: number): string[] {
		const value = this.value(name, itemIndex);
		const entries: unknown[] = Array.isArray(value) ? value : [value];
		for (const entry of entries) {
			this.checkDigits(name, entry);
			const isFit =
				typeof entry === 'string' || (typeof entry === 'number' && Number.isFinite(entry));
			if (!isFit)
				throw new InputFailure(
					`'${this.displayName(name)}' holds no value, or one that is not text`,
					'Choose values, or check what its expression gives for this item.',
				);
		}
		return splitTyped(value);
	}

	/** How messages name the field that a parameter names: as a person typed it, but never as an expression gave it. */
	fieldText(name: string, itemIndex: number): string {
		return this.isConstant(name)
			? `the field '${this.text(name, itemIndex)}'`
			: `the field that '${this.displayName(name)}' names`;
	}

	/** What a picker holds: how the thing is named, and its name or id as trimmed text. A list gives an id. */
	locator(
		name: string,
		itemIndex: number,
		rule: TextRule = {},
	): { by: 'name' | 'id'; value: string } {
		const raw: unknown = this.context.getNodeParameter(name, itemIndex, null);
		const { mode } = Object(raw) as { mode?: unknown };
		return { by: mode === 'name' ? 'name' : 'id', value: this.text(name, itemIndex, rule).trim() };
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
			number > (range.above ?? Number.NEGATIVE_INFINITY) &&
			number <= (range.max ?? Number.POSITIVE_INFINITY);
		if (!isFit)
			throw new InputFailure(
				`'${this.displayName(name)}' is not ${rangeText(range)}`,
				`Enter ${rangeText(range)}${this.isConstant(name) ? '' : ', or check what its expression gives for this item'}.`,
			);
		return number;
	}

	/** A switch, as `readSwitch` reads it: expressions and agents give texts. Anything else is a failure, never "off". */
	boolean(name: string, itemIndex: number): boolean {
		const isOn = readSwitch(this.value(name, itemIndex));
		if (isOn === undefined)
			throw new InputFailure(
				`'${this.displayName(name)}' is neither true nor false`,
				'Turn it on or off, or have its expression give true or false for this item.',
			);
		return isOn;
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

	private checkDigits(name: string, value: unknown): void {
		if (hasLostDigits(value))
			throw new InputFailure(
				`'${this.displayName(name)}' is a number that has lost digits`,
				MAKE_IT_TEXT,
			);
	}

	private property(name: string): INodeProperties | undefined {
		const [first, second] = name.split('.');
		const property = this.chosen(this.properties, first);
		if (second === undefined || property === undefined) return property;
		return this.chosen(property.options as INodeProperties[], second);
	}

	/** The parameter of that name; of several the one that is shown, each being for another choice. */
	private chosen(candidates: INodeProperties[], name: string): INodeProperties | undefined {
		const named = candidates.filter((candidate) => candidate.name === name);
		if (named.length < 2) return named[0];
		const { parameters } = this.context.getNode();
		return named.find((candidate) => isShown(candidate, parameters)) ?? named[0];
	}
}
