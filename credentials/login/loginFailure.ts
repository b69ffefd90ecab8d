import { UserError } from 'n8n-workflow';
import { signOf, type LoginTrouble } from './loginTrouble';

/**
 * A login that failed, with texts for people. Has no `response`: n8n would take a 401 in it for an expired token and
 * log in a second time.
 */
export class LoginFailure extends UserError {
	/** The trouble, for `readLoginTrouble`. */
	readonly httpCode: string;

	constructor(
		message: string,
		description: string,
		readonly trouble: LoginTrouble,
	) {
		super(message, { description });
		this.httpCode = signOf(trouble);
	}
}
