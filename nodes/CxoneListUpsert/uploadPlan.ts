import { splitDuplicates } from '../shared/core/duplicates';
import { fieldReader, fieldReaders, toContactId } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { isCountry, phoneReader, type PhoneReader } from '../shared/core/phone';
import { isoDateAfter } from '../shared/core/time';
import type { SkillLocator } from '../shared/cxone/skillTenant';
import type { UploadContact, UploadOrder } from '../shared/cxone/uploadOrder';
import { isRefusedToAgent } from '../shared/n8n/agent';
import { noContactId } from '../shared/n8n/contactId';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { columnReader } from './columns';
import { addressReader, checkDryRun, doubledContact, type ListTarget } from './plan';

const MINUTE_MS = 60_000;
/** What an expression makes of a field that is not there. */
const HOLE = /(?:^|[^\p{L}\p{N}])(?:undefined|null|NaN)$|\[object Object\]/u;

/** What is to happen with one list; all numbers are indexes of input items. */
export interface UploadListPlan {
	target: ListTarget;
	skill: SkillLocator;
	/** Items whose contacts are to be called, each contact once, in input order. */
	kept: number[];
	duplicates: number[];
	/** Items that cannot go in; they were answered when the plan was made. */
	refused: number[];
	/** Items that name nobody who can be called. */
	withoutPhone: number[];
}

/** The plan of a run, decided before any request: the order of the upload but for its lists, and these. */
export interface UploadPlan {
	lists: UploadListPlan[];
	order: Omit<UploadOrder, 'lists'>;
	contactIdOf: (itemIndex: number) => string;
}

function readCountry(parameters: Parameters): string {
	const country = parameters.text('defaultCountry', 0).trim().toUpperCase();
	if (isCountry(country)) return country;
	throw new InputFailure(
		"'Default Country' is no country",
		'Enter its two letters as ISO 3166 has them, for example US, CA or GB.',
	);
}

function readSkill(parameters: Parameters, itemIndex: number): SkillLocator {
	const locator = parameters.locator('skill', itemIndex);
	if (!parameters.isConstant('skill') && HOLE.test(locator.value))
		throw new InputFailure(
			"'Skill' names no skill for this item: the field that its expression reads is missing",
			"Check the expression in 'Skill' and the item. By default it reads the field 'priority'.",
		);
	return locator;
}

function readChoices(nodeRun: NodeRun, isDryRun: boolean) {
	const { context, parameters } = nodeRun;
	parameters.option('ifContactExists', 0, ['skip']);
	const ifSkillIsRunning = parameters.option('ifSkillIsRunning', 0, [
		'error',
		'stopFirst',
		'upload',
	]);
	if (ifSkillIsRunning === 'upload' && !isDryRun && isRefusedToAgent(nodeRun, 0))
		throw new InputFailure(
			'An AI agent may not upload for a skill that may be running',
			"New records of such a skill are called at once. Choose another 'If Skill Is Running', or turn on 'Dry Run', or 'Allow Launch by AI Agent' in 'Options'.",
		);
	const days = (name: string, min: number, max: number) =>
		parameters.number(name, 0, { min, max, isWhole: true });
	const jobTimeout = parameters.number('options.jobTimeoutMinutes', 0, { min: 1, max: 600 });
	return {
		ifSkillIsRunning,
		olderLists: parameters.option('olderLists', 0, ['leave', 'deactivate']),
		restDays: parameters.number('restDays', 0, { min: 0, max: 365 }),
		expiresOn: isoDateAfter(Date.now(), days('expiresInDays', 1, 30), context.getTimezone()),
		jobTimeoutMs: jobTimeout * MINUTE_MS,
	};
}

/** Reads the phones of items. */
function phoneOfItem(
	{ context, parameters }: NodeRun,
	readPhone: PhoneReader,
): (itemIndex: number) => string | undefined {
	const items = context.getInputData();
	const readerOf = fieldReaders();
	return (itemIndex) => {
		const value = readerOf(parameters.text('phoneField', itemIndex))(items[itemIndex].json);
		const reading = readPhone(value);
		return reading.kind === 'phone' ? reading.e164 : undefined;
	};
}

/** Decides for every item into which list it is to go; items that cannot go in are answered at once. */
export async function planUpload(nodeRun: NodeRun, isDryRun: boolean): Promise<UploadPlan> {
	const { context, parameters, output } = nodeRun;
	const items = context.getInputData();
	const choices = readChoices(nodeRun, isDryRun);
	const readPhone = phoneReader(readCountry(parameters));
	const readContactId = fieldReader(parameters.text('contactIdField', 0));
	const duplicateChoice = parameters.option('duplicates', 0, ['last', 'first', 'error']);
	const contactIdOf = (itemIndex: number) =>
		toContactId(readContactId(items[itemIndex].json)) ?? '';
	const readAddress = addressReader(nodeRun);
	const phoneOf = phoneOfItem(nodeRun, readPhone);
	const columns = columnReader(nodeRun, readPhone);
	const lists = new Map<string, UploadListPlan>();
	const namePrefixes = new Set<string>();

	await output.forEachItem((itemIndex) => {
		checkDryRun(parameters, itemIndex, isDryRun);
		const target: ListTarget = { ...readAddress(itemIndex), description: undefined };
		const skill = readSkill(parameters, itemIndex);
		const key = `${target.by}:${target.value}`;
		const list = lists.get(key) ?? {
			target,
			skill,
			kept: [],
			duplicates: [],
			refused: [],
			withoutPhone: [],
		};
		lists.set(key, list);
		list.refused.push(itemIndex);
		if (list.skill.by !== skill.by || list.skill.value !== skill.value)
			throw new InputFailure(
				`The items of the list '${target.value}' name more than one skill`,
				"Each list is dialed by one skill: check 'Skill', or have a list for each.",
			);
		if (contactIdOf(itemIndex) === '')
			throw noContactId(
				parameters.fieldText('contactIdField', itemIndex),
				readContactId(items[itemIndex].json),
			);
		columns.read(itemIndex);
		if (target.segment !== undefined)
			namePrefixes.add(target.value.slice(0, -target.segment.length));
		list.refused.pop();
		if (phoneOf(itemIndex) === undefined) list.withoutPhone.push(itemIndex);
		else list.kept.push(itemIndex);
	});

	for (const list of lists.values()) {
		const candidates = list.kept;
		const split = splitDuplicates(candidates.map(contactIdOf), duplicateChoice);
		list.kept = split.kept.map((position) => candidates[position]);
		list.duplicates = split.duplicates.map((position) => candidates[position]);
		for (const position of split.refused) {
			list.refused.push(candidates[position]);
			output.fail(doubledContact(list.target.value), candidates[position]);
		}
	}
	const contactAt = (itemIndex: number): UploadContact => {
		const texts = columns.read(itemIndex);
		const { score = '' } = texts;
		return {
			contactId: contactIdOf(itemIndex),
			e164: phoneOf(itemIndex) ?? '',
			score: score === '' ? undefined : Number(score),
			columns: texts,
		};
	};
	return {
		lists: [...lists.values()].filter(
			({ kept, withoutPhone }) => kept.length + withoutPhone.length > 0,
		),
		order: {
			...choices,
			namePrefixes: [...namePrefixes],
			contactAt,
			columns: columns.columns,
			readPhone,
			isDryRun,
		},
		contactIdOf,
	};
}
