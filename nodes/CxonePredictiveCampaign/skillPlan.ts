import { isBlank } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { parseTimeOfDay } from '../shared/core/timeOfDay';
import { readUpsertRow } from '../shared/core/upsertRow';
import type { SkillLocator, SkillOrder } from '../shared/cxone/skillTenant';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { isRefusedToAgent } from '../shared/n8n/agent';
import {
	checkAbandonment,
	readCeiling,
	readSegment,
	readThreshold,
	type Ceiling,
} from './threshold';

/** What a failed check does. */
export type PreflightRule = 'block' | 'warn' | 'off';

/** What an item asks of a skill, checked against everything that can be known before a request. */
export interface SkillPlan {
	itemIndex: number;
	locator: SkillLocator;
	/** Empty in a dry run of the whole flow, where the list may not be there yet, and until a list that is named is found. */
	listId: string;
	/** The name by which the list is to be found. */
	listName: string | undefined;
	segment: string | undefined;
	/** What is to be set; undefined: nothing. */
	order: SkillOrder | undefined;
	isStartAsked: boolean;
	isDryRun: boolean;
	preflight: PreflightRule;
	ceiling: Ceiling | undefined;
	earliestMinutes: number;
	latestMinutes: number;
	ifListEmpty: 'skip' | 'error';
}

function readTimeOfDay(parameters: Parameters, name: string, itemIndex: number): number {
	const minutes = parseTimeOfDay(parameters.text(name, itemIndex));
	if (minutes === undefined)
		throw new InputFailure(
			`'${parameters.displayName(name)}' is not a time of day`,
			'Enter hours and minutes, such as 08:00.',
		);
	return minutes;
}

function readHours(parameters: Parameters, itemIndex: number) {
	const earliestMinutes = readTimeOfDay(parameters, 'earliestLocalTime', itemIndex);
	const latestMinutes = readTimeOfDay(parameters, 'latestLocalTime', itemIndex);
	if (latestMinutes <= earliestMinutes)
		throw new InputFailure(
			"'Latest Local Time' is not after 'Earliest Local Time'",
			'Nobody could be called. Set a later time.',
		);
	return { earliestMinutes, latestMinutes };
}

function readOrder(nodeRun: NodeRun, itemIndex: number, segment: string | undefined): SkillOrder {
	const { parameters } = nodeRun;
	const abandonThresholdPercent = readThreshold(parameters, itemIndex, segment);
	const ratio = parameters.text('maximumRatio', itemIndex, { mayBeBlank: true, mayBeAbsent: true });
	return {
		abandonThresholdPercent,
		maximumRatio:
			ratio.trim() === ''
				? undefined
				: parameters.number('maximumRatio', itemIndex, { min: 1, isWhole: true }),
	};
}

/** The skill that an item names. */
export function readLocator(parameters: Parameters, itemIndex: number): SkillLocator {
	return parameters.locator('skill', itemIndex);
}

/** Reads and checks what an item asks of a skill, before any request. */
export function planSkill(
	nodeRun: NodeRun,
	itemIndex: number,
	operation: 'launch' | 'start',
): SkillPlan {
	const { context, parameters } = nodeRun;
	const isDryRun = parameters.boolean('dryRun', itemIndex);
	const isStartAsked = operation === 'start' || parameters.boolean('startDialing', itemIndex);
	if (isStartAsked && !isDryRun && isRefusedToAgent(nodeRun, itemIndex))
		throw new InputFailure(
			'An AI agent may not start this skill',
			"A skill that is started dials real people. Turn on 'Dry Run', or 'Allow Launch by AI Agent' in 'Options'.",
		);
	const locator = readLocator(parameters, itemIndex);
	const { by, value } = parameters.locator('listId', itemIndex, {
		mayBeBlank: isDryRun,
		mayBeAbsent: isDryRun,
	});
	const { json } = context.getInputData()[itemIndex];
	const isNamedByRow = by === 'name' && json.listName === value && !isBlank(json.listId);
	const row = readUpsertRow(json, isNamedByRow ? String(json.listId) : value);
	if (row?.isDryRun && !isDryRun)
		throw new InputFailure(
			'The item comes from a Dry Run of CXone List Upsert, which put no contacts into its list',
			"Turn on 'Dry Run' in this node too, or turn it off in CXone List Upsert.",
		);
	const segment = readSegment(parameters, itemIndex);
	const order = operation === 'launch' ? readOrder(nodeRun, itemIndex, segment) : undefined;
	if (order !== undefined)
		checkAbandonment(nodeRun, itemIndex, {
			subject: `Skill '${locator.value}'`,
			thresholdPercent: order.abandonThresholdPercent,
			consequence: 'nothing was set or started',
		});
	const chosen = parameters.option('preflight', itemIndex, ['automatic', 'block', 'warn', 'off']);
	const automatic = isStartAsked ? 'block' : 'warn';
	const preflight = chosen === 'automatic' ? automatic : chosen;
	return {
		itemIndex,
		locator,
		listId: by === 'name' ? '' : value,
		listName: by === 'name' && value !== '' ? value : undefined,
		segment,
		order,
		isStartAsked,
		isDryRun,
		preflight,
		ceiling: readCeiling(parameters, itemIndex),
		...(preflight === 'off'
			? { earliestMinutes: 0, latestMinutes: 0 }
			: readHours(parameters, itemIndex)),
		ifListEmpty: parameters.option('ifListEmpty', itemIndex, ['skip', 'error']),
	};
}
