import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

import { ACD_ROUTES, DISCOVERY_PATH, LOGIN_PATH } from '../../sandbox/acd/calls.mts';
import { CALL_ROUTES, TOKEN_PATH } from '../../sandbox/rest/calls.mts';
import { countOf, secondsText, type Palette } from './text.mts';

/** Where progress is shown; `process.stdout` fits. */
export interface Screen {
	isTTY?: boolean;
	write(text: string): unknown;
}

const TICK_MS = 100;
/** Where lines cannot be rewritten, a node that takes long is mentioned this often. */
const PLAIN_NOTE_EVERY_MS = 10_000;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Shows a run while it runs: a line for each finished node, and for the running one a line that is
 * rewritten (on a terminal) or a note every 10 s (elsewhere).
 */
export class Progress {
	private running: { nodeName: string; startedAt: number; requestsBefore: number } | undefined;
	private lastNoteAt = 0;
	private tick = 0;
	private readonly timer: NodeJS.Timeout;

	/**
	 * @param requestCount the requests sent so far
	 * @param nameWidth length of the longest node name, so that the lines form columns
	 */
	constructor(
		private readonly screen: Screen,
		private readonly palette: Palette,
		private readonly requestCount: () => number,
		private readonly nameWidth: number,
	) {
		this.timer = setInterval(() => this.showRunning(), TICK_MS);
		this.timer.unref();
	}

	/** A node begins. */
	started(nodeName: string): void {
		const startedAt = performance.now();
		this.running = { nodeName, startedAt, requestsBefore: this.requestCount() };
		this.lastNoteAt = startedAt;
		this.showRunning();
	}

	/** A node has ended. A trigger ends without having been said to begin. */
	finished(nodeName: string, itemCount: number, hasFailed: boolean): void {
		const { palette, running } = this;
		const startedAt = running?.startedAt ?? performance.now();
		const requests = this.requestCount() - (running?.requestsBefore ?? this.requestCount());
		this.running = undefined;
		this.clear();
		const mark = hasFailed ? palette.bad('✘') : palette.good('✔');
		const items = hasFailed ? 'failed' : countOf(itemCount, 'item');
		const details = `${countOf(requests, 'request').padStart(15)}  ${secondsText(performance.now() - startedAt).padStart(7)}`;
		const name = nodeName.padEnd(this.nameWidth);
		this.screen.write(`${mark} ${name}  ${items.padStart(13)}  ${palette.faint(details)}\n`);
	}

	/** Ends the display. */
	close(): void {
		clearInterval(this.timer);
		this.clear();
	}

	private showRunning(): void {
		if (this.running === undefined) return;
		const { nodeName, startedAt, requestsBefore } = this.running;
		const now = performance.now();
		const requests = countOf(this.requestCount() - requestsBefore, 'request');
		const text = `${nodeName} … ${requests}, ${secondsText(now - startedAt)}`;
		if (this.screen.isTTY === true) {
			const mark = SPINNER[this.tick++ % SPINNER.length];
			this.screen.write(`${CLEAR_LINE}${mark} ${text}`);
		} else if (now - this.lastNoteAt >= PLAIN_NOTE_EVERY_MS) {
			this.lastNoteAt = now;
			this.screen.write(`  ${text}\n`);
		}
	}

	private clear(): void {
		if (this.screen.isTTY === true) this.screen.write(CLEAR_LINE);
	}
}

/** What a call is named in the summary, with its method and path. */
const CALLS = [
	{ label: 'token', method: 'POST', path: TOKEN_PATH },
	{ label: 'search', ...CALL_ROUTES.searchInteractions },
	{ label: 'list look-up', ...CALL_ROUTES.findLists },
	{ label: 'list by ID', ...CALL_ROUTES.getList },
	{ label: 'list create', ...CALL_ROUTES.createList },
	{ label: 'contact batch', ...CALL_ROUTES.addContacts },
	{ label: 'campaign look-up', ...CALL_ROUTES.findCampaigns },
	{ label: 'campaign by ID', ...CALL_ROUTES.getCampaign },
	{ label: 'campaign create', ...CALL_ROUTES.createCampaign },
	{ label: 'token', method: 'POST', path: LOGIN_PATH },
	{ label: 'address look-up', method: 'GET', path: DISCOVERY_PATH },
	...Object.entries(ACD_ROUTES).map(([name, { method, path }]) => ({
		label: name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
		method,
		path: `/incontactapi/services/v\\d+\\.0${path}`,
	})),
]
	// A name in a path comes before an ID in its place.
	.sort((one, other) => Number(one.path.includes(':id')) - Number(other.path.includes(':id')))
	.map(({ label, method, path }) => ({
		label,
		method,
		pattern: new RegExp(`${path.replace(':id', '[^/]+')}$`, 'i'),
	}));

/**
 * Counts the requests that this process sends to CXone, whichever client sends them: Node tells of
 * each one on a diagnostics channel. Calls that are not of the CXone contract are not counted.
 */
export class RequestCounter {
	/** Requests by kind, in the order of their first appearance. */
	readonly counts = new Map<string, number>();

	total = 0;

	private readonly onRequest = (message: unknown): void => {
		const { method, path } = (message as { request: ClientRequest }).request;
		const [pathname] = path.split('?');
		const call = CALLS.find((one) => one.method === method && one.pattern.test(pathname));
		if (call === undefined) return;
		this.total += 1;
		this.counts.set(call.label, (this.counts.get(call.label) ?? 0) + 1);
	};

	constructor() {
		subscribe('http.client.request.start', this.onRequest);
	}

	/** Counts no more. */
	stop(): void {
		unsubscribe('http.client.request.start', this.onRequest);
	}
}
