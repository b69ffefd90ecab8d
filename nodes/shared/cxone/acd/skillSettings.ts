import { InputFailure } from '../../core/inputFailure';
import { failureOf } from '../../transport/wording';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { ensure } from '../once';
import type { Configured, Skill, SkillOrder, SkillSettings } from '../skillTenant';
import type { AcdRecord } from './answers';
import { getBusinessUnit } from './calls';
import { blockOf } from './facts';
import { getGeneralSettings, putGeneralSettings } from './skillCalls';
import { readRunning } from './skills';
import { flagOf, numberOf } from './values';

const BLOCK = 'generalSettings';
const THRESHOLD = 'abandonRateThreshold';
const OWN_RATES = 'overrideBusinessUnitAbandonRate';
const RATIO = 'maximumRatio';
/** Numbers of the block: where a version gives them as text they are written as numbers. */
const NUMBERS = new Set(
	[
		THRESHOLD,
		RATIO,
		'abandonRateCutoff',
		'beginDampenPercentage',
		'percentageOfAgentsBeforeOverdial',
		'consecutiveAttemptsWithoutALiveConnect',
		'maximumRingingDuration',
		'inactiveBlenderTimer',
		'minimumRetryMinutes',
		'maximumAttempts',
		'defaultContactExpiration',
		'endOfListNotificationsDelay',
		'proficiencyFactor',
		'waitTimeFactor',
		'maxConcurrentCallsPerAgent',
		'maxWaitTimeSeconds',
	].map((name) => name.toLowerCase()),
);

function settingsOf(block: AcdRecord): SkillSettings {
	return {
		abandonThresholdPercent: numberOf(block, THRESHOLD),
		hasOwnRates: flagOf(block, OWN_RATES),
		maximumRatio: numberOf(block, RATIO),
	};
}

async function readBlock(session: Session, skillId: string): Promise<AcdRecord> {
	const reply = await request(session, getGeneralSettings, { path: { skillId } });
	if (reply.kind === 'done') return blockOf(reply.answer, BLOCK);
	const { title, right } = getGeneralSettings;
	const status = reply.kind === 'absent' ? reply.status : undefined;
	throw failureOf({ kind: 'status', call: title, right, status }, session.access.says);
}

/** What a skill is set to. Throws a `CxoneFailure` where it cannot be read. */
export async function readSettings(session: Session, skillId: string): Promise<SkillSettings> {
	return settingsOf(await readBlock(session, skillId));
}

/** In words how settings differ from an order; empty where they do not. */
function differenceOf(settings: SkillSettings, order: SkillOrder): string {
	const { abandonThresholdPercent, maximumRatio } = order;
	const parts = [
		settings.hasOwnRates === true ? '' : 'the skill has no abandonment rates of its own',
		settings.abandonThresholdPercent === abandonThresholdPercent
			? ''
			: `the abandonment threshold is ${settings.abandonThresholdPercent ?? 'unknown'} % and not ${abandonThresholdPercent} %`,
		maximumRatio === undefined || settings.maximumRatio === maximumRatio
			? ''
			: `the maximum ratio is ${settings.maximumRatio ?? 'unknown'} and not ${maximumRatio}`,
	];
	return parts.filter((part) => part !== '').join('; ');
}

/** Throws an `InputFailure` where the tenant is known to forbid what is asked; what cannot be read is tried. */
export function checkAllowed(
	{ name }: Skill,
	order: SkillOrder,
	businessUnit: AcdRecord | undefined,
): void {
	if (businessUnit === undefined) return;
	if (flagOf(businessUnit, 'enableSkillAbandonRate') === false)
		throw new InputFailure(
			`The tenant does not let the skill '${name}' have an abandonment threshold of its own`,
			"The business unit has 'enableSkillAbandonRate' off. Let NICE or a CXone administrator turn on abandonment rates by skill, or use the operation Start, which sets nothing.",
		);
	const { maximumRatio = 1 } = order;
	if (maximumRatio > 1 && flagOf(businessUnit, 'allowPredictiveDialing') === false)
		throw new InputFailure(
			`The tenant does not allow the skill '${name}' more than one call for each agent`,
			"The business unit has 'allowPredictiveDialing' off. Set 'Maximum Ratio' to 1, or ask your account manager at NICE to allow predictive dialing.",
		);
}

