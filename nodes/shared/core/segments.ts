import { toContactId } from './fields';

/**
 * The text of a segment value, or undefined when it names no segment: text that is not blank, a finite number that has
 * all its digits, a boolean.
 */
export function toSegment(value: unknown): string | undefined {
	return typeof value === 'boolean' ? String(value) : toContactId(value);
}

/** Name of the list of a segment (contract 2.3); without a prefix it begins at `segment_`. */
export function segmentListName(namePrefix: string, segment: string): string {
	const prefix = namePrefix.trim();
	return prefix === '' ? `segment_${segment}` : `${prefix}_segment_${segment}`;
}

/** Description of a list: `{segment}` stands for the segment, or for nothing where the list has none. */
export function describeList(template: string, segment: string | undefined): string {
	return template
		.split('{segment}')
		.join(segment ?? '')
		.replace(/ {2,}/g, ' ')
		.trim();
}
