import fc from 'fast-check';

import { splitFinal } from '../../nodes/shared/cxone/acd/finalRecords.ts';
import { assertProperty } from '../support/property.mts';

/** What `finalized` may do: which records come as open, and which as finished. */
const WAYS = {
	apart: (isFinal: boolean, wantsFinal: boolean) => isFinal === wantsFinal,
	ignored: () => true,
	more: (isFinal: boolean, wantsFinal: boolean) => wantsFinal || !isFinal,
	less: (isFinal: boolean, wantsFinal: boolean) => !wantsFinal || isFinal,
};
const OPEN_WORDS = ['', null, undefined, false, 0, 'False', 'No', 'Open', 'Not Final', 'Redial'];
const FINAL_WORDS = ['Finalized', 'Sale', true, 1, 'No Answer', 'Busy'];
const KNOWN_FINAL_WORDS = ['Finalized', true, 1];

const tenants = fc.record({
	way: fc.constantFrom(...(Object.keys(WAYS) as Array<keyof typeof WAYS>)),
	openWord: fc.constantFrom(...OPEN_WORDS),
	finalWord: fc.constantFrom(...FINAL_WORDS),
	kinds: fc.array(fc.boolean(), { maxLength: 12 }),
});

interface Tenant {
	way: keyof typeof WAYS;
	openWord: unknown;
	finalWord: unknown;
	kinds: boolean[];
}

function splitOf({ way, openWord, finalWord, kinds }: Tenant) {
	const rows = kinds.map((isFinal, id) => ({
		externalId: String(id),
		icFinalStatus: isFinal ? finalWord : openWord,
	}));
	const given = (wantsFinal: boolean) =>
		rows.filter((_, id) => WAYS[way](kinds[id], wantsFinal)).map((row) => ({ ...row }));
	return [...splitFinal(given(false), given(true))];
}

test('no record that may ring is taken for finished, and each comes once', () => {
	assertProperty(
		fc.property(tenants, (tenant) => {
			const split = splitOf(tenant);
			expect(split.map(({ row }) => row.externalId).sort()).toEqual(
				tenant.kinds.map((_, id) => String(id)).sort(),
			);
			for (const { row, isFinal } of split)
				if (!tenant.kinds[Number(row.externalId)]) expect(isFinal).toBe(false);
		}),
	);
});

test('finished records are known where the service tells the kinds apart, or its word is known', () => {
	assertProperty(
		fc.property(tenants, (tenant) => {
			const { way, finalWord, kinds } = tenant;
			fc.pre(way === 'apart' || KNOWN_FINAL_WORDS.includes(finalWord as string));
			for (const { row, isFinal } of splitOf(tenant))
				if (kinds[Number(row.externalId)]) expect(isFinal).toBe(true);
		}),
	);
});
