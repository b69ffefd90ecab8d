import { generateHistory } from '../../../sandbox/history.mts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.mts';

/** Zone of the tenant and of the workflow. */
export const ZONE = 'America/New_York';
/** When the story begins: 02:00 on a Wednesday in that zone. A fixed day, so that every telling is the same. */
export const FIRST_NIGHT_MS = Date.parse('2026-06-03T06:00:00Z');
/** The one skill that dials. */
export const SKILL = { skillId: 4001, skillName: 'dynamic_outbound' } as const;
/** How many stand on the tenant's do-not-call list. */
const DO_NOT_CALL = 12;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STORY_DAYS = 2;
/** So many that their calls take longer than a day. */
const CONTACTS = 3_200;
const AGENTS = 2;
const SEED = 20_260_603;

/** The sandbox as the demonstration opens it. */
export type OpenTenant = (now: () => number) => Promise<Sandbox>;

function setUpSkill({ state }: Sandbox): void {
	const [skill] = state.skills;
	for (const zone of skill.parameters.timeZones) zone.endTime = '20:00';
	skill.parameters.listManagement.listOrderingOptions = [
		{ orderType: 'Score', direction: 'Descending' },
	];
	// Whoever did not answer is not tried again on the same day.
	skill.parameters.general.minimumRetryMinutes = 24 * 60;
}

/** Some of those who called last stand on the tenant's do-not-call list. */
function fillDoNotCallList({ state, phoneOf }: Sandbox, nowMs: number): void {
	const lateCallers = state.history
		.filter(({ type, startTime }) => {
			const agoMs = nowMs - Date.parse(startTime);
			return type === 'voice' && agoMs > HOUR_MS && agoMs < 2 * DAY_MS;
		})
		.map(({ contactId }) => phoneOf(contactId).slice(2));
	state.dncGroups[0].phoneNumbers.push(...[...new Set(lateCallers)].slice(0, DO_NOT_CALL));
}

/**
 * Starts a CXone with a year of calls and one skill, set up as a careful administrator would. Its history goes on through the
 * days of the story: reports show a call once it is over.
 */
export const openDemoTenant: OpenTenant = async (now) => {
	const nowMs = now();
	const sandbox = await startSandbox({
		now,
		seed: SEED,
		history: generateHistory({
			contacts: CONTACTS,
			days: 365,
			seed: SEED,
			nowMs: nowMs + STORY_DAYS * DAY_MS,
		}),
		acd: {
			hasNoise: true,
			skills: [{ ...SKILL, callerIdOverride: '3125550100', agents: AGENTS }],
			abandonShare: 0.01,
		},
	});
	setUpSkill(sandbox);
	fillDoNotCallList(sandbox, nowMs);
	return sandbox;
};
