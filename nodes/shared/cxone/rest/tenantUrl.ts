import { InputFailure } from '../../core/inputFailure';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The base address of all calls, from the field 'Tenant URL' of the credential, without a trailing slash.
 * Throws an `InputFailure` unless it is an https address, or http on this machine (for the sandbox).
 */
export function readTenantUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol))
		throw new InputFailure(
			"'Tenant URL' of the credential is not a web address",
			'Enter the address of your CXone tenant, for example https://api-na1.niceincontact.com.',
		);
	if (url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname))
		throw new InputFailure(
			"'Tenant URL' of the credential is not encrypted",
			'Enter it with https://, so that the client secret and the token are not sent in the clear. http:// is allowed for localhost only.',
		);
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
		throw new InputFailure(
			"'Tenant URL' of the credential holds more than an address",
			'Leave out user names, passwords and everything from ? or # on.',
		);
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
