import type { IHttpRequestHelper } from 'n8n-workflow';

import { ACCESS_KEY_LOGIN } from '../../credentials/login/accessKeyLogin.ts';
import { readTenantId } from '../../credentials/login/token.ts';
import { phoneReader } from '../../nodes/shared/core/phone.ts';
import type { Check } from './checkContext.mts';
import { Report } from './report.mts';
import { SafeText } from './safeText.mts';
import { ForbiddenRequest } from './readOnlyGuard.mts';
import { readSample, type Sample } from './sample.mts';
import type { Settings } from './settings.mts';
import { TenantHttp, type HttpAnswer } from './tenantHttp.mts';
import { TenantReader } from './tenantReader.mts';
import { addBusinessUnit } from './topics/businessUnit.mts';
import { askContactRows } from './topics/contactRows.mts';
import { askDncGroups } from './topics/dncGroups.mts';
import { askAddressFilters } from './topics/addressFilters.mts';
import { askLongRange, askOtherFilters } from './topics/otherFilters.mts';
import { askHistory } from './topics/history.mts';
import { askLists } from './topics/lists.mts';
import { addLogin } from './topics/login.mts';
import { addOwnNumbers } from './topics/ownNumbers.mts';
import { askRights } from './topics/rights.mts';
import { askSkills } from './topics/skills.mts';
import { addShapes, addTraffic } from './topics/traffic.mts';

/** Requests that a check may send, the login's too. */
export const MOST_REQUESTS = 150;

/** What a check is run with. */
export interface CheckOptions {
	settings: Pick<Settings, 'credentials' | 'country'>;
	say: (text: string) => void;
	/** Milliseconds since 1970. */
	nowMs: number;
	wait: (ms: number) => Promise<void>;
	mostRequests?: number;
}

/** What the topic found so far stays; its error is not shown, since it may hold what the tenant answered. */
async function askTopic(check: Check, topic: string, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (error instanceof ForbiddenRequest) throw error;
		const name = error instanceof Error ? error.constructor.name : 'unknown';
		check.report.add(`${topic}.stopped`, 'This part of the check', 'stopped', `error: ${name}`);
	}
}

async function askAll(check: Check): Promise<void> {
	let sample: Sample | undefined;
	await askTopic(check, 'rights', async () => await askRights(check));
	await askTopic(check, 'history', async () => {
		const window = await askHistory(check);
		await askLongRange(check);
		sample = window && (await readSample(check, window));
		if (sample !== undefined) await askContactRows(check, sample);
	});
	await askTopic(check, 'addresses', async () => {
		if (sample === undefined) return;
		await askAddressFilters(check, sample);
		await askOtherFilters(check, sample);
	});
	await askTopic(check, 'numbers', async () => addOwnNumbers(check, sample));
	await askTopic(check, 'businessUnit', async () => addBusinessUnit(check));
	await askTopic(check, 'skills', async () => await askSkills(check));
	await askTopic(check, 'lists', async () => await askLists(check));
	await askTopic(check, 'dnc', async () => await askDncGroups(check));
	await askTopic(check, 'traffic', async () => addShapes(check));
}

/** Checks a tenant. Throws a `LoginFailure` where the key does not log in; all else is a finding. */
export async function runCheck(options: CheckOptions): Promise<Report> {
	const { settings, say, nowMs, wait, mostRequests = MOST_REQUESTS } = options;
	const { credentials, country } = settings;
	const safe = new SafeText();
	const report = new Report(safe);
	const http = new TenantHttp(mostRequests, wait);
	const answers: Array<{ url: string; answer: HttpAnswer }> = [];
	const helper = http.helper((url, answer) => answers.push({ url, answer }));

	say('Logging in');
	safe.addSecret(credentials.accessKeyId);
	safe.addSecret(credentials.accessKeySecret);
	const login = await ACCESS_KEY_LOGIN.logIn(helper as IHttpRequestHelper, credentials);
	http.guard.loggedIn(login.apiBase);
	safe.addSecret(login.accessToken);
	const tokens = Object(answers[0]?.answer.body) as Record<string, unknown>;
	for (const secret of [tokens.id_token, tokens.refresh_token]) safe.addSecret(secret);
	safe.addSecret(readTenantId(tokens as Parameters<typeof readTenantId>[0]));
	addLogin(report, answers, login);

	const reader = new TenantReader(http, safe, login.apiBase, login.accessToken);
	const read = phoneReader(country);
	const check: Check = { reader, report, safe, read, nowMs, first: new Map(), say };
	await askAll(check);
	addTraffic(check, http.traffic, mostRequests);
	return report;
}
