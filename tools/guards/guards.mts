/** A guard of the nodes, how it is broken, and the tests that must notice. */
export interface Guard {
	name: string;
	file: string;
	/** Must be in the file exactly once. */
	search: string;
	replace: string;
	/** A file of test/, or the start of its name. */
	tests: string;
	/** Part of the names of the tests to run; all of the file if not given. */
	only?: string;
	/** Line of n8n's engine on which it shows; the installed one if not given. */
	engine?: string;
}

const NODES = 'nodes';
const SHARED = `${NODES}/shared`;
const WRITES = 'test/faults/matrixOfWrites';
const READS = 'test/faults/matrix.test';

/** Every guard against loss, doubling and endless work, each broken once by `breakGuards`. */
export const GUARDS: Guard[] = [
	{
		name: 'look-up before a list is created',
		file: `${NODES}/CxoneListUpsert/resolveList.ts`,
		search: 'const [first] = found ?? [];',
		replace: 'const [first] = (found ?? []).slice(0, 0);',
		tests: WRITES,
		only: 'addContacts: 403, persisting',
	},
	{
		name: 'look-up before a campaign is created',
		file: `${NODES}/CxonePredictiveCampaign/launch.ts`,
		search: 'const [existing] = known;',
		replace: 'const [existing] = known.slice(0, 0);',
		tests: 'test/faults/hostile',
		only: 'any text names a campaign',
	},
	{
		name: 'runs at the same time use one list',
		file: `${NODES}/CxoneListUpsert/resolveList.ts`,
		search: 'const [usedId = madeId] = ids;',
		replace: 'const usedId = madeId;',
		tests: 'test/engine/twins',
	},
	{
		name: 'runs at the same time report doubled campaigns',
		file: `${NODES}/CxonePredictiveCampaign/lookUps.ts`,
		search: 'if (otherIds.length === 0) return;',
		replace: 'if (otherIds.length >= 0) return;',
		tests: 'test/engine/twins',
	},
	{
		name: 'memory that does not grow with the interactions',
		file: `${SHARED}/cxone/interactions.ts`,
		search: 'rows.length = 0;',
		replace: '',
		tests: 'test/unit/interactions.',
	},
	{
		name: 'look-up after a lost answer',
		file: `${SHARED}/cxone/createOnce.ts`,
		search: 'if (found !== undefined) return',
		replace: 'if (found === null) return',
		tests: WRITES,
		only: 'createCampaign: drop, the work done, once',
	},
	{
		name: 'look-up after a 503 too',
		file: `${SHARED}/core/retry.ts`,
		search: 'const REFUSING_STATUSES = [429];',
		replace: 'const REFUSING_STATUSES = [429, 503];',
		tests: WRITES,
		only: 'createList: 503, the work done, once',
	},
	{
		name: 'longer look after a timeout',
		file: `${SHARED}/cxone/createOnce.ts`,
		search: 'const settleMs = isTimeout ?',
		replace: 'const settleMs = isTimeout && false ?',
		tests: 'test/faults/slow',
		only: 'createCampaign, slower than the timeout before the work is done, 1 times',
	},
	{
		name: 'four tries at most',
		file: `${SHARED}/core/retry.ts`,
		search: 'tries: 4,',
		replace: 'tries: 5,',
		tests: READS,
		only: 'searchInteractions: 500, persisting',
	},
	{
		name: 'no wait above 60 s',
		file: `${SHARED}/core/retry.ts`,
		search: 'maxServerWaitMs: 60_000,',
		replace: 'maxServerWaitMs: 600_000,',
		tests: READS,
		only: 'searchInteractions: 429 for 61 s, persisting',
	},
	{
		name: 'wait that the service names',
		file: `${SHARED}/core/retryAfter.ts`,
		search: 'const ms = Number(text) * 1_000;',
		replace: 'const ms = Number(text);',
		tests: 'test/faults/waits',
		only: 'a wait that the service names',
	},
	{
		name: 'bound of the jitter',
		file: `${SHARED}/core/retry.ts`,
		search: 'return random() * Math.min(',
		replace: 'return (1 + random()) * Math.min(',
		tests: 'test/faults/waits',
		only: 'full jitter',
	},
	{
		name: 'paired items',
		file: `${SHARED}/items.ts`,
		search: 'pairedItem: toPairedItem(sources) });',
		replace: 'pairedItem: undefined });',
		tests: READS,
		only: 'searchInteractions: 500, once',
	},
	{
		name: 'form of error items',
		file: `${SHARED}/items.ts`,
		search: 'error: failure.message,',
		replace: 'error: failure.message, item: itemIndex,',
		tests: READS,
		only: 'searchInteractions: 403, persisting',
	},
	{
		name: 'single renewal of the token',
		file: `${SHARED}/transport/token.ts`,
		search: 'this.renewing ??= renew()',
		replace: 'this.renewing = renew()',
		tests: 'test/faults/token',
		only: 'exactly one renewal',
		engine: '1.122',
	},
	{
		name: 'first request alone',
		file: `${SHARED}/transport/gate.ts`,
		search: 'this.state = fullConcurrency(maxConcurrency);',
		replace: 'this.state = fullConcurrency(maxConcurrency); this.isOpen = true;',
		tests: 'test/faults/token',
		only: 'the first request of a run goes alone',
	},
	{
		name: 'rows forgotten when a query starts again',
		file: `${SHARED}/cxone/interactions.ts`,
		search: 'onRestart: () => sink.reset(),',
		replace: 'onRestart: () => {},',
		tests: 'test/engine/interactionsSearch.paging',
		only: 'counted once',
	},
	{
		name: 'rows of a repeated page told apart',
		file: `${SHARED}/core/interactionRows.ts`,
		search: 'if (id === undefined || this.isNew(id)) this.keep(',
		replace: 'this.keep(',
		tests: 'test/engine/interactionsSearch.paging',
		only: 'a page that comes again',
	},
	{
		name: 'bound of empty pages',
		file: `${SHARED}/cxone/paging.ts`,
		search: 'MAX_EMPTY_PAGES = 2;',
		replace: 'MAX_EMPTY_PAGES = 20;',
		tests: READS,
		only: 'searchInteractions: three empty pages, persisting',
	},
	{
		name: 'bound of restarts',
		file: `${SHARED}/cxone/paging.ts`,
		search: 'MAX_RESTARTS = 3;',
		replace: 'MAX_RESTARTS = 4;',
		tests: READS,
		only: 'searchInteractions: corrupt token, persisting',
	},
	{
		name: 'halving after 413',
		file: `${SHARED}/cxone/lists.ts`,
		search: 'if (trouble.status === 413) return sent.length > 1;',
		replace: 'if (trouble.status === 413) return false;',
		tests: WRITES,
		only: 'addContacts: 413, once',
	},
	{
		name: 'token kept from other hosts',
		file: `${SHARED}/transport/attempt.ts`,
		search: 'disableFollowRedirect: true,',
		replace: 'disableFollowRedirect: false,',
		tests: READS,
		only: 'searchInteractions: redirect 307, persisting',
	},
	{
		name: 'personal data kept from error texts',
		file: `${SHARED}/transport/serverText.ts`,
		search: 'if (mayEchoPersonalData)',
		replace: 'if (mayEchoPersonalData && false)',
		tests: WRITES,
		only: 'addContacts: 400, once',
	},
	{
		name: 'nothing sent after a Stop',
		file: `${SHARED}/transport/gate.ts`,
		search: "if (this.signal?.aborted) throw failureOf({ kind: 'cancelled' });",
		replace: '',
		tests: 'test/unit/gate',
	},
	{
		name: 'end of a run after a Stop',
		file: `${SHARED}/transport/request.ts`,
		search: "if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });",
		replace: '',
		tests: 'test/faults/cancel',
	},
	{
		name: 'waits that a Stop ends',
		file: `${SHARED}/transport/wait.ts`,
		search: '&& !signal?.aborted;',
		replace: ';',
		tests: 'test/faults/cancel',
	},
	{
		name: 'block of a threshold above the ceiling',
		file: `${NODES}/CxonePredictiveCampaign/plan.ts`,
		search: "if (judged?.verdict === 'block')",
		replace: "if (judged?.verdict === 'block' && false)",
		tests: 'test/engine/predictiveCampaign.abandonment',
	},
	{
		name: 'switches that fail closed',
		file: `${SHARED}/parameters.ts`,
		search: 'if (isOn === undefined)',
		replace: 'if (isOn === null)',
		tests: 'test/engine/switches',
		only: 'is neither on nor off',
	},
	{
		name: 'ids that lost digits',
		file: `${SHARED}/core/fields.ts`,
		search: ' && !hasLostDigits(value))',
		replace: ')',
		tests: 'test/engine/lostDigits',
	},
	{
		name: 'attributes that JSON cannot carry',
		file: `${SHARED}/core/attributes.ts`,
		search: 'return JSON.stringify(value, refuseUnfit) !== undefined;',
		replace: 'return true;',
		tests: 'test/engine/listUpsert.unfit',
	},
	{
		name: 'contacts that come as interactions and as a summary',
		file: `${SHARED}/core/historyByContact.ts`,
		search: '=> hasInteractions && hasSummaries,',
		replace: '=> hasInteractions && !hasInteractions && hasSummaries,',
		tests: 'test/engine/rfScore.automatic',
		only: 'comes both ways',
	},
	{
		name: 'no zero for everybody',
		file: `${NODES}/CxoneRfScore/inputFields.ts`,
		search: 'if (lackingNames.length > 0)',
		replace: 'if (lackingNames.length > 9)',
		tests: 'test/engine/rfScore.automatic',
		only: 'cannot fit',
	},
	{
		name: 'outputs that do not follow Split by Segment',
		file: `${NODES}/CxoneRfScore/score.ts`,
		search: 'if (isSplit !== (shown.length === SEGMENT_OUTPUTS))',
		replace: 'if (isSplit !== (shown.length === SEGMENT_OUTPUTS) && false)',
		tests: 'test/engine/switches',
		only: 'by an item is refused',
	},
];
