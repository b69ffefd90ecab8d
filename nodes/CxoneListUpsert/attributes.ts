import { attributePicker, type AttributeChoice } from '../shared/core/attributes';
import { isPlainName, splitTyped } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { readMapped } from './mappedAttributes';

/** The custom attributes of the contacts of a run, by index of the input item. */
export interface AttributesReader {
	/** Throws an `InputFailure` for an item whose attributes cannot be sent; to be called before `give`. */
	check: (itemIndex: number) => void;
	give: (itemIndex: number) => Record<string, unknown>;
}

function readChoice(
	parameters: Parameters,
	kind: AttributeChoice['kind'],
	contactIdField: string,
): AttributeChoice {
	if (kind === 'all') return { kind, contactIdField };
	if (kind === 'none') return { kind };
	const fields = splitTyped(parameters.value('attributeFields', 0));
	if (fields.length === 0)
		throw new InputFailure(
			`'${parameters.displayName('attributeFields')}' is empty`,
			"Name at least one field, or set 'Attributes' to 'None'.",
		);
	return { kind, fields };
}

/** Reads 'Attributes'. Throws an `InputFailure` where no item could have what it asks for. */
export function attributesReader(nodeRun: NodeRun, contactIdField: string): AttributesReader {
	const { context, parameters } = nodeRun;
	const kind = parameters.option('attributes', 0, ['selected', 'all', 'none', 'map']);
	if (kind === 'map') {
		const mapped = new Map<number, Record<string, unknown>>();
		return {
			// Kept, so that what was checked is what is sent: an expression may give another value the next time.
			check: (itemIndex) => void mapped.set(itemIndex, readMapped(parameters, itemIndex)),
			give: (itemIndex) => mapped.get(itemIndex) ?? {},
		};
	}
	const items = context.getInputData();
	const choice = readChoice(parameters, kind, contactIdField);
	const picker = attributePicker(choice);
	const mayShow = (field: string) =>
		choice.kind === 'all' ? isPlainName(field) : parameters.isConstant('attributeFields');
	return {
		check: (itemIndex) => {
			const unfitField = picker.findUnfit(items[itemIndex].json);
			if (unfitField === undefined) return;
			throw new InputFailure(
				`${mayShow(unfitField) ? `The field '${unfitField}'` : 'A field'} of the item holds a value that JSON cannot carry`,
				'Give it a finite number, text, or data without circles, or leave it out of the attributes.',
			);
		},
		give: (itemIndex) => picker.pick(items[itemIndex].json),
	};
}
