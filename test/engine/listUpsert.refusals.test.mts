import { withListTenant } from './listTenant.mts';
import {
	contactItems,
	hintsOf,
	jsonsOf,
	shortenWaits,
	shownTexts,
	upsert,
} from './outboundRuns.mts';

shortenWaits();
const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };
const c1 = { contactId: 'c1', reason: 'invalid_phone' };

describe.each([
	['a list of the rejected', { accepted: 2, rejected: [c1] }],
	['a list of errors', { errors: [{ contactId: 'c1', code: 'invalid_phone', message: 'Bad' }] }],
	['an error for each', { accepted: 2, error: [c1] }],
	[
		'a row for each',
		[
			{ contactId: 'c0', status: 'ok' },
			{ ...c1, status: 'error' },
		],
	],
	[
		'results',
		{
			results: [
				{ contactId: 'c0', success: true },
				{ ...c1, success: false },
			],
		},
	],
	['an outcome by ID', { c0: 'accepted', c1: { status: 'rejected', reason: 'invalid_phone' } }],
])('contacts that CXone refuses, told by %s', (_title, body) => {
	const rules = {
		onBatch: (ids: string[]) =>
			ids.includes('c1') ? { status: 207, body, refused: ['c1'] } : { status: 202 },
	};

	it('leave as error items, and the others count as accepted', async () => {
		await withListTenant(rules, async (tenant) => {
			const run = await upsert(tenant, {
				items: contactItems(3),
				parameters: vip,
				onError: 'continueErrorOutput',
			});

			expect(tenant.contents).toEqual({ 'list-1': ['c0', 'c2'] });
			expect(run.items[0].json).toMatchObject({
				submitted: 3,
				accepted: 2,
				rejected: 1,
				batches: 1,
			});
			expect(jsonsOf(run.errorItems)).toEqual([
				{
					contactId: 'c1',
					error: 'CXone refused the contact: invalid_phone',
					message: expect.stringContaining('correct it, and send it again'),
				},
			]);
			expect(tenant.countOf('add')).toBe(1);
		});
	});

	it('have an outcome of their own, and stop the run under Stop', async () => {
		await withListTenant(rules, async (tenant) => {
			const items = contactItems(3);
			const run = await upsert(tenant, {
				items,
				parameters: { ...vip, output: 'contacts' },
				onError: 'continueRegularOutput',
			});
			expect(jsonsOf(run.items).map(({ outcome, reason }) => [outcome, reason])).toEqual([
				['accepted', undefined],
				['rejected', 'CXone refused the contact: invalid_phone'],
				['accepted', undefined],
			]);

			const stopped = await upsert(tenant, { items, parameters: vip });
			expect(stopped.error?.message).toBe(
				'1 of 3 contacts did not get into their lists: CXone refused the contact: invalid_phone',
			);
			expect(stopped.error?.description).toContain('vip: 2 in, 1 not in.');
		});
	});
});

it.each([
	[{ accepted: 2 }],
	[{ failed: 3 }],
	[{ rejectedCount: 1 }],
	[{ success: false }],
	[{ errors: [{ contactId: 'x9', message: 'Bad' }] }],
	[{ errors: ['One phone number is not valid'] }],
	[{ accepted: 1, rejected: [c1] }],
	[{ fault: { faultstring: 'One phone number is not valid' } }],
	[{ code: 'E123', message: 'One phone number is not valid' }],
	[{ suppressed: 1 }],
])('a batch with refusals that cannot be told apart fails as a whole: %j', async (body) => {
	const rules = { onBatch: () => ({ status: 200, body, refused: ['c1'] }) };
	await withListTenant(rules, async (tenant) => {
		const run = await upsert(tenant, {
			items: contactItems(3),
			parameters: vip,
			onError: 'continueErrorOutput',
		});

		expect(run.items[0].json).toMatchObject({ accepted: 0, rejected: 3 });
		expect(run.errorItems).toHaveLength(3);
		expect(run.errorItems[0].json).toMatchObject({
			error: "CXone refused contacts of the batch sent with 'Add Contacts' and does not say which",
			message: expect.stringContaining('Batch Size of 1'),
		});
		// What CXone refused once it refuses again.
		expect(tenant.countOf('add')).toBe(1);
		expect(hintsOf(run)).toEqual([
			'No contact is known to be in a list: all 3 items were rejected, and some may be in all the same.',
		]);
	});
});

it.each([
	[{ accepted: 3, error: [] }],
	[{ accepted: 3, error: {} }],
	[{ accepted: 9 }],
	[{ errors: [] }],
	[{ errors: null, rejected: [] }],
	[{ failed: 0, success: true }],
	[{ created: 1, updated: 2 }],
	[{ created: 1 }],
	[''],
	[undefined],
])('a batch is in with the answer %j', async (body) => {
	const rules = { onBatch: () => ({ status: 202, body }) };
	await withListTenant(rules, async (tenant) => {
		const run = await upsert(tenant, { items: contactItems(3), parameters: vip });

		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ accepted: 3, rejected: 0, batches: 1 });
		expect(tenant.countOf('add')).toBe(1);
	});
});

it('tells nothing of the data of a refused contact', async () => {
	const rejected = [
		{ contactId: 'c1', reason: 'Phone 555 0100 of Ann Lee is no phone', code: 'Lee' },
	];
	const rules = { onBatch: () => ({ status: 207, body: { rejected }, refused: ['c1'] }) };
	await withListTenant(rules, async (tenant) => {
		const run = await upsert(tenant, { items: contactItems(3), parameters: vip });

		expect(run.error?.message).toMatch(/: CXone refused the contact$/);
		expect(shownTexts(run)).not.toMatch(/0100|Lee|c1/);
	});
});
