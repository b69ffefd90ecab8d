/** Steps that take back what was started, the last one first. */
export class Undo {
	private readonly steps: Array<() => Promise<unknown>> = [];

	/** Notes how to take back what was started just now. */
	add(step: () => Promise<unknown>): void {
		this.steps.push(step);
	}

	/** Takes everything back, once. */
	readonly run = async (): Promise<void> => {
		for (const step of this.steps.splice(0).reverse()) await step();
	};

	/** Gives what `work` gives; when it throws, all that it noted is taken back. */
	async orUndo<Result>(work: () => Promise<Result>): Promise<Result> {
		const [end] = await Promise.allSettled([work()]);
		if (end.status === 'fulfilled') return end.value;
		await this.run();
		throw end.reason;
	}
}
