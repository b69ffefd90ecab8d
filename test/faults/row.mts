import type { RestCallName as CallName } from '../../sandbox/server.mts';
import { expectationOf, ONE_BY_ONE, type Expectation } from './expectation.mts';
import type { Fault } from './fault.mts';
import type { JobNode } from './job.mts';
import { FAULTS } from './matrix.mts';

/** The node that makes each call of the job; a token is fetched by the first one. */
export const NODE_OF: Record<CallName, JobNode> = {
	token: 'Search',
	searchInteractions: 'Search',
	findLists: 'List Upsert',
	getList: 'List Upsert',
	createList: 'List Upsert',
	addContacts: 'List Upsert',
	findCampaigns: 'Campaign',
	createCampaign: 'Campaign',
	getCampaign: 'Campaign',
};

/** One row of the table: a fault of one call, passing or persisting. */
export interface Row extends Expectation {
	name: string;
	/** A word of its own, for the address of the server elsewhere. */
	id: string;
	fault: Fault;
	call: CallName;
	node: JobNode;
	isPersisting: boolean;
	/** Whether the nodes before and after the faulted one run too. */
	isWholeJob: boolean;
}

/** Whether the fault persists, in each row. A refusal that ends the job at once is the same either way. */
function spansOf({ behaviour, isOnceOnly = false }: Fault, call: CallName): boolean[] {
	if (isOnceOnly) return [false];
	return behaviour === 'refused' && ONE_BY_ONE.includes(call) ? [true] : [false, true];
}

/** The rows of the table for those calls; the first of each call, behaviour and outcome runs the whole job. */
export function rowsOf(calls: readonly CallName[]): Row[] {
	const isSeen = new Set<string>();
	const isFirst = (kind: string) => !isSeen.has(kind) && isSeen.add(kind) !== undefined;
	const spans = FAULTS.flatMap((fault) =>
		fault.calls
			.filter((call) => calls.includes(call))
			.flatMap((call) =>
				spansOf(fault, call).map((isPersisting) => ({ fault, call, isPersisting })),
			),
	);
	return spans.map(({ fault, call, isPersisting }, index) => {
		const when = fault.when === 'after' ? ', the work done' : '';
		const expectation = expectationOf(fault, call, isPersisting);
		const isWholeJob = isFirst([call, fault.behaviour, expectation.outcome].join());
		const whole = isWholeJob ? ', in the whole job' : '';
		return {
			...expectation,
			name: `${call}: ${fault.name}${when}, ${isPersisting ? 'persisting' : 'once'}${whole}`,
			id: `row-${index}`,
			fault,
			call,
			node: NODE_OF[call],
			isPersisting,
			isWholeJob,
		};
	});
}
