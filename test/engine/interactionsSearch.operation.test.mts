import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { jsonsOf, runNode } from '../support/engine.mts';
import { credentialOf, withSandbox } from './outboundRuns.mts';

const history = [
	{ id: 'i-1', startTime: '2026-01-05T09:00:00Z', contactId: 'C-1', type: 'voice' as const },
];
const january = {
	contactSource: 'all',
	timeRange: 'between',
	startTime: '2026-01-01T00:00:00Z',
	endTime: '2026-02-01T00:00:00Z',
};

it('a workflow that knows no operation yet searches as before', async () => {
	await withSandbox({ history }, async (sandbox) => {
		const credential = credentialOf(sandbox);
		const before = await runNode(CxoneInteractionsSearch, { parameters: january, credential });
		const parameters = { ...january, operation: 'search' };
		const now = await runNode(CxoneInteractionsSearch, { parameters, credential });

		expect(before.error).toBeUndefined();
		expect(jsonsOf(before)).toMatchObject([{ id: 'i-1', contactId: 'C-1' }]);
		expect(jsonsOf(now)).toEqual(jsonsOf(before));
	});
});
