import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A call that was answered with 401 names here the token that it had, so that this one is renewed, and no newer one. */
export const REFUSED_TOKEN_HEADER = 'x-cxone-refused-token';

/** Whether the credential holds a token, so that it has logged in before. */
export function hasLoggedIn({ accessToken }: ICredentialDataDecryptedObject): boolean {
	return typeof accessToken === 'string' && accessToken !== '';
}
