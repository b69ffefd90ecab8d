import { InputFailure } from '../shared/core/inputFailure';
import { scheduleFault, scheduleFromNow, type Schedule } from '../shared/core/schedule';
import { readUpsertRow } from '../shared/core/upsertRow';
import type { LaunchOrder } from '../shared/cxone/tenant';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { isRefusedToAgent } from '../shared/n8n/agent';
import { checkAbandonment, readSegment, readThreshold } from './threshold';

/** One campaign to launch, checked against everything that can be known before a request. */
export interface LaunchPlan {
	itemIndex: number;
	order: LaunchOrder;
	/** Undefined where the item names none. */
	segment: string | undefined;
	ifExists: 'reuse' | 'error' | 'create';
	ifListEmpty: 'skip' | 'error';
	isDryRun: boolean;
	/** Whether the times are counted from the run; for messages. */
	isFromNow: boolean;
	/** Contacts that the item, a row of CXone List Upsert for this list, says were accepted. */
	acceptedContacts: number | undefined;
}

/** Reads when the campaign of an item dials; `isFromNow`: the times are counted from `nowMs`. */
function readSchedule(
	parameters: Parameters,
	itemIndex: number,
	nowMs: number,
): Schedule & { isFromNow: boolean } {
	const isFromNow = parameters.option('schedule', itemIndex, ['fromNow', 'between']) === 'fromNow';
	const schedule = isFromNow
		? scheduleFromNow(
				nowMs,
				parameters.number('startInMinutes', itemIndex, { min: 0, max: 5_256_000 }),
				parameters.number('endInHours', itemIndex, { min: 0, max: 87_600 }),
			)
		: {
				startMs: parameters.instantMs('startTime', itemIndex),
				endMs: parameters.instantMs('endTime', itemIndex),
			};
	return { ...schedule, isFromNow };
}

/** Throws an `InputFailure` when a campaign with that schedule would have no time to dial. */
export function checkSchedule(schedule: Schedule, nowMs: number, isFromNow: boolean): void {
	const fault = scheduleFault(schedule, nowMs);
	if (fault === undefined) return;
	const [end, start] = isFromNow
		? ['End in Hours', 'Start in Minutes']
		: ['End Time', 'Start Time'];
	throw fault === 'endBeforeStart'
		? new InputFailure(
				`'${end}' is not after '${start}'`,
				`The campaign would have no time to dial. ${isFromNow ? 'Both are counted from now. ' : ''}Set a later end.`,
			)
		: new InputFailure(
				`'${end}' is in the past`,
				'The campaign would have no time to dial. Set a later end.',
			);
}

/** Reads and checks the campaign of one item, before any request. `nowMs` is the time that the schedule counts from. */
export function planLaunch(nodeRun: NodeRun, itemIndex: number, nowMs: number): LaunchPlan {
	const { context, parameters } = nodeRun;
	const isDryRun = parameters.boolean('dryRun', itemIndex);
	if (!isDryRun && isRefusedToAgent(nodeRun, itemIndex))
		throw new InputFailure(
			'An AI agent may not launch this campaign',
			"Launching dials real people. Turn on 'Dry Run', or 'Allow Launch by AI Agent' in 'Options'.",
		);
	const listId = parameters
		.text('listId', itemIndex, { mayBeBlank: true, mayBeAbsent: true })
		.trim();
	const row = readUpsertRow(context.getInputData()[itemIndex].json, listId);
	if (row?.isDryRun && !isDryRun)
		throw new InputFailure(
			'The item comes from a Dry Run of CXone List Upsert, which put no contacts into its list',
			"Turn on 'Dry Run' in this node too, or turn it off in CXone List Upsert.",
		);
	const ifExists = parameters.option('ifExists', itemIndex, ['reuse', 'error', 'create']);
	if (ifExists === 'create' && !isDryRun && context.getNode().retryOnFail === true)
		throw new InputFailure(
			"'If Campaign Exists' may not be 'Create Another' while the node is run again by itself",
			"Each try would launch another campaign. Turn off 'Retry On Fail' in the settings of the node, or choose 'Reuse'.",
		);
	const segment = readSegment(parameters, itemIndex);
	const name = parameters.text('campaignName', itemIndex).trim();
	const abandonThresholdPercent = readThreshold(parameters, itemIndex, segment);
	checkAbandonment(nodeRun, itemIndex, {
		subject: `Campaign '${name}'`,
		thresholdPercent: abandonThresholdPercent,
		consequence: 'the campaign was not launched',
	});
	const { isFromNow, startMs, endMs } = readSchedule(parameters, itemIndex, nowMs);
	checkSchedule({ startMs, endMs }, nowMs, isFromNow);
	const share = (property: string) => parameters.number(property, itemIndex, { above: 0, max: 1 });
	const wrapUpCode = parameters
		.text('wrapUpCode', itemIndex, { mayBeBlank: true, mayBeAbsent: true })
		.trim();
	return {
		itemIndex,
		segment,
		isDryRun,
		isFromNow,
		acceptedContacts: row?.acceptedContacts,
		ifExists,
		ifListEmpty: parameters.option('ifListEmpty', itemIndex, ['skip', 'error']),
		order: {
			name,
			// In a dry run of the whole flow the list may not be there yet.
			listId: isDryRun ? listId : parameters.text('listId', itemIndex).trim(),
			abandonThresholdPercent,
			// CXone knows no parts of a millisecond, which times counted from now may have.
			startMs: Math.trunc(startMs),
			endMs: Math.trunc(endMs),
			wrapUpCode: wrapUpCode === '' ? undefined : wrapUpCode,
			status: parameters.option('status', itemIndex, ['active', 'paused']),
			targetAnswerRate: share('targetAnswerRate'),
			maxCallsInProgress: parameters.number('maxCallsInProgress', itemIndex, {
				min: 1,
				isWhole: true,
			}),
			agentAvailabilityFactor: share('agentAvailabilityFactor'),
		},
	};
}
