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

/** The trouble as a word that n8n hands on as `httpCode`: it would replace the message by a status or a network code. */
export function signOf(trouble: LoginTrouble): string {
	const status = 'status' in trouble ? trouble.status : undefined;
	return [SIGN, trouble.kind, status].filter((part) => part !== undefined).join(' ');
}

/** Reads the `httpCode` of an error that n8n made of a failed login; undefined for any other. */
export function readLoginTrouble(httpCode: string): LoginTrouble | undefined {
	const [sign, word, status] = httpCode.split(' ');
	const kind = KINDS.find((known) => known === word);
	if (sign !== SIGN || kind === undefined) return undefined;
	if (kind === 'noAnswer' || kind === 'input') return { kind };
	if (kind === 'notCxone')
		return status === undefined ? { kind } : { kind, status: Number(status) };
	return { kind, status: Number(status) };
}
