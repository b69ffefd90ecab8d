import { API_EXAMPLE, readAddress } from '../../../credentials/login/address';
import { InputFailure } from '../core/inputFailure';

/**
 * The base address of all calls, from the field 'Tenant URL' of the credential, without a trailing slash.
 * Throws an `InputFailure` unless it is an https address, or http on this machine (for the sandbox).
 */
export function readTenantUrl(value: unknown): string {
	const address = readAddress(value, 'Tenant URL', API_EXAMPLE);
	if ('base' in address) return address.base;
	throw new InputFailure(address.message, address.description);
}
