import { accepted } from './answers';

/**
 * NICE's published ACD API. Bodies and fields differ between versions, so each call names its own; all are of v30.0, which
 * public clients were run with on live tenants.
 */
export const ROOT = '/inContactAPI/services/v30.0';

/** Statuses by which a tenant says that it lacks a call, or what it asked for. */
const ABSENT_STATUSES = [404, 405, 501] as const;

/** What calls that read have in common. Which permission they need is not published. */
export const read = {
	method: 'GET',
	repeat: 'freely',
	right: undefined,
	isPage: false,
	absentStatuses: ABSENT_STATUSES,
	mayEchoPersonalData: false,
} as const;
/** What calls that write have in common. `right` is the permission of the employee's role, as NICE's help names it. */
export const write = {
	repeat: 'freely',
	isPage: false,
	absentStatuses: [],
	mayEchoPersonalData: false,
	answer: accepted,
} as const;
