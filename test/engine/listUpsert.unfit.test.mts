import type { IDataObject } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { bodiesOf, jsonsOf, shareSandbox, shortenWaits, upsert } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

const circle: Record<string, unknown> = { name: 'round' };
circle.self = { circle };
const throwing = {
	toJSON() {
		throw new Error('+15550100');
	},
};

describe.each<[string, unknown]>([
	['a circle', circle],
	['a toJSON that throws', throwing],
	['a bigint deep inside', { a: [{ b: 5n }] }],
	['a nested NaN', { a: { b: Number.NaN } }],
	['an infinite number in an array', [1, Infinity]],
	['a function inside', { a: () => 1 }],
])('%s', (_, score) => {
	it('rejects its contact alone', async () => {
		const { sandbox } = shared;
		const run = await upsert(sandbox, {
			items: jsonItems(
				{ contactId: 'a', priority: 'high', score: 1 },
				{ contactId: 'b', priority: 'high', score } as IDataObject,
				{ contactId: 'c', priority: 'high', score: { deep: [0, false, '', null] } },
			),
			onError: 'continueErrorOutput',
		});

		expect(jsonsOf(run.items)).toMatchObject([{ accepted: 2, rejected: 1 }]);
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0]).toMatchObject({
			json: { error: "The field 'score' of the item holds a value that JSON cannot carry" },
			pairedItem: { item: 1 },
		});
		expect(bodiesOf(sandbox, 'addContacts')).toMatchObject([
			[{ contactId: 'a' }, { contactId: 'c', data: { score: { deep: [0, false, '', null] } } }],
		]);
	});
});
