/** A JSON schema as n8n's editor reads it for the preview of a node's output. */
export interface OutputSchema {
	type?: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	version?: number;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** The schema that all the values follow, with fields in the order in which they first come. */
export function schemaOf(values: readonly unknown[]): OutputSchema {
	const types = [...new Set(values.map(typeOf))].filter((type) => type !== 'undefined');
	const objects = values.filter((value) => typeOf(value) === 'object') as object[];
	if (objects.length > 0) {
		const names = [...new Set(objects.flatMap((value) => Object.keys(value)))];
		const fieldOf = (name: string) =>
			schemaOf(objects.map((value) => (value as Record<string, unknown>)[name]));
		return {
			type: 'object',
			properties: Object.fromEntries(names.map((name) => [name, fieldOf(name)])),
		};
	}
	if (types.includes('array')) {
		const entries = values.flat().filter((entry) => entry !== undefined && entry !== null);
		return { type: 'array', ...(entries.length > 0 && { items: schemaOf(entries) }) };
	}
	// n8n's editor shows the first one.
	const ordered = [
		...types.filter((type) => type !== 'null'),
		...types.filter((type) => type === 'null'),
	];
	return { type: ordered.length === 1 ? ordered[0] : ordered };
}
