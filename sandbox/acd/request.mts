/** What a call's work sees of its request: the bearer token is checked, the JSON body parsed. */
export interface AcdRequest {
	/** `30` of `/services/v30.0/`. */
	version: number;
	/** The `{id}` of the path, decoded; '' where there is none. */
	id: string;
	/** The `{skillId}` behind it; '' where there is none. */
	skillId: string;
	/** Path behind the host, without the query. */
	path: string;
	/** The first value of each parameter. */
	query: Readonly<Record<string, string | undefined>>;
	body: unknown;
}

/** A whole number that is not negative; undefined for anything else. */
export function wholeNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The number of an id in a path; NaN for what is none, so that nothing has it. */
export function idNumber({ id }: AcdRequest): number {
	return wholeNumber(id) ?? NaN;
}
