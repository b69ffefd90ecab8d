import { waiting } from '../../nodes/shared/transport/wait.ts';
import { DAY_SKILL, USUAL_SKILLS } from '../../sandbox/acd/tenantSkills.mts';
import {
	startSandbox,
	type AcdOptions,
	type CallingList,
	type CallingRecord,
	type Sandbox,
} from '../../sandbox/server.mts';
import { setUpSkills, skillOf } from '../engine/skillRuns.mts';
import { keepTenantTime, tenantNow } from '../support/tenantClock.mts';

/** A Wednesday, 02:00 in New York. */
export const NIGHT = Date.UTC(2026, 4, 20, 6);
/** The skill that the examples name. */
export const SKILL_ID = DAY_SKILL.skillId;

export const FILL = 'skills-nightly-fill.json';
export const START = 'skills-morning-start.json';
export const WATCH = 'skills-abandonment-watchdog.json';
export const STOP = 'skills-evening-stop.json';
export const CRM = 'skills-crm-contact-to-list.json';

const open: Sandbox[] = [];

/** Sets up a test file: waits are short, and n8n's clock goes with the tenant's, from two at night. */
export function setUpDay(): void {
	keepTenantTime(NIGHT);
	beforeAll(() => {
		waiting.scale = 0.002;
	});
	afterEach(async () => {
		for (const sandbox of open.splice(0)) await sandbox.close();
	});
	afterAll(() => {
		waiting.scale = 1;
	});
}

/** A tenant whose skill is set up as a careful administrator would. */
export async function openDay(acd: AcdOptions = {}, contacts = 400): Promise<Sandbox> {
	const sandbox = await startSandbox({
		contacts,
		now: tenantNow,
		acd: { skills: [...USUAL_SKILLS, DAY_SKILL], ...acd },
	});
	open.push(sandbox);
	setUpSkills(sandbox);
	return sandbox;
}

/** All lists, with the uploads that are due in them. */
export function listsOf({ acd, state }: Sandbox): CallingList[] {
	acd.settle();
	return state.callingLists;
}

/** Holds that no request started the skill, that it does not run, and that no phone rang. */
export function expectNothingStarted(sandbox: Sandbox): void {
	expect(sandbox.requestCounts().startSkill ?? 0).toBe(0);
	expect(skillOf(sandbox, SKILL_ID).isStarted).toBe(false);
	expect(sandbox.rings).toEqual([]);
}

/** The phone of a record, E.164. */
export function phoneOfRecord({ phone }: CallingRecord): string {
	return `+1${phone}`;
}

/** The records that may still ring. */
export function liveRecords(sandbox: Sandbox): CallingRecord[] {
	const nowMs = sandbox.clock.now();
	return listsOf(sandbox)
		.filter(({ status }) => status === 'Active')
		.flatMap(({ records }) => records)
		.filter(
			({ finalStatus, isRemoved, expiresAtMs }) =>
				finalStatus === undefined && !isRemoved && expiresAtMs > nowMs,
		);
}
