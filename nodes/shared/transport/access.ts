import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What a family of CXone's API calls the things that failures of calls speak of. */
export interface Words {
	/** Field of the credential that holds the base address, as a person sees it. */
	addressField: string;
	/** An address as it stands in that field. */
	addressExample: string;
	/** What is missing for a call that needs `right`, and what to do about it; `right` is undefined where it is not known. */
	missingRight: (right: string | undefined) => { what: string; advice: string };
	/** What to do when the credential is refused. */
	credentialRefused: string;
	/** What to do when a call is refused with a new token too. */
	tokenRefused: string;
}

/** How a family of CXone's API is reached. */
export interface Access {
	/** Header in which the service says why it refuses a call, where it has one. */
	reasonHeader?: string;
	/** Type of the credential that its calls are made with. */
	credentialType: string;
	/** The base address of its calls, without a trailing slash. Throws an `InputFailure` where the credential holds none. */
	baseUrl: (credential: ICredentialDataDecryptedObject) => string;
	says: Words;
}
