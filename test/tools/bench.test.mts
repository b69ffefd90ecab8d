import { NodeOperationError } from 'n8n-workflow';

import { engineVersion, n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { jsonItems, runNode } from '../support/engine.mts';
import { itemError, ProbeNode } from './benchDoubles.mts';

describe('the engine', () => {
	it('is of the line that was asked for, and shares n8n-workflow with the nodes', () => {
		expect(`${engineVersion}.`).toContain(`${process.env.N8N_ENGINE || '2.41'}.`);
		expect(n8nWorkflow.NodeOperationError).toBe(NodeOperationError);
	});
});

describe('a node in the engine', () => {
	it('gets its parameters and items, and gives its items on', async () => {
		const probe = new ProbeNode(async function () {
			return [
				this.getInputData().map(({ json }, item) => ({
					json: { ...json, value: this.getNodeParameter('value', item) },
				})),
			];
		});

		const run = await runNode(probe, {
			parameters: { value: '={{ $json.n * 2 }}' },
			items: jsonItems({ n: 1 }, { n: 2 }),
		});

		expect(run.status).toBe('success');
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([
			{ json: { n: 1, value: 2 }, pairedItem: { item: 0 } },
			{ json: { n: 2, value: 4 }, pairedItem: { item: 1 } },
		]);
		expect(run.nodes.Success.outputs[0]).toHaveLength(2);
		expect(run.node?.executions).toBe(1);
		const withDefaults = await runNode(probe);
		expect(withDefaults.items[0].json.value).toBe('default');
	});

	it('is not run without items', async () => {
		const run = await runNode(new ProbeNode(async () => [[]]), { items: [] });

		expect(run).toMatchObject({ status: 'success', node: undefined, items: [] });
	});

	it('ends the run with the error that it throws', async () => {
		const run = await runNode(
			new ProbeNode(async function () {
				throw itemError(this, 0);
			}),
		);

		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: 'Item 0 is bad',
			description: 'Mend it',
			context: { itemIndex: 0 },
		});
		expect(run.node?.status).toBe('error');
		expect(run.node?.error?.message).toBe('Item 0 is bad');
		expect(run.nodes.Success).toBeUndefined();
	});

	it('shows its hints', async () => {
		const run = await runNode(
			new ProbeNode(async function () {
				this.addExecutionHints({ message: 'Two items were skipped', location: 'outputPane' });
				return [this.getInputData()];
			}),
		);

		expect(run.node?.hints).toEqual([
			{ message: 'Two items were skipped', location: 'outputPane' },
		]);
	});
});

describe('On Error', () => {
	const secondItemFails = new ProbeNode(async function () {
		return [
			this.getInputData().map(({ json }, item) => {
				if (item !== 1) return { json, pairedItem: { item } };
				if (!this.continueOnFail()) throw itemError(this, item);
				return { json: {}, error: itemError(this, item), pairedItem: { item } };
			}),
		];
	});
	const items = jsonItems({ contactId: 'a' }, { contactId: 'b' }, { contactId: 'c' });

	it('Stop: the run ends', async () => {
		const run = await runNode(secondItemFails, { items });

		expect(run.status).toBe('error');
	});

	it('Continue: the failed item carries its message', async () => {
		const run = await runNode(secondItemFails, { items, onError: 'continueRegularOutput' });

		expect(run.status).toBe('success');
		expect(run.items.map(({ json }) => json)).toEqual([
			{ contactId: 'a' },
			{ error: 'Item 1 is bad' },
			{ contactId: 'c' },
		]);
	});

	it('Continue (using error output): the failed item leaves there, as its error alone', async () => {
		const run = await runNode(secondItemFails, { items, onError: 'continueErrorOutput' });

		expect(run.status).toBe('success');
		expect(run.items.map(({ json }) => json)).toEqual([{ contactId: 'a' }, { contactId: 'c' }]);
		expect(run.errorItems.map(({ json }) => json)).toEqual([{ error: 'Item 1 is bad' }]);
		expect(run.nodes.Error.outputs[0]).toHaveLength(1);
	});

	it('Continue (using error output): an error given as JSON is merged with its input', async () => {
		const run = await runNode(
			new ProbeNode(async function () {
				const json = { error: 'Item 1 is bad', message: 'Mend it' };
				return [[{ json: { ok: true } }, { json, pairedItem: { item: 1 } }]];
			}),
			{ items, onError: 'continueErrorOutput' },
		);

		expect(run.items.map(({ json }) => json)).toEqual([{ ok: true }]);
		expect(run.errorItems.map(({ json }) => json)).toEqual([
			{ contactId: 'b', error: 'Item 1 is bad', message: 'Mend it' },
		]);
	});

	it('Continue: a node that throws lets its input through as if all were well', async () => {
		const run = await runNode(
			new ProbeNode(async function () {
				throw itemError(this, 0);
			}),
			{ items, onError: 'continueRegularOutput' },
		);

		expect(run.status).toBe('success');
		expect(run.node?.status).toBe('error');
		expect(run.items.map(({ json }) => json)).toEqual(items.map(({ json }) => json));
	});
});

describe('Retry On Fail', () => {
	it('runs the node again until it succeeds', async () => {
		let failuresLeft = 2;
		const run = await runNode(
			new ProbeNode(async function () {
				if (failuresLeft-- > 0) throw itemError(this, 0);
				return [this.getInputData()];
			}),
			{ retryOnFail: true, maxTries: 4, waitBetweenTries: 1 },
		);

		expect(run.status).toBe('success');
		expect(run.node?.executions).toBe(3);
	});

	it('gives up after the last try', async () => {
		const run = await runNode(
			new ProbeNode(async function () {
				throw itemError(this, 0);
			}),
			{ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		);

		expect(run.status).toBe('error');
		expect(run.node?.executions).toBe(2);
	});
});

describe('Stop', () => {
	const waitsForStop = new ProbeNode(async function () {
		const signal = this.getExecutionCancelSignal();
		await new Promise((resolve) => signal?.addEventListener('abort', resolve));
		return [this.getInputData()];
	});

	it('aborts the signal of the running node, and no further node runs', async () => {
		const run = await runNode(waitsForStop, { cancelAfterMs: 50 });

		expect(run.status).toBe('canceled');
		expect(run.durationMs).toBeLessThan(1_000);
		expect(run.nodes.Success).toBeUndefined();
	});

	it('can be pressed by the test', async () => {
		let press = () => {};
		const run = await runNode(
			new ProbeNode(async function () {
				const waiting = waitsForStop.execute.call(this);
				press();
				return await waiting;
			}),
			{ signalCancel: (cancel) => (press = cancel) },
		);

		expect(run.status).toBe('canceled');
		expect(run.durationMs).toBeLessThan(1_000);
	});
});
