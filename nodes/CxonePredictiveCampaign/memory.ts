import type { IExecuteFunctions } from 'n8n-workflow';
import type { Campaign } from '../shared/cxone/tenant';
import { isUsedByAgent } from '../shared/n8n/agent';

/** What is to be said of a create of unknown outcome: the title of its call, and what to do. */
export interface UnknownOutcome {
	call: string | undefined;
	advice: string;
}

/** A create that this execution sent: the campaign that it made, or that its outcome is unknown. */
interface Entry {
	executionId: string;
	runIndex: number;
	itemIndex: number;
	name: string;
	campaign?: Campaign;
	unknown?: UnknownOutcome;
}

/**
 * What this execution launched, kept where n8n keeps it through the tries of Retry On Fail and the rounds of a loop: a
 * try that comes after knows it although look-ups lag behind or are not there.
 */
export class LaunchMemory {
	private readonly entries: Entry[];
	private readonly executionId: string;
	private readonly runIndex: number;
	private readonly isTriedAgain: boolean;

	constructor(context: IExecuteFunctions) {
		const kept = context.getContext('node');
		kept.launched ??= [];
		this.entries = kept.launched as Entry[];
		this.executionId = context.getExecutionId();
		this.runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
		// The calls of an agent are no tries of one run, although n8n may number them alike.
		this.isTriedAgain = context.getNode().retryOnFail === true && !isUsedByAgent(context);
	}

	/** The campaign that an earlier try of this run launched for the item. */
	ofEarlierTry(itemIndex: number): Campaign | undefined {
		if (!this.isTriedAgain) return undefined;
		return this.own.find(
			({ runIndex, itemIndex: ofItem, campaign }) =>
				runIndex === this.runIndex && ofItem === itemIndex && campaign !== undefined,
		)?.campaign;
	}

	/** The campaigns of that name that this execution launched. */
	named(name: string): Campaign[] {
		return this.own.flatMap((entry) =>
			entry.name === name && entry.campaign !== undefined ? [entry.campaign] : [],
		);
	}

	/** What was said of a create of that name whose outcome is unknown, if there was one. */
	unknownOf(name: string): UnknownOutcome | undefined {
		return this.own.find((entry) => entry.name === name && entry.unknown !== undefined)?.unknown;
	}

	/** Keeps what became of a create. */
	keep(
		itemIndex: number,
		name: string,
		end: { campaign: Campaign } | { unknown: UnknownOutcome },
	): void {
		const { executionId, runIndex } = this;
		this.entries.push({ executionId, runIndex, itemIndex, name, ...end });
	}

	/** An execution that someone starts again from a failed one takes the memory along, and is a run of its own. */
	private get own(): Entry[] {
		return this.entries.filter((entry) => entry.executionId === this.executionId);
	}
}
