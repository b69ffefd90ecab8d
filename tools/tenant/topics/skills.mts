import {
	findSkills,
	getCpaManagement,
	getGeneralSettings,
	getScheduleSettings,
	getSkill,
	getSkillParameters,
	getSkillTimeZones,
} from '../../../nodes/shared/cxone/acd/skillCalls.ts';
import { isDialing, readSkill } from '../../../nodes/shared/cxone/acd/skills.ts';
import { textOf, valueOf } from '../../../nodes/shared/cxone/acd/values.ts';
import type { AcdRecord } from '../../../nodes/shared/cxone/acd/answers.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { readFirstPages, readText, sizeText } from '../pages.mts';
import { READ_CALLS } from '../readCalls.mts';
import { fieldNames } from '../safeText.mts';
import { outcomeText, payloadOf } from '../tenantReader.mts';

const RETRY = READ_CALLS.filter(({ path }) => path.endsWith('/retry-settings'));
const BLOCKS = [
	['general', getGeneralSettings],
	['cpa', getCpaManagement],
	['timeZones', getSkillTimeZones],
	['schedule', getScheduleSettings],
	...RETRY.map((rule) => ['retry', rule] as const),
] as const;
/** Fields of the general settings on which the nodes rely. */
const RELIED_ON = [
	'overrideBusinessUnitAbandonRate',
	'abandonRateThreshold',
	'abandonRateCutoff',
	'beginDampenPercentage',
	'maximumRatio',
	'aggressiveness',
];

/** The fields of a block; where it lies in an envelope of its own, those of the envelope and what is in it. */
function blockFields(body: unknown): string[] {
	const payload = payloadOf(body);
	const inner = Object.values(payload).flatMap((value) => {
		const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
		return typeof first === 'object' && first !== null ? Object.keys(first) : [];
	});
	return fieldNames([...Object.keys(payload), ...inner]);
}

function addBlocks(check: Check): void {
	const { report } = check;
	const one = firstOf(check, getSkill);
	const skill = one.kind === 'done' ? readSkill(one.answer) : undefined;
	report.add(
		'skills.asked',
		'The skill whose parameters were asked for',
		skill === undefined
			? outcomeText(one)
			: isDialing(skill)
				? 'Personal Connection'
				: 'another kind',
		getSkill.path,
	);
	for (const [name, rule] of BLOCKS) {
		const outcome = firstOf(check, rule);
		const fields = outcome.kind === 'done' ? blockFields(outcome.body) : [];
		report.add(
			`skills.${name}Block`,
			`The block ${name} of a skill`,
			outcome.kind === 'done' ? `readable, ${fields.length} fields` : outcomeText(outcome),
			rule.path,
			{ fields },
		);
	}
	const general = firstOf(check, getGeneralSettings);
	if (general.kind !== 'done') return;
	const types = RELIED_ON.map((field) => [field, typeof valueOf(general.answer, field)] as const);
	const missing = types.filter(([, type]) => type === 'undefined').map(([field]) => field);
	report.add(
		'skills.generalFields',
		'Fields of general settings that the nodes rely on',
		missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`,
		types.map(([field, type]) => `${field} ${type}`).join(', '),
		Object.fromEntries(types),
	);
}

/** Whether a skill shows by what it orders its records, and whether by Score. */
function addListOrder(check: Check): void {
	const outcome = firstOf(check, getSkillParameters);
	if (outcome.kind !== 'done') return;
	const names = fieldNames(Object.keys(outcome.answer));
	const block = Object(valueOf(outcome.answer, 'listManagementSettings')) as AcdRecord;
	const options = valueOf(block, 'listOrderingOptions');
	const types = (Array.isArray(options) ? options : []).flatMap(
		(option: unknown) => textOf(Object(option) as AcdRecord, 'orderType') ?? [],
	);
	check.report.add(
		'skills.listOrder',
		'The order of records in the parameters of a skill',
		!Array.isArray(options)
			? 'not shown'
			: types.length === 0
				? 'shown, none set'
				: `shown, ${types.length} set, by score: ${types.some((type) => /score/i.test(type)) ? 'yes' : 'no'}`,
		`blocks: ${names.join(', ')}`,
		{ blocks: names },
	);
}

/** The tenant's skills, and what can be read of one. */
export async function askSkills(check: Check): Promise<void> {
	const { report } = check;
	check.say('Skills');
	const pages = await readFirstPages(check, findSkills, 'skillId');
	const skills = pages.rows.flatMap((row) => readSkill(row) ?? []);
	const found = readText(pages);
	report.add('skills.count', 'Skills', sizeText(pages), found);
	if (pages.trouble === undefined) {
		const dialing = skills.filter(isDialing);
		report.add('skills.dialing', 'Personal Connection skills', `${dialing.length}`, found);
		const running = skills.filter(({ isShownRunning }) => isShownRunning).length;
		report.add(
			'skills.isRunning',
			'Whether isRunning ever shows',
			running > 0 ? `yes, for ${running}` : 'not seen',
			found,
		);
		report.add(
			'skills.unreadable',
			'Skills that the nodes cannot read',
			`${pages.rows.length - skills.length}`,
			found,
		);
	}
	addBlocks(check);
	addListOrder(check);
}
