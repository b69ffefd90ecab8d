import { z } from 'zod';

import type { Answer } from '../answer.mts';
import type { DncGroup } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { isoTime, reportDate } from './dates.mts';
import { withGroup } from './dncGroups.mts';
import { dncDigits, dncExpiryMs } from './dncNumbers.mts';
import { adminPage, totalOf, wrapped } from './paging.mts';
import { keptPhone } from './recordsFile.mts';
import type { AcdRequest } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

/** The numbers of a group, in pages; one that is held back no more has an `expiredDate` in the past. */
export function dncRecords(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) => {
		const page = adminPage(request, linksOrigin(tenant), group.phoneNumbers);
		if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
		if (page.rows.length === 0) return noRows('No DNC records found');
		const payload = {
			totalRecords: totalOf(page.totalRecords, tenant.rules),
			_links: page._links,
			dncRecords: page.rows.map((phoneNumber) => {
				const expiresAtMs = dncExpiryMs(group, phoneNumber);
				return {
					phoneNumber,
					formattedPhone: dncDigits(phoneNumber),
					expiredDate: expiresAtMs === Infinity ? null : isoTime(expiresAtMs),
				};
			}),
		};
		return acdOk(wrapped(payload, tenant.rules));
	});
}

const expiry = z.string().optional();
/** A new number is a number in JSON too; one to be expired is text. */
const added = z.object({
	dncGroupRecords: z
		.array(z.object({ phoneNumber: z.number().int().positive(), expiredDate: expiry }))
		.min(1),
});
const expired = z.object({
	dncGroupRecords: z.array(z.object({ phoneNumber: z.string(), expiredDate: expiry })).min(1),
});

interface RecordResult {
	success: boolean;
	formattedPhone: string;
	error: string;
}

function resultsOf(results: RecordResult[]) {
	return { errorCount: results.filter(({ success }) => !success).length, recordResults: results };
}

function done(formattedPhone: string): RecordResult {
	return { success: true, formattedPhone, error: '' };
}

function failed(formattedPhone: string, error: string): RecordResult {
	return { success: false, formattedPhone, error };
}

function hasNumber({ phoneNumbers }: DncGroup, phone: string): boolean {
	return phoneNumbers.some((number) => dncDigits(number) === phone);
}

function setExpiry(group: DncGroup, phone: string, expiresAtMs: number): void {
	const others = Object.entries(group.expiresAtMs ?? {}).filter(([number]) => number !== phone);
	const own = expiresAtMs === Infinity ? [] : [[phone, expiresAtMs] as const];
	group.expiresAtMs = Object.fromEntries([...others, ...own]);
}

/** Adds numbers, or holds them back again; status 200 also where single ones fail. */
export function addDncRecords(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) => {
		const parsed = added.safeParse(request.body);
		if (!parsed.success) return acdRefusal(400, 'Invalid dncGroupRecords');
		const results = parsed.data.dncGroupRecords.map(({ phoneNumber, expiredDate }) => {
			const phone = keptPhone(`+${phoneNumber}`) ?? keptPhone(String(phoneNumber));
			const expiresAtMs = expiredDate === undefined ? Infinity : reportDate(expiredDate);
			if (phone === undefined) return failed(String(phoneNumber), 'InvalidPhoneNumber');
			if (expiresAtMs === undefined) return failed(phone, 'InvalidExpiredDate');
			if (!hasNumber(group, phone)) group.phoneNumbers.push(phone);
			setExpiry(group, phone, expiresAtMs);
			return done(phone);
		});
		return acdOk({ resultSet: resultsOf(results) });
	});
}

/** Expires numbers: from their `expiredDate`, by default from now, they are held back no more. */
export function expireDncRecords(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) => {
		const parsed = expired.safeParse(request.body);
		if (!parsed.success) return acdRefusal(400, 'Invalid dncGroupRecords');
		const results = parsed.data.dncGroupRecords.map(({ phoneNumber, expiredDate }) => {
			const phone = dncDigits(phoneNumber);
			const expiresAtMs = expiredDate === undefined ? tenant.now() : reportDate(expiredDate);
			if (!hasNumber(group, phone)) return failed(phone, 'RecordNotFound');
			if (expiresAtMs === undefined) return failed(phone, 'InvalidExpiredDate');
			setExpiry(group, phone, expiresAtMs);
			return done(phone);
		});
		return acdOk(resultsOf(results));
	});
}
