import http from 'node:http';
import https from 'node:https';

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { refusal } from './answer.mts';
import type { CallName } from './calls.mts';
import type { RequestLog, RequestLogEntry } from './requestLog.mts';
import { send } from './wire.mts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Set for all requests but those to `/sandbox/…`. */
		logEntry: RequestLogEntry | null;
	}
	interface FastifyContextConfig {
		call?: CallName;
	}
}

/** The largest body that the service takes. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Well above a client's own idle time, so that a reused connection does not end under a request. */
const KEEP_ALIVE_MS = 60_000;

function answerFailure(
	error: { statusCode?: number; code?: string; message: string },
	_request: FastifyRequest,
	reply: FastifyReply,
): void {
	const status = error.statusCode ?? 500;
	send(reply, refusal(status, error.code?.toLowerCase() ?? 'internal_error', error.message));
}

/** The HTTP server: parsing, logging and error shape; no call is in it yet. It tells the tenant's time, `now`. */
export function createApp(
	log: RequestLog,
	now: () => number,
	tls?: { key: string; cert: string },
): FastifyInstance {
	const app = Fastify({
		logger: false,
		bodyLimit: BODY_LIMIT_BYTES,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		frameworkErrors: answerFailure,
		serverFactory: (handler) => {
			const options = { keepAliveTimeout: KEEP_ALIVE_MS };
			return tls === undefined
				? http.createServer(options, handler)
				: https.createServer({ ...options, ...tls }, handler);
		},
	});
	// Bodies stay text here: JSON is parsed behind the token check, as a gateway does it.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.setErrorHandler(answerFailure);
	app.setNotFoundHandler((request, reply) =>
		send(reply, refusal(404, 'not_found', `No ${request.method} here.`)),
	);
	app.decorateRequest('logEntry', null);
	app.addHook('onRequest', (request, reply, done) => {
		reply.raw.setHeader('date', new Date(now()).toUTCString());
		if (!request.url.startsWith('/sandbox/')) {
			const { call = 'unknown' } = request.routeOptions.config;
			const entry = log.open(call, request.method, request.url);
			request.logEntry = entry;
			// Serves the requests that are never answered; answered ones are closed before this.
			reply.raw.once('close', () => log.close(entry, 0));
		}
		done();
	});
	app.addHook('onSend', (request, reply, payload, done) => {
		if (request.logEntry !== null) log.close(request.logEntry, reply.statusCode);
		done(null, payload);
	});
	return app;
}

/** The log entry of a request that is not to `/sandbox/…`. */
export function entryOf(request: FastifyRequest): RequestLogEntry {
	if (request.logEntry === null) throw new Error(`${request.url} has no log entry`);
	return request.logEntry;
}
