import { access } from '../../nodes/shared/cxone/rest/access.ts';
import { createList } from '../../nodes/shared/cxone/rest/calls.ts';
import { createOnce } from '../../nodes/shared/cxone/once.ts';
import type { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { failureOf } from '../../nodes/shared/transport/wording.ts';
import { handMadeSession, networkError, type HandMadeAnswer } from '../support/handMadeSession.mts';

const LIST = { look: { usualMs: 5_000, slowMs: 30_000 }, ifNotFound: 'retry' } as const;
const CAMPAIGN = { look: { usualMs: 30_000, slowMs: 30_000 }, ifNotFound: 'stop' } as const;

type Look = Array<{ id: string }> | undefined | Error;

const made: HandMadeAnswer = { statusCode: 201, body: { id: 'new' } };
const NONE: Look = [];

/** Creates with the answers, one for each sending, and the looks, one for each look-up; the last one stays. */
async function create(
	answers: Array<HandMadeAnswer | Error>,
	looks: Look[] = [NONE],
	signal?: AbortSignal,
	onLook = () => {},
	settings: typeof LIST | typeof CAMPAIGN = LIST,
) {
	const log: string[] = [];
	let sent = 0;
	let looked = 0;
	const session = handMadeSession(
		() => {
			log.push('create');
			const answer = answers[Math.min(sent++, answers.length - 1)];
			if (answer instanceof Error) throw answer;
			return answer;
		},
		{ signal },
	);
	const [end] = await Promise.allSettled([
		createOnce(session, {
			rule: createList,
			name: 'vip',
			call: { body: { name: 'vip', type: 'outbound' } },
			subject: "list 'vip'",
			advice: 'Do as you like.',
			...settings,
			find: async () => {
				log.push('look');
				onLook();
				const look = looks[Math.min(looked++, looks.length - 1)];
				if (look instanceof Error) throw look;
				return look;
			},
		}),
	]);
	const failure = end.status === 'rejected' ? (end.reason as CxoneFailure) : undefined;
	return { log, created: end.status === 'fulfilled' ? end.value : undefined, failure, session };
}

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('a create that is answered needs no look', async () => {
	const run = await create([made]);
	expect(run.created).toEqual({ id: 'new' });
	expect(run.log).toEqual(['create']);
});

test.each([
	['a number', { id: 7 }, '7'],
	['text', { id: 'a', status: 'ok' }, 'a'],
])('the id may be %s', async (_name, body, id) => {
	expect((await create([{ statusCode: 200, body }])).created).toEqual({ id });
});

const UNKNOWN: Array<[string, HandMadeAnswer | Error]> = [
	['500', { statusCode: 500 }],
	['502', { statusCode: 502 }],
	['503', { statusCode: 503 }],
	['504', { statusCode: 504 }],
	['a lost connection', networkError('ECONNRESET')],
	['a success without an id', { statusCode: 201, body: {} }],
	['a success with a web page', { statusCode: 200, body: '<html>' }],
	['a success with an error in it', { statusCode: 200, body: { id: 'x', error: 'failed' } }],
	['a success without a body', { statusCode: 204 }],
];

test.each(UNKNOWN)(
	'after %s the record is looked for, and used when it is there',
	async (_, answer) => {
		const run = await create([answer], [NONE, NONE, [{ id: 'there' }]]);
		expect(run.created).toEqual({ id: 'there', found: { id: 'there' } });
		expect(run.log).toEqual(['create', 'look', 'look', 'look']);
	},
);

test.each(UNKNOWN)('after %s and looks in vain it is made again', async (title, answer) => {
	const run = await create([answer, made]);
	expect(run.created).toEqual({ id: 'new' });
	const looks = ['502', '504'].includes(title) ? 8 : 3;
	expect(run.log).toEqual(['create', ...Array<string>(looks).fill('look'), 'create']);
});

test.each(UNKNOWN)(
	'after %s and looks in vain one that must not double is not',
	async (_, answer) => {
		const run = await create([answer, made], [NONE], undefined, undefined, CAMPAIGN);
		expect(run.log).toEqual(['create', ...Array<string>(8).fill('look')]);
		expect(run.failure?.facts).toMatchObject({ kind: 'outcomeUnknown', call: 'Create List' });
		expect(run.failure?.description).toBe(
			"The answer was lost, and look-ups for 30 s did not show what was made. Look in CXone whether the list 'vip' exists. Do as you like.",
		);
	},
);

test('after no connection nothing was made: it is sent again at once', async () => {
	const answer = networkError('ECONNREFUSED');
	const run = await create([answer, answer, answer, made], [NONE], undefined, undefined, CAMPAIGN);
	expect(run.created).toEqual({ id: 'new' });
	expect(run.log).toEqual(['create', 'create', 'create', 'create']);
});

test.each([LIST, CAMPAIGN])('after 429 it is sent again after one look', async (settings) => {
	const run = await create([{ statusCode: 429 }, made], [NONE], undefined, undefined, settings);
	expect(run.created).toEqual({ id: 'new' });
	expect(run.log).toEqual(['create', 'look', 'create']);
});

test('after 429 it is sent again where there is no look-up: the refusal is believed', async () => {
	const run = await create(
		[{ statusCode: 429 }, made],
		[undefined],
		undefined,
		undefined,
		CAMPAIGN,
	);
	expect(run.created).toEqual({ id: 'new' });
});

test('an id that lost its last digits is not used, and nothing is sent again', async () => {
	const run = await create([{ statusCode: 201, body: { id: 2 ** 53 } }, made]);
	expect(run.log).toEqual(['create']);
	expect(run.failure?.facts.kind).toBe('outcomeUnknown');
	expect(run.failure?.description).toContain('2^53');
});

test.each([
	['vip', undefined],
	['vi', 'vi'],
	[7, undefined],
])('a tenant that answers with the name %p', async (name, keptName) => {
	const run = await create([{ statusCode: 201, body: { id: 'new', name } }]);
	expect(run.created).toEqual(keptName === undefined ? { id: 'new' } : { id: 'new', keptName });
});

test('before each look there is a wait, after that which the service named', async () => {
	const { session } = await create([{ statusCode: 500, headers: { 'retry-after': '7' } }, made]);
	expect(session.waiting.waitedMs).toBe(7_000 + 500 + 1_500 + 3_000);
});

test('after a timeout it is looked for longer: the service may still be at work', async () => {
	const late: Look[] = [...Array.from({ length: 7 }, () => NONE), [{ id: 'late' }]];
	const run = await create([networkError('ETIMEDOUT')], late);
	expect(run.created?.id).toBe('late');
	expect(run.log).toEqual(['create', ...Array.from({ length: 8 }, () => 'look')]);
});

test('four tries in all, looks between them, then the fault itself', async () => {
	const run = await create([{ statusCode: 500 }]);
	expect(run.log.filter((step) => step === 'create')).toHaveLength(4);
	expect(run.log.slice(-4)).toEqual(['create', 'look', 'look', 'look']);
	expect(run.failure?.facts).toMatchObject({ kind: 'status', status: 500, tries: 4 });
});

test('tries of both kinds count together', async () => {
	const run = await create([{ statusCode: 429 }, { statusCode: 429 }, { statusCode: 500 }]);
	expect(run.log.filter((step) => step === 'create')).toHaveLength(4);
});

test.each([
	['the tenant has no look-up', undefined, 'no look-up'],
	[
		'the look-up fails',
		failureOf({ kind: 'status', status: 500 }, access.says),
		'so was the look-up',
	],
])('where %s it is not made again: the outcome is unknown', async (_, look, reason) => {
	const run = await create([{ statusCode: 500 }, made], [look]);
	expect(run.log).toEqual(['create', 'look']);
	expect(run.failure?.facts).toMatchObject({ kind: 'outcomeUnknown', call: 'Create List' });
	expect(run.failure?.description).toContain(reason);
	expect(run.failure?.description).toContain("list 'vip'");
});

test.each([400, 403, 409, 413])('%d is final', async (statusCode) => {
	const run = await create([{ statusCode }, made]);
	expect(run.log).toEqual(['create']);
	expect(run.failure?.facts).toMatchObject({ kind: 'status', status: statusCode });
});

test('after a cancel while it is looked for it is not made again', async () => {
	const cancel = new AbortController();
	const looks: Look[] = [NONE];
	const run = await create([{ statusCode: 500 }, made], looks, cancel.signal, () => cancel.abort());
	expect(run.failure?.facts.kind).toBe('cancelled');
	expect(run.log).toEqual(['create', 'look']);
});
