/** Path of the one POST that the check may send. */
const LOGIN_PATH = '/authentication/v1/token/access-key';
const DISCOVERY_PATH = '/.well-known/cxone-configuration';
const API_PATH = /^\/inContactAPI\/services\/v\d+\.0\/[\w/.%-]+$/i;

/** A request that the check must not send; it was not sent. */
export class ForbiddenRequest extends Error {}

/**
 * Lets the check read and nothing else. Until `loggedIn`: one POST, to the path of the login, and GETs of the discovery.
 * From then on: GETs below the API's root at the address that the login gave. All else is refused, also what is not known.
 */
export class ReadOnlyGuard {
	private loginsLeft = 1;
	private apiOrigin: string | undefined;

	/** Ends the login: from now on only the API at `apiBase` may be read. Throws a TypeError for no address. */
	loggedIn(apiBase: string): void {
		this.loginsLeft = 0;
		this.apiOrigin = new URL(apiBase).origin;
	}

	/** Throws a `ForbiddenRequest` unless this request may be sent. */
	check(method: unknown, url: string): void {
		if (!this.isAllowed(String(method).toUpperCase(), url))
			throw new ForbiddenRequest('The check only reads: this request was not sent');
	}

	private isAllowed(method: string, url: string): boolean {
		if (!URL.canParse(url)) return false;
		const { origin, pathname } = new URL(url);
		if (this.apiOrigin !== undefined)
			return method === 'GET' && origin === this.apiOrigin && API_PATH.test(apiPath(pathname));
		if (method === 'GET') return pathname.endsWith(DISCOVERY_PATH);
		if (method !== 'POST' || !pathname.endsWith(LOGIN_PATH)) return false;
		this.loginsLeft -= 1;
		return this.loginsLeft >= 0;
	}
}

/** The path from the API's root on: an address of the API may have a path of its own before it. */
function apiPath(pathname: string): string {
	const at = pathname.toLowerCase().indexOf('/incontactapi/');
	return at < 0 ? pathname : pathname.slice(at);
}
