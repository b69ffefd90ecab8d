import { UserError } from 'n8n-workflow';

/** Why a login failed. */
export type LoginTrouble =
	/** The key or the client is not accepted. */
	| { kind: 'refused'; status: number }
	/** The server limits the rate, or is in trouble for now. */
	| { kind: 'passing'; status: number }
	/** What answers does not log in as CXone does. */
	| { kind: 'notCxone'; status?: number }
	/** No answer came; the code of the network error stands in the description. */
	| { kind: 'noAnswer' }
	/** What the credential holds cannot be used; nothing was sent with it. */
	| { kind: 'input' };

const SIGN = 'LOGIN';
const KINDS: ReadonlyArray<LoginTrouble['kind']> = [
	'refused',
	'passing',
	'notCxone',
	'noAnswer',
	'input',
];

/**
 * A login that failed, with texts for people. Has no `response`: n8n would take a 401 in it for an expired token and
 * log in a second time.
 */
export class LoginFailure extends UserError {
	/** The trouble as n8n hands it on: a word, since n8n replaces the message of an error with a status or a code. */
	readonly httpCode: string;

	constructor(
		message: string,
		description: string,
		readonly trouble: LoginTrouble,
	) {
		super(message, { description });
		const status = 'status' in trouble ? trouble.status : undefined;
		this.httpCode = [SIGN, trouble.kind, status].filter((part) => part !== undefined).join(' ');
	}
}

/** Reads the `httpCode` of an error that n8n made of a `LoginFailure`; undefined for any other. */
export function readLoginTrouble(httpCode: string): LoginTrouble | undefined {
	const [sign, word, status] = httpCode.split(' ');
	const kind = KINDS.find((known) => known === word);
	if (sign !== SIGN || kind === undefined) return undefined;
	if (kind === 'noAnswer' || kind === 'input') return { kind };
	if (kind === 'notCxone')
		return status === undefined ? { kind } : { kind, status: Number(status) };
	return { kind, status: Number(status) };
}
