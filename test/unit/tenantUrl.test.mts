import { InputFailure } from '../../nodes/shared/core/inputFailure.ts';
import { readTenantUrl } from '../../nodes/shared/transport/tenantUrl.ts';

test.each([
	['https://api-na1.niceincontact.com', 'https://api-na1.niceincontact.com'],
	['  https://api.example/ ', 'https://api.example'],
	['https://api.example///', 'https://api.example'],
	['HTTPS://API.Example', 'https://api.example'],
	['https://api.example:8443/tenant/a/', 'https://api.example:8443/tenant/a'],
	['https://api.example:443', 'https://api.example'],
	['http://localhost:5001', 'http://localhost:5001'],
	['http://127.0.0.1:5001/', 'http://127.0.0.1:5001'],
	['http://[::1]:5001', 'http://[::1]:5001'],
])('%j is %s', (value, url) => {
	expect(readTenantUrl(value)).toBe(url);
});

test.each([
	['', 'not a web address'],
	['   ', 'not a web address'],
	['api.example', 'not a web address'],
	['api.example:443', 'not a web address'],
	['ftp://api.example', 'not a web address'],
	['file:///etc/passwd', 'not a web address'],
	['javascript:alert(1)', 'not a web address'],
	['https://', 'not a web address'],
	[undefined, 'not a web address'],
	[null, 'not a web address'],
	[5, 'not a web address'],
	[['https://api.example'], 'not a web address'],
	['http://api.example', 'not encrypted'],
	['http://localhost.example', 'not encrypted'],
	['http://127.0.0.1.example', 'not encrypted'],
	['http://10.0.0.1', 'not encrypted'],
	['https://user@api.example', 'more than an address'],
	['https://user:password@api.example', 'more than an address'],
	['https://localhost@evil.example', 'more than an address'],
	['https://api.example?tenant=a', 'more than an address'],
	['https://api.example#a', 'more than an address'],
])('%p is refused: %s', (value, why) => {
	const failure = (() => {
		try {
			return readTenantUrl(value);
		} catch (error) {
			return error;
		}
	})();

	expect(failure).toBeInstanceOf(InputFailure);
	const { message, description } = failure as InputFailure;
	expect(message).toContain("'Tenant URL'");
	expect(message).toContain(why);
	expect(description).not.toBe('');
	expect(message + description).not.toContain('password@');
});
