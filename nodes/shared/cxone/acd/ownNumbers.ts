import { toOwnNumbers, type OwnNumbers } from '../../core/customer';
import type { PhoneReader } from '../../core/phone';
import { settled } from '../../core/settled';
import { CxoneFailure } from '../../transport/failure';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { Skill } from '../skillTenant';
import { getPointsOfContact } from './calls';
import { ADMIN_PAGE_SIZE, readRows, unreadable } from './rows';
import { readSkills } from './skills';
import { textOf } from './values';

/** Rows of a page of an administration call that was not asked for more. */
const SMALLEST_PAGE = 50;

/** What the tenant shows of itself; undefined where the key may not read it, or the tenant lacks the call. */
export interface ShownTenant {
	pointsOfContact: string[] | undefined;
	skills: Skill[] | undefined;
}

async function ifAllowed<Value>(reading: Promise<Value>): Promise<Value | undefined> {
	const end = await settled(reading);
	if ('value' in end) return end.value;
	const { failure } = end;
	if (failure instanceof CxoneFailure && failure.facts.status === 403) return undefined;
	throw failure;
}

/** One answer where it holds all, else page by page. */
async function readPointsOfContact(session: Session): Promise<string[] | undefined> {
	const reply = await request(session, getPointsOfContact, {});
	if (reply.kind !== 'done') return undefined;
	const { total } = reply.answer;
	let { rows } = reply.answer;
	const isWhole = total === undefined ? rows.length % SMALLEST_PAGE !== 0 : rows.length >= total;
	if (!isWhole)
		rows = (await readRows(session, getPointsOfContact, { pageSize: ADMIN_PAGE_SIZE })) ?? [];
	if (rows.length < (total ?? 0))
		throw unreadable("all of the tenant's own numbers (points of contact)");
	return rows.flatMap((row) => textOf(row, 'contactAddress') ?? []);
}

/** Reads what tells the tenant's own numbers. Throws a `CxoneFailure` where that fails for another reason than a missing right. */
export async function readShownTenant(session: Session): Promise<ShownTenant> {
	const [pointsOfContact, skills] = await Promise.all([
		settled(ifAllowed(readPointsOfContact(session))),
		settled(ifAllowed(readSkills(session))),
	]);
	if ('failure' in pointsOfContact) throw pointsOfContact.failure;
	if ('failure' in skills) throw skills.failure;
	return { pointsOfContact: pointsOfContact.value, skills: skills.value };
}

/** The tenant's own numbers: those that it shows, those that its skills call with, and those that the user typed. */
export function ownNumbersOf(
	{ pointsOfContact, skills = [] }: ShownTenant,
	typed: readonly string[],
	read: PhoneReader,
): OwnNumbers {
	const callerIds = skills.flatMap(({ callerId }) => callerId ?? []);
	return toOwnNumbers(pointsOfContact, [...typed, ...callerIds], read);
}
