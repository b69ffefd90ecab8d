import type { FastifyInstance } from 'fastify';

import { entryOf } from '../app.mts';
import type { Pipeline } from '../pipeline.mts';
import { send } from '../wire.mts';
import { tenantConfiguration } from './accessKeys.mts';
import { businessUnit, pointsOfContact, timeZones } from './businessUnit.mts';
import { findCallingLists } from './callingLists.mts';
import { ACD_ROUTES, API_ROOTS, type AcdCall, DISCOVERY_PATH, LOGIN_PATH } from './calls.mts';
import { CompletedContacts } from './completedContacts.mts';
import {
	createDncGroup,
	findDncGroups,
	getDncGroup,
	searchDncGroups,
	updateDncGroup,
} from './dncGroups.mts';
import { addDncRecords, dncRecords, expireDncRecords } from './dncRecords.mts';
import { changeGroupSkills, groupSkills } from './dncSkills.mts';
import { type AcdHttpRequest, type AcdWork, answerAcdCall, answerOpenCall } from './guard.mts';
import {
	getCpaManagement,
	getGeneralSettings,
	getRetrySettings,
	getSkillParameters,
	putCpaManagement,
	putGeneralSettings,
	putListManagement,
	putRetrySettings,
} from './parameters.mts';
import {
	getScheduleSettings,
	getSkillTimeZones,
	putScheduleSettings,
	putSkillTimeZones,
} from './hoursParameters.mts';
import { createCallingList } from './listMapping.mts';
import { callingListAttempts, getCallingList } from './listRecords.mts';
import { deleteCallingList, removeProspects } from './listRemoval.mts';
import type { AcdRequest } from './request.mts';
import { dialerContacts, skillSummary, skillsSummary } from './skillFigures.mts';
import {
	findSkills,
	getSkill,
	skillActivity,
	skillAgents,
	startSkill,
	stopSkill,
} from './skills.mts';
import type { AcdTenant } from './tenant.mts';
import { cancelUploadJob, findUploadJobs, getUploadJob, uploadCallingList } from './uploads.mts';

/** A file of 256 MB in base64, with room for the rest of the body. */
const UPLOAD_LIMIT_BYTES = 360 * 1024 * 1024;

/** The work of each call on a tenant. */
export function acdWorks(tenant: AcdTenant): Record<AcdCall, AcdWork> {
	const completed = new CompletedContacts(tenant);
	const on =
		(work: (request: AcdRequest, tenant: AcdTenant) => ReturnType<AcdWork>): AcdWork =>
		(request) => {
			tenant.settle();
			return work(request, tenant);
		};
	return {
		completedContacts: on((request) => completed.answer(request)),
		pointsOfContact: () => pointsOfContact(tenant),
		businessUnit: () => businessUnit(tenant),
		timeZones,
		findSkills: on(findSkills),
		getSkill: on(getSkill),
		skillAgents: on(skillAgents),
		skillActivity: on(skillActivity),
		skillSummary: on(skillSummary),
		skillsSummary: on(skillsSummary),
		dialerContacts: on(dialerContacts),
		getSkillParameters: on(getSkillParameters),
		getGeneralSettings: on(getGeneralSettings),
		putGeneralSettings: on(putGeneralSettings),
		getCpaManagement: on(getCpaManagement),
		putCpaManagement: on(putCpaManagement),
		putListManagement: on(putListManagement),
		getSkillTimeZones: on(getSkillTimeZones),
		putSkillTimeZones: on(putSkillTimeZones),
		getScheduleSettings: on(getScheduleSettings),
		putScheduleSettings: on(putScheduleSettings),
		getRetrySettings: on(getRetrySettings),
		putRetrySettings: on(putRetrySettings),
		startSkill: on(startSkill),
		stopSkill: on(stopSkill),
		findCallingLists: on(findCallingLists),
		createCallingList: on(createCallingList),
		getCallingList: on(getCallingList),
		deleteCallingList: on(deleteCallingList),
		callingListAttempts: on(callingListAttempts),
		removeProspects: on(removeProspects),
		uploadCallingList: on(uploadCallingList),
		findUploadJobs: on(findUploadJobs),
		getUploadJob: on(getUploadJob),
		cancelUploadJob: on(cancelUploadJob),
		findDncGroups: on(findDncGroups),
		createDncGroup: on(createDncGroup),
		searchDncGroups: on(searchDncGroups),
		getDncGroup: on(getDncGroup),
		updateDncGroup: on(updateDncGroup),
		dncRecords: on(dncRecords),
		addDncRecords: on(addDncRecords),
		expireDncRecords: on(expireDncRecords),
		dncScrubbedSkills: on(groupSkills('scrubbedSkills')),
		addScrubbedSkill: on(changeGroupSkills('scrubbedSkills', 'add')),
		removeScrubbedSkill: on(changeGroupSkills('scrubbedSkills', 'remove')),
		dncContributingSkills: on(groupSkills('contributingSkills')),
		addContributingSkill: on(changeGroupSkills('contributingSkills', 'add')),
		removeContributingSkill: on(changeGroupSkills('contributingSkills', 'remove')),
	};
}

/** Adds login and discovery, which need no token. */
export function addLoginCalls(app: FastifyInstance, pipeline: Pipeline, tenant: AcdTenant): void {
	const { tokens, rules, loginOrigin, apiOrigin } = tenant;
	app.route({
		method: 'POST',
		url: LOGIN_PATH,
		config: { call: 'accessKeyLogin' },
		handler: async (request, reply) =>
			send(
				reply,
				await answerOpenCall(
					pipeline,
					'accessKeyLogin',
					entryOf(request),
					request,
					(isJson, body) => tokens.login(isJson, body),
				),
			),
	});
	app.route<{ Querystring: { tenantId?: string } }>({
		method: 'GET',
		url: DISCOVERY_PATH,
		config: { call: 'tenantDiscovery' },
		handler: async (request, reply) =>
			send(
				reply,
				await answerOpenCall(pipeline, 'tenantDiscovery', entryOf(request), request, () =>
					tenantConfiguration(
						request.query.tenantId,
						loginOrigin(),
						rules.apiEndpoint ?? apiOrigin(),
					),
				),
			),
	});
}

/** Adds the calls of the API, under both spellings of its root. */
export function addAcdCalls(app: FastifyInstance, pipeline: Pipeline, tenant: AcdTenant): void {
	const works = acdWorks(tenant);
	const { tokens, rules } = tenant;
	for (const call of Object.keys(works) as AcdCall[]) {
		const { method, path } = ACD_ROUTES[call];
		const isUpload = call === 'uploadCallingList';
		for (const root of API_ROOTS) {
			app.route({
				method,
				url: `${root}/:version${path}`,
				config: { call },
				...(isUpload && { bodyLimit: UPLOAD_LIMIT_BYTES }),
				handler: async (request: AcdHttpRequest, reply) =>
					send(
						reply,
						await answerAcdCall(
							pipeline,
							tokens,
							rules,
							call,
							works[call],
							entryOf(request),
							request,
						),
					),
			});
		}
	}
}
