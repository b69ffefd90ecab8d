import type { IHttpRequestOptions } from 'n8n-workflow';

import { networkError, type HandMadeAnswer } from './handMadeSession.mts';

/** What a request meets: a fault of contract 1.2 or 1.5, or nothing. */
export type PageFault =
	| { kind: 'none' }
	/** The next token is one that was given before in this query. */
	| { kind: 'repeatedToken' }
	/** A success without the rows: no array, or a web page. */
	| { kind: 'noRows'; body: unknown }
	/** The token is refused. */
	| { kind: 'staleToken'; status: number }
	/** The token is taken for none, so that the rows begin anew. */
	| { kind: 'rewind' }
	| { kind: 'emptyPage' }
	/** The page begins with some rows of the one before. */
	| { kind: 'overlap'; rows: number }
	| { kind: 'status'; status: number }
	| { kind: 'lost' };

/** A model of the service's paging: rows cut into pages at random, and a fault for each request in turn, then none. */
export class PagedServer {
	requests = 0;
	/** Tokens given since the query began anew. */
	private givenTokens: string[] = [];
	private tokenCount = 0;
	private pages = 0;

	constructor(
		private readonly rows: readonly object[],
		private readonly pageSizes: readonly number[],
		private readonly faults: readonly PageFault[],
	) {}

	/** Answers a search. */
	answer({ body }: IHttpRequestOptions): HandMadeAnswer {
		const { pageToken, pageSize } = body as { pageToken: string | null; pageSize: number };
		const fault = this.faults[this.requests++] ?? { kind: 'none' };
		if (pageToken === null) this.givenTokens = [];
		const position = pageToken === null ? 0 : Number(pageToken.split('/')[0]);
		switch (fault.kind) {
			case 'status':
				return { statusCode: fault.status };
			case 'lost':
				throw networkError('ECONNRESET');
			case 'noRows':
				return { statusCode: 200, body: fault.body };
			case 'staleToken':
				return pageToken === null ? this.page(0, 0, pageSize) : { statusCode: fault.status };
			case 'rewind':
				return this.page(0, 0, pageSize);
			case 'emptyPage':
				return this.toAnswer([], this.newToken(position));
			case 'overlap':
				return this.page(position, fault.rows, pageSize);
			case 'repeatedToken': {
				const answer = this.page(position, 0, pageSize);
				const [token] = this.givenTokens;
				return pageToken === null ? answer : this.withToken(answer, token);
			}
			case 'none':
				return this.page(position, 0, pageSize);
		}
	}

	private page(position: number, overlap: number, asked: number): HandMadeAnswer {
		const size = Math.min(asked, this.pageSizes[this.pages++ % this.pageSizes.length]);
		const end = position + size;
		const start = Math.max(0, position - overlap);
		const token = end < this.rows.length ? this.newToken(end) : null;
		return this.toAnswer(this.rows.slice(start, end), token);
	}

	/** A token is new for each answer, as those of a real service are. */
	private newToken(position: number): string {
		const token = `${position}/${this.tokenCount++}`;
		this.givenTokens.push(token);
		return token;
	}

	private toAnswer(data: unknown[], nextPageToken: string | null): HandMadeAnswer {
		return { statusCode: 200, body: { data, pagination: { nextPageToken } } };
	}

	private withToken({ body }: HandMadeAnswer, nextPageToken: string): HandMadeAnswer {
		return this.toAnswer((body as { data: unknown[] }).data, nextPageToken);
	}
}
