import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ACD_ROUTES } from '../../sandbox/acd/calls.mts';
import { acdOptions } from '../../sandbox/acd/options.mts';

const page = readFileSync(join(__dirname, '../../docs/sandbox.md'), 'utf8');

test.each(Object.keys(acdOptions.shape))('the switch %s of the ACD API is described', (name) => {
	expect(page).toMatch(new RegExp(`^\\|.*\`${name}\``, 'm'));
});

test.each(Object.entries(ACD_ROUTES))('the call %s has its method and path', (name, route) => {
	const request = `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`;
	expect(page).toMatch(
		new RegExp(`^\\| \`${name}\` +\\| \`${request.replace(/[{}]/g, '\\$&')}\` `, 'm'),
	);
});
