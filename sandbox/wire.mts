import type { FastifyReply } from 'fastify';

import type { Answer } from './answer.mts';

function wireText(answer: Answer): { text: string; contentType: string } {
	if (typeof answer.body === 'string') {
		return { text: answer.body, contentType: answer.contentType ?? 'text/plain; charset=utf-8' };
	}
	return {
		text: answer.body === undefined ? '' : JSON.stringify(answer.body),
		contentType: answer.contentType ?? 'application/json; charset=utf-8',
	};
}

/** Sends an answer; undefined ends the connection without one. */
export function send(reply: FastifyReply, answer: Answer | undefined): void {
	if (answer === undefined) {
		reply.hijack();
		reply.raw.destroy();
		return;
	}
	const { text, contentType } = wireText(answer);
	if (answer.cutAfterBytes === undefined) {
		reply
			.code(answer.status)
			.headers(answer.headers ?? {})
			.type(contentType)
			.send(text);
		return;
	}
	const bytes = Buffer.from(text);
	reply.hijack();
	reply.raw.writeHead(answer.status, {
		...answer.headers,
		'content-type': contentType,
		'content-length': bytes.length,
	});
	// Even when no byte of the body follows, the status and the headers go out.
	reply.raw.flushHeaders();
	reply.raw.write(bytes.subarray(0, answer.cutAfterBytes), () => reply.raw.destroy());
}
