import type { INodeParameters } from 'n8n-workflow';

import type { AcdOptions } from '../../sandbox/server.mts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import {
	answerTo,
	DAY_MS,
	hintsOf,
	IN_90_DAYS,
	iso,
	jsonItems,
	jsonsOf,
	NOW,
	openAt,
	questionsOf,
	searchAcd,
} from './acdSearchRuns.mts';
import { contactRow, ContactsServer, page } from './contactsServer.mts';

const started: ContactsServer[] = [];
beforeAll(() => {
	waiting.scale = 0.001;
});
afterAll(async () => {
	waiting.scale = 1;
	await Promise.all(started.map(async ({ server }) => await server.close()));
});

const idsOf = (run: Parameters<typeof jsonsOf>[0]) =>
	jsonsOf(run)
		.map(({ id }) => String(id))
		.sort();
const by = (askBy: string, pageSize = 5): INodeParameters => ({
	...IN_90_DAYS,
	options: { askBy, pageSize },
});

describe.each<[string, AcdOptions]>([
	['newer', {}],
	['older', { dialectFlipsAt: 33 }],
	['spelled in E.164', { addressFormat: 'e164' }],
])('in the sandbox, %s', (_, acd) => {
	test('days and address find the same, in one order; automatic takes the fewer requests', async () => {
		const sandbox = await openAt(acd, { minInteractions: 1_500 });
		const contactIds = sandbox.state.history
			.map(({ contactId }) => contactId)
			.filter((contactId, at, all) => all.indexOf(contactId) === at)
			.slice(0, 2);
		const items = jsonItems(...contactIds.map((id) => ({ contactId: sandbox.phoneOf(id) })));
		const expected = answerTo(sandbox, { contactIds }).map(({ id }) => id);
		expect(expected.length).toBeGreaterThan(0);
		const runBy = async (askBy: string, pageSize?: number) => {
			sandbox.reset();
			const run = await searchAcd(sandbox.acd.credential, by(askBy, pageSize), { items });
			expect(run.error).toBeUndefined();
			const addresses = questionsOf(sandbox).flatMap(({ query }) => [
				...[query.fromAddress, query.toAddress, query.fromAddr, query.toAddr],
			]);
			return { run, asksAddresses: addresses.some((address) => address !== undefined) };
		};
		const days = await runBy('days');
		const address = await runBy('address');
		expect(idsOf(days.run)).toEqual([...expected].sort());
		expect(jsonsOf(address.run)).toEqual(jsonsOf(days.run));
		expect([days.asksAddresses, address.asksAddresses]).toEqual([false, true]);
		expect(hintsOf(days.run).join()).toMatch(
			/CXone was asked by days, as 'Ask By' says; [\d,]+ contacts were read in all/,
		);
		expect(hintsOf(address.run).join()).toContain("asked by address, as 'Ask By' says; ");
		const automatic = await runBy('automatic');
		expect(automatic.asksAddresses).toBe(true);
		expect(hintsOf(automatic.run).join()).toContain('by address, which takes fewer requests');
		const large = await runBy('automatic', 10_000);
		expect(large.asksAddresses).toBe(false);
		expect(hintsOf(large.run).join()).toContain('by days, which takes fewer requests');
		expect(idsOf(large.run)).toEqual(idsOf(days.run));
	});
});

describe('a service that', () => {
	const DAYS_5 = {
		timeRange: 'between',
		startTime: iso(NOW - 5 * DAY_MS),
		endTime: iso(NOW - DAY_MS / 2),
	};
	const rows = Array.from({ length: 200 }, (_, n) =>
		contactRow(1_000 + n, { fromAddress: `201555${String(1_000 + (n % 20))}` }),
	);
	const items = jsonItems({ contactId: '+12015551003' });
	const expected = rows.filter(({ fromAddress }) => fromAddress === '2015551003');

	async function run(answer: ContactsServer['answer'], askBy: string) {
		const tenant = await ContactsServer.start([...rows]);
		started.push(tenant);
		tenant.answer = answer;
		const options = { askBy, pageSize: 5 };
		return await searchAcd(tenant.server.credential, { ...DAYS_5, options }, { items });
	}
	const hasAddress = ({ query }: { query: Record<string, string> }) =>
		query.fromAddress !== undefined || query.toAddress !== undefined;

	test.each<[string, ContactsServer['answer']]>([
		[
			'ignores addresses, and gives everybody',
			(asked) => (hasAddress(asked) ? page(rows, asked.skip, asked.top) : undefined),
		],
		[
			'knows no address, and gives nobody',
			(asked) => (hasAddress(asked) ? { status: 204 } : undefined),
		],
		['refuses addresses', (asked) => (hasAddress(asked) ? { status: 400 } : undefined)],
	])('%s is asked by days; by address is an error', async (_, answer) => {
		const automatic = await run(answer, 'automatic');
		expect(automatic.error).toBeUndefined();
		expect(idsOf(automatic)).toEqual(expected.map(({ contactId }) => String(contactId)).sort());
		expect(hintsOf(automatic).join()).toContain(
			'by days, because CXone did not prove that it filters by address; 200 contacts were read',
		);
		const address = await run(answer, 'address');
		expect(address.error?.message).toBe(
			"'Ask By' is 'Address', and CXone did not prove that it filters by address",
		);
		expect((address.error as { description?: string }).description).toContain("Set 'Ask By'");
	});

	test('gives others beside the address asked for is not believed: each row is compared again', async () => {
		const others = rows.filter(({ contactId }) => Number(contactId) % 20 === 7);
		const found = await run((asked) => {
			if (asked.query.fromAddress !== '2015551003') return undefined;
			return page([...asked.rows, ...others], asked.skip, asked.top);
		}, 'address');
		expect(found.error).toBeUndefined();
		expect(idsOf(found)).toEqual(expected.map(({ contactId }) => String(contactId)).sort());
	});
});

test('without a row in the range nothing is asked, and nothing is wrong', async () => {
	const sandbox = await openAt({}, { history: [] });
	const items = jsonItems({ contactId: '+12015550100' });
	const run = await searchAcd(sandbox.acd.credential, by('address'), { items });
	expect(run.error).toBeUndefined();
	expect(questionsOf(sandbox)).toHaveLength(3);
});
