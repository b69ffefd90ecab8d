import axios from 'axios';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';

/** A tenant's credential as n8n stores it once it has logged in, by a real login over axios. */
export async function logIn(
	values: ICredentialDataDecryptedObject,
): Promise<ICredentialDataDecryptedObject> {
	const httpRequest = async ({ method, url, headers, body }: IHttpRequestOptions) => {
		const answer = await axios.request<unknown>({
			method,
			url,
			headers: { ...headers } as Record<string, string>,
			data: body,
			validateStatus: () => true,
		});
		return { statusCode: answer.status, headers: answer.headers, body: answer.data };
	};
	const type = new CxoneOAuth2Api();
	const login = await type.preAuthentication.call({ helpers: { httpRequest } } as never, values);
	return { ...values, ...login } as ICredentialDataDecryptedObject;
}
