import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { isCancelled } from '../transport/failure';
import { toNodeError } from './errors';

function toPairedItem(sources: readonly number[]): IPairedItemData | IPairedItemData[] {
	return sources.length === 1 ? { item: sources[0] } : sources.map((item) => ({ item }));
}

function sourcesOf({ pairedItem }: INodeExecutionData): number[] {
	const pairs = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
	return pairs.flatMap((pair) => (typeof pair === 'object' ? [pair.item] : []));
}

/**
 * What a node gives out: rows and error items, each tied to its input items. The one place that knows how n8n wants
 * error items, and the one item loop.
 */
export class NodeOutput {
	private readonly rows: INodeExecutionData[][];
	private readonly failures: INodeExecutionData[] = [];
	private readonly hints = new Set<string>();

	constructor(
		private readonly context: IExecuteFunctions,
		readonly outputCount: number,
	) {
		this.rows = Array.from({ length: outputCount }, () => []);
	}

	/** Adds a row, with files where there are any, that came from the input items `sources`. */
	add(json: object, sources: readonly number[], output = 0, binary?: IBinaryKeyData): void {
		this.rows[output].push({
			json: json as IDataObject,
			pairedItem: toPairedItem(sources),
			...(binary && { binary }),
		});
	}

	/** Adds a notice for the output panel; the same notice is shown once. */
	hint(message: string): void {
		this.hints.add(message);
	}

	/**
	 * Handles the failure of one input item: throws it as a node error under *Stop* and after a cancel; otherwise the
	 * item leaves as an error item, with the advice in `message`.
	 */
	fail(error: unknown, itemIndex: number): void {
		const failure = toNodeError(this.context.getNode(), error, itemIndex);
		if (!this.context.continueOnFail() || isCancelled(error)) throw failure;
		this.failures.push({
			// Every n8n takes an item for an error when its json holds these two and nothing else; newer ones allow more.
			json: { error: failure.message, message: failure.description ?? failure.message },
			error: failure,
			pairedItem: { item: itemIndex },
		});
	}

	/** Handles a failure of the whole run: every input item without an answer so far fails with it. */
	failRest(error: unknown): void {
		const answered = new Set([...this.rows, this.failures].flat().flatMap(sourcesOf));
		const itemCount = this.context.getInputData().length;
		if (answered.size === itemCount || !this.context.continueOnFail())
			throw toNodeError(this.context.getNode(), error);
		for (let itemIndex = 0; itemIndex < itemCount; itemIndex++)
			if (!answered.has(itemIndex)) this.fail(error, itemIndex);
	}

	/** Runs `work` for each input item in turn; a failing one is handled by `fail` and the rest goes on. */
	async forEachItem(work: (itemIndex: number) => Promise<void> | void): Promise<void> {
		const itemCount = this.context.getInputData().length;
		for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
			try {
				await work(itemIndex);
			} catch (error) {
				this.fail(error, itemIndex);
			}
		}
	}

	/** The outputs of the node: rows first, then error items. */
	toOutputs(): INodeExecutionData[][] {
		for (const message of this.hints)
			this.context.addExecutionHints({ message, location: 'outputPane' });
		const [first] = this.rows;
		const isRetrying = this.context.getNode().retryOnFail === true;
		for (const { error, json, pairedItem } of this.failures) {
			// With Retry On Fail the engine runs the whole node again when the very first item has `json.error`. `error` says
			// the same without that, but makes the engine drop the input's fields, so it stands in only there.
			if (isRetrying && first.length === 0) first.push({ json: {}, error, pairedItem });
			else first.push({ json, pairedItem });
		}
		return this.rows;
	}
}
