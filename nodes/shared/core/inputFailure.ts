/** A parameter or an item that cannot be used; the text names the parameter by its display name. */
export class InputFailure extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly description: string,
	) {
		super(message);
		this.name = 'InputFailure';
	}
}
