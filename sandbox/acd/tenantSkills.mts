import type { DncGroup, Skill } from '../outbound.mts';
import { ownNumber } from '../phones.mts';
import { ZONE_NAMES } from '../zones.mts';
import type { AcdRules, SkillSetting } from './options.mts';

/** The skills that the rows of the call history lie on, by what they are for. */
export const HISTORY_SKILL_IDS = {
	inbound: [5001, 5002],
	manual: 5003,
	chat: 5004,
	email: 5005,
	sms: 5006,
	dialer: 4001,
} as const;

const PERSONAL_CONNECTION = {
	mediaTypeId: 4,
	isOutbound: true,
	outboundStrategy: 'Personal Connection',
	isActive: true,
	agentless: false,
	callerIdOverride: ownNumber(0).slice(2),
	campaignId: 700,
	agents: 3,
	agentlessPorts: 5,
	isStarted: false,
	contactsActive: 0,
};
const INBOUND = { ...PERSONAL_CONNECTION, isOutbound: false, outboundStrategy: '' };

/** The skills of a fresh tenant. */
export const USUAL_SKILLS: SkillSetting[] = [
	{ ...PERSONAL_CONNECTION, skillId: 4001, skillName: 'dynamic_outbound_high' },
	{ ...PERSONAL_CONNECTION, skillId: 4002, skillName: 'dynamic_outbound_medium' },
	{ ...PERSONAL_CONNECTION, skillId: 4003, skillName: 'dynamic_outbound_low' },
	{ ...INBOUND, skillId: 5001, skillName: 'Main' },
	{ ...INBOUND, skillId: 5002, skillName: 'Support' },
	{
		...PERSONAL_CONNECTION,
		skillId: 5003,
		skillName: 'Call back by hand',
		outboundStrategy: 'Manual',
	},
	{ ...INBOUND, skillId: 5004, skillName: 'Chat', mediaTypeId: 3 },
	{ ...INBOUND, skillId: 5005, skillName: 'Mail', mediaTypeId: 1 },
	{ ...INBOUND, skillId: 5006, skillName: 'SMS', mediaTypeId: 7 },
];

/** The one skill of the examples of a dialing day, for a tenant that is to have it beside the usual ones. */
export const DAY_SKILL: SkillSetting = {
	...PERSONAL_CONNECTION,
	skillId: 4004,
	skillName: 'dynamic_outbound',
	agents: 10,
};

/** General settings of a new skill. */
export function newGeneralSettings(): Record<string, unknown> {
	return {
		minimumRetryMinutes: 240,
		maximumAttempts: 10,
		defaultContactExpiration: 30,
		getPriorityContactsOnContactInsertion: false,
		loadCallbacks: true,
		loadFresh: true,
		loadNonFresh: true,
		overrideBusinessUnitAbandonRate: false,
		maximumRingingDuration: 1,
		beginDampenPercentage: 1,
		abandonRateCutoff: 3,
		abandonRateThreshold: 3,
		inactiveBlenderTimer: 15,
		maximumRatio: 1,
		aggressiveness: 'conservative',
		endOfListNotificationsDelay: 15,
		notifyAgentsWhenListIsEmpty: false,
		percentageOfAgentsBeforeOverdial: 5,
		blockMultipleCalls: true,
		consecutiveAttemptsWithoutALiveConnect: 5,
		enableDialingByProficiency: false,
		proficiencyFactor: 1,
		waitTimeFactor: 10,
		maxConcurrentCallsPerAgent: 7,
		maxWaitTimeSeconds: 180,
		deliverCallbacksOnDNCHolidays: false,
		deliverPrioritiesOnDNCHolidays: false,
	};
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function newParameters({ haveSkillsTimeZones }: AcdRules): Skill['parameters'] {
	return {
		general: newGeneralSettings(),
		cpa: {
			abandonMessagePath: 'prompts\\abandon.wav',
			abandonMsgMode: 1,
			abandonTimeout: 2,
			ansMachineDetMode: 0,
			ansMachineMsg: '',
			ansMachineOverrideSeconds: 0,
			exceptions: [],
			treatProgressAsRinging: true,
			preConnectCPAEnabled: true,
			agentOverrideOptionFax: true,
			agentOverrideOptionAnsweringMachine: true,
			agentOverrideOptionBadNumber: true,
			utteranceMinimumSeconds: 0.2,
			customerLiveSilenceSeconds: 1.1,
			machineMinimumWithAgentSeconds: 3,
			machineMinimumWithoutAgentSeconds: 3,
			machineEndSilenceSeconds: 1,
			machineEndTimeoutSeconds: 20,
			agentResponseUtteranceMinimumSeconds: 0.5,
			agentNoResponseSeconds: 1.4,
			agentVoiceThreshold: 10_000,
			customerVoiceThreshold: 16_000,
			preConnectCPARecording: false,
			enableCPALogging: false,
		},
		listManagement: { displayField1Name: '', displayField2Name: '', listOrderingOptions: [] },
		timeZones: (haveSkillsTimeZones ? ZONE_NAMES : []).map((standardName) => ({
			standardName,
			startTime: '09:00',
			endTime: '21:00',
			timeZoneActiveToCall: true,
			overrideTime: false,
		})),
		schedule: {
			isScheduled: false,
			...Object.fromEntries(
				DAYS.flatMap((day) => [
					[`${day}IsActive`, true],
					[`${day}StartTime`, '08:00'],
					[`${day}EndTime`, '21:00'],
				]),
			),
		},
		retry: {
			finalizeWhenExhausted: true,
			maximumNumberOfHandledCalls: 1,
			restrictedCallingMinutes: 0,
			restrictedCallingMaxAttempts: 0,
			generalStaleMinutes: 30,
			callbackRestMinutes: 1440,
			releaseAgentSpecificCalls: false,
			maximumNumberOfCallbacks: 3,
			callbackStaleMinutes: 30,
		},
	};
}

/** The skills and DNC groups of a tenant at its start: a tenant's DNC group holds every skill that dials. */
export function tenantSkills(rules: AcdRules): { skills: Skill[]; dncGroups: DncGroup[] } {
	const skills = (rules.skills ?? USUAL_SKILLS).map((setting) => ({
		...setting,
		abandonShareRisePerHour: rules.abandonShareRisePerHour[String(setting.skillId)] ?? 0,
		calls: [],
		parameters: newParameters(rules),
		outcomes: [],
	}));
	const scrubbedSkillIds = skills.filter((skill) => skill.isOutbound).map((skill) => skill.skillId);
	return {
		skills,
		dncGroups: [
			{ dncGroupId: 100, dncGroupName: 'Do not call', phoneNumbers: [], scrubbedSkillIds },
		],
	};
}
