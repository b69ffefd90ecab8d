import fc from 'fast-check';

import { parseCsv, writeCsv } from '../../nodes/shared/core/csv';
import { assertProperty } from '../support/property.mts';

test('what is written is read back, whatever the fields hold', () => {
	const field = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom('"', ',', '\t', '\r', '\n', ' ', 'a', '\uFEFF') }),
	);
	const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
	assertProperty(
		fc.property(rows, fc.constantFrom(',' as const, '\t' as const), (made, delimiter) => {
			const read = parseCsv(writeCsv(made, delimiter), delimiter);
			expect(read.map(({ fields }) => fields)).toEqual(made);
		}),
	);
});
