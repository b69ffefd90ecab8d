/** The calls of the ACD API that need a bearer token. */
export type AcdCall = keyof typeof ACD_ROUTES;
/** Every call of the ACD family, login and discovery too. */
export type AcdCallName = 'accessKeyLogin' | 'tenantDiscovery' | AcdCall;

/** How a call is reached. */
export interface AcdRoute {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Behind `/inContactAPI/services/v{NN}.0`. */
	path: string;
	/** Reporting calls tell why they refuse in a header only. */
	isReporting?: true;
}

/** Method and path of every call but login and discovery. */
export const ACD_ROUTES = {
	completedContacts: { method: 'GET', path: '/contacts/completed', isReporting: true },
	pointsOfContact: { method: 'GET', path: '/points-of-contact' },
	businessUnit: { method: 'GET', path: '/business-unit' },
	timeZones: { method: 'GET', path: '/timezones' },
	findSkills: { method: 'GET', path: '/skills' },
	getSkill: { method: 'GET', path: '/skills/:id' },
	skillAgents: { method: 'GET', path: '/skills/:id/agents' },
	skillActivity: { method: 'GET', path: '/skills/:id/activity' },
	skillSummary: { method: 'GET', path: '/skills/:id/summary', isReporting: true },
	skillsSummary: { method: 'GET', path: '/skills/summary', isReporting: true },
	dialerContacts: { method: 'GET', path: '/wfm-data/skills/dialer-contacts', isReporting: true },
	getSkillParameters: { method: 'GET', path: '/skills/:id/parameters' },
	getGeneralSettings: { method: 'GET', path: '/skills/:id/parameters/general-settings' },
	putGeneralSettings: { method: 'PUT', path: '/skills/:id/parameters/general-settings' },
	getCpaManagement: { method: 'GET', path: '/skills/:id/parameters/cpa-management' },
	putCpaManagement: { method: 'PUT', path: '/skills/:id/parameters/cpa-management' },
	putListManagement: { method: 'PUT', path: '/skills/:id/parameters/list-management' },
	getSkillTimeZones: { method: 'GET', path: '/skills/:id/parameters/time-zones' },
	putSkillTimeZones: { method: 'PUT', path: '/skills/:id/parameters/time-zones' },
	getScheduleSettings: { method: 'GET', path: '/skills/:id/parameters/schedule-settings' },
	putScheduleSettings: { method: 'PUT', path: '/skills/:id/parameters/schedule-settings' },
	getRetrySettings: { method: 'GET', path: '/skills/:id/parameters/retry-settings' },
	putRetrySettings: { method: 'PUT', path: '/skills/:id/parameters/retry-settings' },
	startSkill: { method: 'POST', path: '/skills/:id/start' },
	stopSkill: { method: 'POST', path: '/skills/:id/stop' },
	findCallingLists: { method: 'GET', path: '/lists/call-lists' },
	createCallingList: { method: 'POST', path: '/lists/call-lists' },
	getCallingList: { method: 'GET', path: '/lists/call-lists/:id' },
	deleteCallingList: { method: 'DELETE', path: '/lists/call-lists/:id' },
	callingListAttempts: { method: 'GET', path: '/lists/call-lists/:id/attempts' },
	removeProspects: { method: 'DELETE', path: '/lists/call-lists/:id/removeProspects' },
	uploadCallingList: { method: 'POST', path: '/lists/call-lists/:id/upload' },
	findUploadJobs: { method: 'GET', path: '/lists/call-lists/jobs' },
	getUploadJob: { method: 'GET', path: '/lists/call-lists/jobs/:id' },
	cancelUploadJob: { method: 'DELETE', path: '/lists/call-lists/jobs/:id' },
	findDncGroups: { method: 'GET', path: '/dnc-groups' },
	createDncGroup: { method: 'POST', path: '/dnc-groups' },
	searchDncGroups: { method: 'POST', path: '/dnc-groups/search' },
	getDncGroup: { method: 'GET', path: '/dnc-groups/:id' },
	updateDncGroup: { method: 'PUT', path: '/dnc-groups/:id' },
	dncRecords: { method: 'GET', path: '/dnc-groups/:id/records' },
	addDncRecords: { method: 'POST', path: '/dnc-groups/:id/records' },
	expireDncRecords: { method: 'DELETE', path: '/dnc-groups/:id/records' },
	dncScrubbedSkills: { method: 'GET', path: '/dnc-groups/:id/scrubbed-skills' },
	addScrubbedSkill: { method: 'POST', path: '/dnc-groups/:id/scrubbed-skills/:skillId' },
	removeScrubbedSkill: { method: 'DELETE', path: '/dnc-groups/:id/scrubbed-skills/:skillId' },
	dncContributingSkills: { method: 'GET', path: '/dnc-groups/:id/contributing-skills' },
	addContributingSkill: { method: 'POST', path: '/dnc-groups/:id/contributing-skills/:skillId' },
	removeContributingSkill: {
		method: 'DELETE',
		path: '/dnc-groups/:id/contributing-skills/:skillId',
	},
} as const satisfies Record<string, AcdRoute>;

/** Path of the access-key login. */
export const LOGIN_PATH = '/authentication/v1/token/access-key';
/** Path of the tenant discovery, which needs no token. */
export const DISCOVERY_PATH = '/.well-known/cxone-configuration';
/** What stands before the path of a call; clients spell it in two ways. */
export const API_ROOTS = ['/inContactAPI/services', '/incontactapi/services'] as const;

/** Every call name of the family, the login first. */
export const ACD_CALL_NAMES = [
	'accessKeyLogin',
	'tenantDiscovery',
	...Object.keys(ACD_ROUTES),
] as AcdCallName[];
