import { CxoneFailure, type FailureFacts } from './failure';

type Texts = [message: string, description: string];

function inSeconds(waitMs: number | undefined): string {
	return `${Math.ceil((waitMs ?? 0) / 1_000)} s`;
}

function triesText(facts: FailureFacts): string {
	return facts.tries !== undefined && facts.tries > 1 ? ` after ${facts.tries} tries` : '';
}

function statusText(facts: FailureFacts, word = ''): string {
	return facts.status === undefined ? '' : ` (${word}${facts.status})`;
}

function statusTexts(facts: FailureFacts): Texts {
	const call = facts.call ?? 'The call';
	const scope = facts.scope === undefined ? undefined : `'${facts.scope}'`;
	const said = facts.detail ? ` CXone said: ${facts.detail}.` : '';
	switch (facts.status) {
		case 403:
			return [
				`CXone does not allow '${call}': ${scope ? `the scope ${scope}` : 'a scope'} is missing (403)`,
				`Add ${scope ?? 'it'} to the field 'Scope' of the credential, let a CXone administrator grant it to the client, then run again.`,
			];
		case 404:
			return [
				`CXone does not know what '${call}' asked for (404)`,
				`Check the id, and the field 'Tenant URL' of the credential.${said}`,
			];
		case 413:
			return [
				`CXone refused '${call}' as too large (413)`,
				`Lower the batch or page size in 'Options', or send fewer attributes.${said}`,
			];
		case 429:
			return [
				`CXone limits the rate of calls: '${call}' was refused${triesText(facts)} (429)`,
				"Lower 'Max Concurrency' in 'Options', or run the workflow at a quieter time.",
			];
		case 400:
		case 422:
			return [
				`CXone refused '${call}' as not valid (${facts.status})`,
				`Check the parameters of this node.${said}`,
			];
		default:
			return [
				`CXone could not carry out '${call}'${triesText(facts)}${statusText(facts, 'status ')}`,
				`${(facts.status ?? 0) >= 500 ? 'The service is in trouble; run the workflow again later.' : 'Check the parameters of this node and the credential.'}${said}`,
			];
	}
}

function textsOf(facts: FailureFacts): Texts {
	const call = facts.call ?? 'a call';
	switch (facts.kind) {
		case 'status':
			return statusTexts(facts);
		case 'credential':
			return [
				'CXone does not accept the credential',
				"Check 'Client ID', 'Client Secret' and 'Scope' of the credential, and that the client is active in CXone.",
			];
		case 'credentialInput':
			return [
				facts.detail ?? 'The credential cannot be used',
				facts.advice ?? 'Check the fields of the credential.',
			];
		case 'tokenRefused':
			return [
				`CXone does not accept the credential: '${call}' was refused with a new token too (401)`,
				"Check that the client of the credential is active in CXone, and that 'Tenant URL' is the address of its tenant.",
			];
		case 'noToken':
			return [
				"There is no CXone at the 'Tenant URL' of the credential: it answers, but gives no token",
				"Check 'Tenant URL' of the credential, for example https://api-na1.niceincontact.com.",
			];
		case 'certificate':
			return [
				"The certificate of the server at 'Tenant URL' of the credential is not trusted",
				`Check 'Tenant URL'. Where a proxy reads the traffic, this n8n must trust its certificate (NODE_EXTRA_CA_CERTS).${facts.detail ? ` Code: ${facts.detail}.` : ''}`,
			];
		case 'redirect':
			return [
				`CXone answered '${call}' with a redirect${statusText(facts)}`,
				`Redirects are not followed, so that the token stays with the tenant. Set 'Tenant URL' of the credential to the address that answers itself${facts.detail ? `; this one points to ${facts.detail}` : ''}.`,
			];
		case 'unreached':
			return [
				`CXone could not be reached for '${call}'${triesText(facts)}`,
				`Check the host in 'Tenant URL' of the credential, and the network and proxy of this n8n.${facts.detail ? ` Code: ${facts.detail}.` : ''}`,
			];
		case 'lost':
			return [
				`The connection to CXone broke during '${call}'${triesText(facts)}`,
				`Run the workflow again.${facts.detail ? ` Code: ${facts.detail}.` : ''}`,
			];
		case 'timeout':
			return [
				`CXone did not answer '${call}' in time${triesText(facts)}`,
				"Raise 'Timeout' in 'Options', or run the workflow again.",
			];
		case 'unusable':
			return [
				`CXone answered '${call}' with something that cannot be used${triesText(facts)}`,
				`Check that 'Tenant URL' of the credential is the address of the API and not of a web page or proxy.${facts.detail ? ` ${facts.detail}.` : ''}`,
			];
		case 'refusedByHost':
			return [
				`n8n did not send '${call}'`,
				`${facts.detail ?? 'Check the credential and the network settings of this n8n'}.`,
			];
		case 'serverWaitTooLong':
			return [
				`CXone asks to wait ${inSeconds(facts.waitMs)} before '${call}' is sent again`,
				'The node waits 60 s at most. Run the workflow again after that time.',
			];
		case 'waitingSpent':
			return [
				`The waiting time of this run is used up: CXone could not take '${call}'${triesText(facts)}`,
				"Raise 'Max Waiting Time' in 'Options', lower 'Max Concurrency', or run the workflow at a quieter time.",
			];
		case 'outcomeUnknown':
			return [
				`It is not known whether '${call}' was carried out`,
				facts.detail ??
					'Look in CXone whether it exists before you run the workflow again, so that it is not made twice.',
			];
		case 'contactRefused':
			return [
				`CXone refused the contact${facts.detail ? `: ${facts.detail}` : ''}`,
				'CXone took the other contacts of the batch. Look at the data of this one, correct it, and send it again.',
			];
		case 'refusalsUnclear':
			return [
				`CXone refused contacts of the batch sent with '${call}' and does not say which`,
				'Some of these contacts may be in the list and some are not. Look at the list in CXone, or send them again with a Batch Size of 1, which shows which ones are refused: contacts that are in are only replaced.',
			];
		case 'paging':
			return [
				facts.detail ?? 'CXone gave pages that do not add up',
				'Run the workflow again; if it stays so, ask NICE support about the paging of this call.',
			];
		case 'inexactIds':
			return [
				`CXone answered '${call}' with ids that are numbers of more than 15 digits, which cannot be read exactly`,
				"Two ids could be taken for one, so nothing of it is given. Ask NICE support for ids as text: 'id' and 'contactId' in quotes.",
			];
		case 'cancelled':
			// n8n tells a stopped run from a failed one by this spelling.
			return ['The execution was canceled', 'Nothing more is sent to CXone.'];
	}
}

/** Makes a failure with its texts: what happened, and what to do; nothing secret or personal may be in `facts.detail`. */
export function failureOf(facts: FailureFacts): CxoneFailure {
	const [message, description] = textsOf(facts);
	return new CxoneFailure(message, description, facts);
}
