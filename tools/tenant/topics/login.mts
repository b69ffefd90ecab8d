import type { Login } from '../../../credentials/login/singleLogin.ts';
import { readTenantId } from '../../../credentials/login/token.ts';
import type { Report } from '../report.mts';
import { fieldNames } from '../safeText.mts';
import type { HttpAnswer } from '../tenantHttp.mts';

function hostOf(url: string): string {
	return new URL(url).host;
}

/** What the login said, by the answers that it got: the token's first, then that of the discovery. */
export function addLogin(
	report: Report,
	answers: ReadonlyArray<{ url: string; answer: HttpAnswer }>,
	{ apiBase }: Login,
): void {
	const [login, discovery] = answers;
	const tokens = Object(login.answer.body) as Parameters<typeof readTenantId>[0];
	const life = Number(tokens.expires_in);
	report.add('login.host', 'Logged in at', hostOf(login.url), `status ${login.answer.status}`);
	report.add(
		'login.tokenLife',
		"Token's life",
		Number.isFinite(life) && life > 0 ? `${life} s` : 'not told',
		`expires_in, ${typeof tokens.expires_in}`,
		{ fields: fieldNames(Object.keys(tokens)) },
	);
	report.add(
		'login.tenant',
		'Whether the token names its tenant',
		readTenantId(tokens) === undefined ? 'no' : 'yes',
		'claims of id_token and access_token',
	);
	if (discovery === undefined)
		report.add('login.discovery', 'Discovery', 'not asked', 'CXONE_API_BASE_URL is set');
	else
		report.add(
			'login.discovery',
			'Discovery',
			`answers at ${hostOf(discovery.url)}`,
			`status ${discovery.answer.status}`,
			{ fields: fieldNames(Object.keys(Object(discovery.answer.body) as object)) },
		);
	report.add(
		'login.api',
		'The API is at',
		hostOf(apiBase),
		discovery === undefined ? 'CXONE_API_BASE_URL' : 'api_endpoint of the discovery',
	);
}
