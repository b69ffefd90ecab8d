import type { IExecuteFunctions } from 'n8n-workflow';

interface Entry {
	executionId: string;
	runIndex: number;
	name: string;
	listId: string;
}

/**
 * The lists that this execution made, kept where n8n keeps it through the tries of Retry On Fail and the rounds of a
 * loop: a try that comes after uses them although look-ups lag behind or are not there.
 */
export class ListMemory {
	private readonly entries: Entry[];
	private readonly executionId: string;
	private readonly runIndex: number;

	constructor(context: IExecuteFunctions) {
		const kept = context.getContext('node');
		kept.madeLists ??= [];
		this.entries = kept.madeLists as Entry[];
		this.executionId = context.getExecutionId();
		this.runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
	}

	/** The list of that name which this execution made; `isOfThisRun` unless an earlier round of a loop made it. */
	made(name: string): { listId: string; isOfThisRun: boolean } | undefined {
		// An execution that someone starts again from a failed one takes the memory along, and is a run of its own.
		const entry = this.entries.find(
			(made) => made.executionId === this.executionId && made.name === name,
		);
		return entry && { listId: entry.listId, isOfThisRun: entry.runIndex === this.runIndex };
	}

	/** Keeps that this execution made a list, and the one that it uses in its place, which may be the same. */
	keep(name: string, listId: string): void {
		const { executionId, runIndex } = this;
		this.entries.push({ executionId, runIndex, name, listId });
	}
}
