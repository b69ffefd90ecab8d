const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The address of an API, as an example for people. */
export const API_EXAMPLE = 'https://api-na1.niceincontact.com';

/** Domains of NICE under which CXone's interfaces are served. */
const NICE_DOMAINS = [
	'nice-incontact.com',
	'niceincontact.com',
	'incontact.com',
	'nicecxone.com',
	'nicecxone-gov.com',
];

/** An address without a trailing slash, or what is wrong with it. */
export type ReadAddress = { base: string } | { message: string; description: string };

/**
 * The base address that a user typed into the field named `field`: https, or http on this machine; no user name, query
 * or fragment. `example` is shown as what to enter.
 */
export function readAddress(value: unknown, field: string, example: string): ReadAddress {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol))
		return {
			message: `'${field}' of the credential is not a web address`,
			description: `Enter the address of your CXone tenant, for example ${example}.`,
		};
	if (url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname))
		return {
			message: `'${field}' of the credential is not encrypted`,
			description:
				'Enter it with https://, so that the secret and the token are not sent in the clear. http:// is allowed for localhost only.',
		};
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
		return {
			message: `'${field}' of the credential holds more than an address`,
			description: 'Leave out user names, passwords and everything from ? or # on.',
		};
	return { base: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

/** Whether a token may go to `base`: to a host of NICE's, or to the host of the address that gave the token. */
export function isTrustedBase(base: string, loginBase: string): boolean {
	const { hostname } = new URL(base);
	if (hostname === new URL(loginBase).hostname) return true;
	return NICE_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

/** Whether a request to `target`, taken relative to `base`, stays with the server of `base`. */
export function isSameServer(target: string, base: string): boolean {
	return URL.canParse(target, base) && new URL(target, base).origin === new URL(base).origin;
}
