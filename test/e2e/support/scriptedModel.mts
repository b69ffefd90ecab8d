import fastify from 'fastify';
import type { IDataObject } from 'n8n-workflow';

/** What the model says next: that it wants a tool, or its last words. */
export type ModelStep = { tool: string; arguments: IDataObject } | { text: string };

/** A request for an answer of the model, as far as tests look at it. */
interface ModelRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{
		function: { name: string; description: string; parameters: { properties: IDataObject } };
	}>;
}

/** A running stand-in for a language model. */
export interface ScriptedModel {
	/** Base address for a credential of OpenAI. */
	url: string;
	/** Replaces what it is to say; it says each step once, in this order. */
	say: (...steps: ModelStep[]) => void;
	/** Live: what it was asked. */
	requests: ModelRequest[];
	/** What the tools answered, in order, as the model got to read it. */
	toolAnswers: () => string[];
	close: () => Promise<void>;
}

function messageOf(step: ModelStep, n: number) {
	if ('text' in step) return { role: 'assistant', content: step.text };
	const { tool: name, arguments: values } = step;
	return {
		role: 'assistant',
		content: null,
		tool_calls: [
			{
				id: `call_${n}`,
				type: 'function',
				function: { name, arguments: JSON.stringify(values) },
			},
		],
	};
}

/** Starts a server on loopback that speaks OpenAI's chat completions and says what it is told to say. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const app = fastify({ bodyLimit: 16 * 1024 * 1024 });
	let script: ModelStep[] = [];
	const requests: ModelRequest[] = [];
	app.post<{ Body: ModelRequest }>('/v1/chat/completions', async ({ body }, reply) => {
		requests.push(body);
		const step = script.shift();
		if (step === undefined)
			return await reply.code(400).send({ error: { message: 'The script is at its end' } });
		return {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [
				{
					index: 0,
					message: messageOf(step, requests.length),
					finish_reason: 'text' in step ? 'stop' : 'tool_calls',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const address = await app.listen({ port: 0, host: '127.0.0.1' });
	return {
		url: `${address}/v1`,
		say: (...steps) => {
			script = steps;
			requests.length = 0;
		},
		requests,
		toolAnswers: () =>
			(requests[requests.length - 1]?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))),
		close: async () => {
			await app.close();
		},
	};
}