/** The business unit; undefined where the key may not read it. Throws a `CxoneFailure` for other failures. */
export async function readBusinessUnit(session: Session): Promise<AcdRecord | undefined> {
	const reply = await request(session, getBusinessUnit, {});
	return reply.kind === 'done' ? reply.answer : undefined;
}

/** The block as it is written: whole, numbers as numbers, and under the names that it has. */
function writtenBlock(block: AcdRecord, wanted: Readonly<Record<string, unknown>>): AcdRecord {
	const written: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(block)) {
		const isNumber = NUMBERS.has(key.toLowerCase()) && numberOf(block, key) !== undefined;
		const flag = value === 'true' || value === 'false' || value === 'True' || value === 'False';
		if (flag) written[key] = flagOf(block, key);
		else written[key] = isNumber ? numberOf(block, key) : value;
	}
	for (const [name, value] of Object.entries(wanted)) {
		const key = Object.keys(block).find((known) => known.toLowerCase() === name.toLowerCase());
		written[key ?? name] = value;
	}
	return written;
}

function changedOtherwise(before: AcdRecord, after: AcdRecord): string[] {
	const asked = [THRESHOLD, OWN_RATES, RATIO].map((name) => name.toLowerCase());
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names].filter(
		(name) =>
			!asked.includes(name.toLowerCase()) &&
			JSON.stringify(before[name]) !== JSON.stringify(after[name]),
	);
}

/** Reads how a skill stands to an order, and writes nothing. The business unit is read by `readUnit` where it matters. */
export async function compareSettings(
	session: Session,
	skill: Skill,
	order: SkillOrder | undefined,
	readUnit: () => Promise<AcdRecord | undefined>,
): Promise<Configured> {
	const { isRunning, found } = await readRunning(session, skill.id);
	const before = await readSettings(session, skill.id);
	const stands = { isRunning, found, before, isWritten: false, changedOtherwise: [] };
	const differs = order === undefined ? '' : differenceOf(before, order);
	if (order === undefined || isRunning || differs === '')
		return { ...stands, after: before, differs };
	checkAllowed(skill, order, await readUnit());
	const after = { ...before, ...order, hasOwnRates: true };
	return {
		...stands,
		after: { ...after, maximumRatio: order.maximumRatio ?? before.maximumRatio },
		differs: '',
	};
}

/**
 * Sets what an order asks for: reads the whole block, merges, writes it whole, since what is left out may be reset, and
 * reads it again (contract 4.3). A skill that seems to run is never written. Throws an `InputFailure` where the tenant
 * forbids it or keeps another value.
 */
export async function configureSkill(
	session: Session,
	skill: Skill,
	order: SkillOrder,
	readUnit: () => Promise<AcdRecord | undefined>,
): Promise<Configured> {
	const stands = await compareSettings(session, skill, order, readUnit);
	if (stands.isRunning) return stands;
	const { abandonThresholdPercent, maximumRatio } = order;
	const end = await ensure(session, {
		look: async () => await readBlock(session, skill.id),
		isRight: (block) => differenceOf(settingsOf(block), order) === '',
		write: async (block) => {
			const body = {
				[BLOCK]: writtenBlock(block, {
					[OWN_RATES]: true,
					[THRESHOLD]: abandonThresholdPercent,
					...(maximumRatio !== undefined && { [RATIO]: maximumRatio }),
				}),
			};
			await request(session, putGeneralSettings, { path: { skillId: skill.id }, body });
		},
	});
	const [before, after] = [settingsOf(end.before), settingsOf(end.after)];
	const kept = differenceOf(after, order);
	if (kept !== '')
		throw new InputFailure(
			`CXone took the settings of the skill '${skill.name}' and keeps others: ${kept}`,
			`Before it was ${before.abandonThresholdPercent ?? 'unknown'} %. The tenant may bound these values: ask a CXone administrator, or set one that it keeps. The skill was not started.`,
		);
	return {
		...stands,
		before,
		after,
		isWritten: end.isWritten,
		differs: '',
		changedOtherwise: changedOtherwise(end.before, end.after),
	};
}
