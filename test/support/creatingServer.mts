import type { IHttpRequestOptions } from 'n8n-workflow';

import { networkError, type HandMadeAnswer } from './handMadeSession.mts';

/** What a create meets: whether the record is made, and what is answered. */
export interface CreateOutcome {
	isMade: boolean;
	answer: HandMadeAnswer | { code: string };
	/** Look-ups that do not show the new record yet. */
	lag: number;
}

/** What a look-up meets instead of its answer. */
export type LookFault = HandMadeAnswer | { code: string } | undefined;

interface Stored {
	id: string;
	hiddenLooks: number;
}

/** A model of a service that makes records by name without protecting from doubles, and whose look-ups lag behind. */
export class CreatingServer {
	/** Records made by creates, in order. */
	readonly made: string[] = [];
	creates = 0;
	looks = 0;
	private readonly records: Stored[];

	/** Outcomes and faults are used up in turn; after them all goes well. */
	constructor(
		private readonly name: string,
		knownIds: readonly string[],
		private readonly outcomes: readonly CreateOutcome[],
		private readonly lookFaults: readonly LookFault[],
	) {
		this.records = knownIds.map((id) => ({ id, hiddenLooks: 0 }));
	}

	/** Answers a create (POST) or a look-up (GET). */
	answer({ method }: IHttpRequestOptions): HandMadeAnswer {
		return method === 'POST' ? this.create() : this.look();
	}

	private create(): HandMadeAnswer {
		const outcome = this.outcomes[this.creates++];
		const id = `new-${this.creates}`;
		if (outcome?.isMade !== false) {
			this.made.push(id);
			this.records.push({ id, hiddenLooks: outcome?.lag ?? 0 });
		}
		if (outcome === undefined) return { statusCode: 201, body: { id } };
		if ('code' in outcome.answer) throw networkError(outcome.answer.code);
		return outcome.answer;
	}

	private look(): HandMadeAnswer {
		const fault = this.lookFaults[this.looks++];
		if (fault !== undefined && 'code' in fault) throw networkError(fault.code);
		if (fault !== undefined) return fault;
		const shown = this.records.filter((record) => record.hiddenLooks-- <= 0);
		const data = shown.map(({ id }) => ({ id, name: this.name, type: 'outbound' }));
		return { statusCode: 200, body: { data: [...data, { id: 'x', name: `${this.name} 2` }] } };
	}
}
