import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { N8N_LINES, type N8nLine } from '../../tools/n8n/installN8n.mts';
import { startWholeN8n, type WholeN8n } from '../../tools/n8n/wholeN8n.mts';

describe.each(Object.keys(N8N_LINES) as N8nLine[])('n8n %s', (line) => {
	let whole: WholeN8n;

	beforeAll(async () => {
		whole = await startWholeN8n({ line, sandbox: { contacts: 60 } });
	});

	afterAll(async () => {
		await whole.close();
	});

	test('runs the preview by hand without making anything', async () => {
		const draft = await exampleWorkflow('dry-run-preview.json', whole.credential);
		const workflowId = await whole.client.addWorkflow(draft);
		const executionId = await whole.client.execute(workflowId, 'Run by Hand');
		const { status } = await whole.client.ended(executionId);

		expect(status).toBe('success');
		expect(whole.sandbox.state.lists).toEqual([]);
		expect(whole.sandbox.state.campaigns).toEqual([]);
	});
});
