import { readBatchAnswer } from '../../nodes/shared/core/batchAnswer.ts';

const SENT = ['c0', 'c1', 'c2'];

/** What is read of an answer to the batch of `SENT`: `accepted`, `unclear`, or the refused contacts with their codes. */
function read(body: unknown, sent = SENT): unknown {
	const verdict = readBatchAnswer(body, sent);
	return verdict.kind === 'refused' ? Object.fromEntries(verdict.codes) : verdict.kind;
}

test.each<[unknown]>([
	[undefined],
	[null],
	[''],
	['OK'],
	[7],
	[true],
	[[]],
	[{}],
	[{ accepted: 3 }],
	[{ accepted: 4 }],
	[{ accepted: '3' }],
	[{ accepted: true }],
	[{ accepted: 1, error: [], updated: 2 }],
	[{ acceptedCount: 3, rejectedCount: 0, rejected: [] }],
	[{ errors: [] }],
	[{ errors: null }],
	[{ errors: {} }],
	[{ error: false, errorCode: 0, errorMessage: '' }],
	[{ errorCode: 'NONE', errorMessage: 'Success' }],
	[{ failed: 0 }],
	[{ failed: '0' }],
	[{ success: true }],
	[{ status: 'success' }],
	[{ status: 'Accepted', code: 202 }],
	[{ status: 'queued', jobId: 'job-1' }],
	[{ created: 1 }],
	[{ updated: 3 }],
	[{ created: 1, updated: 2 }],
	[{ accepted: ['c2', 'c1', 'c0'] }],
	['Accepted'],
	[{ c0: 'ok', c1: 'updated', c2: { status: 'created' } }],
	[{ suppressed: 0, dropped: [], fault: null, numberOfErrors: '0' }],
	[{ accepted: SENT.map((contactId) => ({ contactId })), rejected: [] }],
	[SENT.map((contactId) => ({ contactId, status: 'ok' }))],
	[{ results: SENT.map((contactId) => ({ contactId, success: true, reason: 'new' })) }],
	[{ results: SENT.map((contactId) => ({ contactId, code: 200, message: 'Created' })) }],
	// The attributes of a contact are no outcome.
	[SENT.map((contactId) => ({ contactId, data: { status: 'failed', error: 'late', failed: 3 } }))],
	[{ contactId: 'c0', data: { status: 'rejected', errors: ['x'] } }],
	[{ list: { id: 'list-1', name: 'failed payments', contactCount: 3 } }],
])('nothing is said against the contacts: %j', (body) => {
	expect(read(body)).toBe('accepted');
});

test.each<[unknown, Record<string, string | undefined>]>([
	[{ rejected: ['c1'] }, { c1: undefined }],
	[{ suppressed: [{ contactId: 'c1', reason: 'do_not_call' }] }, { c1: 'do_not_call' }],
	[{ c0: 'ok', c1: 'rejected' }, { c1: undefined }],
	[
		{ c0: true, c1: false, c2: 422 },
		{ c1: undefined, c2: undefined },
	],
	[
		{ results: { c0: { status: 'ok' }, c1: { success: false, code: 'bad_phone' } } },
		{ c1: 'bad_phone' },
	],
	[{ rejected: [{ contactId: 'c1', reason: 'invalid_phone' }] }, { c1: 'invalid_phone' }],
	[{ accepted: 2, rejected: [{ contactId: 'c1', reason: 'Call 555-0100' }] }, { c1: undefined }],
	[{ accepted: 2, rejected: 1, errors: [{ contactId: 'c1' }] }, { c1: undefined }],
	[{ error: [{ contact_id: 'c1', code: 'INVALID_PHONE' }] }, { c1: 'INVALID_PHONE' }],
	[{ errors: [{ id: 'c1', error: { code: 'invalidPhone' } }] }, { c1: 'invalidPhone' }],
	[{ errors: { c1: 'invalid_phone', c2: 'No' } }, { c1: 'invalid_phone', c2: undefined }],
	[{ failures: [{ contact: { id: 'c1' }, type: 'dnc-hit' }] }, { c1: 'dnc-hit' }],
	[{ RejectedContacts: ['c0', 'c2'] }, { c0: undefined, c2: undefined }],
	[{ failed_contact_ids: ['c2'] }, { c2: undefined }],
	[{ data: { result: { rejected: ['c2'] } } }, { c2: undefined }],
	[[{ contactId: 'c1', status: 'error', message: 'Bad' }], { c1: undefined }],
	[[{ contactId: 'c1', status: 422, code: 'bad_phone' }], { c1: 'bad_phone' }],
	[
		[
			{ contactId: 'c0', status: 'ok' },
			{ contactId: 'c1', error: 'bad_phone' },
		],
		{ c1: 'bad_phone' },
	],
	[{ results: [{ contactId: 'c1', success: false }] }, { c1: undefined }],
	[{ results: [{ contactId: 'c1', success: 'false' }] }, { c1: undefined }],
	[{ results: [{ contactId: 'c1', errorCode: 'bad_phone' }] }, { c1: 'bad_phone' }],
	[{ results: [{ contactId: 'c1', reason: 'Not a phone' }] }, { c1: undefined }],
	[{ contacts: [{ contactId: 'c1', accepted: false }] }, { c1: undefined }],
	[{ accepted: ['c0', 'c2'] }, { c1: undefined }],
	[
		{ accepted: [], rejected: SENT },
		{ c0: undefined, c1: undefined, c2: undefined },
	],
	[
		{ success: false, rejected: SENT },
		{ c0: undefined, c1: undefined, c2: undefined },
	],
	[{ success: false, accepted: 2, rejected: ['c1'] }, { c1: undefined }],
	[{ status: 'partial', rejected: ['c1'] }, { c1: undefined }],
	[{ status: 'completed_with_errors', rejected: ['c1'] }, { c1: undefined }],
	[{ created: 1, updated: 1, rejected: ['c1'] }, { c1: undefined }],
])('single contacts are refused: %j', (body, refused) => {
	expect(read(body)).toEqual(refused);
});

test.each<[unknown]>([
	[{ accepted: 2 }],
	[{ accepted: 0 }],
	[{ accepted: false }],
	[{ accepted: 1, updated: 1 }],
	[{ created: 1, updated: 1 }],
	[{ failed: 3 }],
	[{ failed: '1' }],
	[{ rejectedCount: 1 }],
	[{ rejected: 2, errors: [{ contactId: 'c1' }] }],
	[{ success: false }],
	[{ ok: 'false' }],
	[{ success: false, rejected: ['c1'] }],
	[{ status: 'error' }],
	[{ status: 'Partial Success' }],
	[{ status: 'completed_with_errors' }],
	[{ statusCode: 422 }],
	[{ errors: ['One phone is not valid'] }],
	[{ errors: 'One phone is not valid' }],
	[{ errors: [{ index: 1, message: 'Bad' }] }],
	[{ errors: [{ contactId: 'c9' }] }],
	[{ errorMessage: 'One phone is not valid' }],
	[{ rejected: true }],
	[{ rejected: [{ contactId: 'c1' }, { phone: '555' }] }],
	[{ results: [{ success: true }, { success: false }, { success: true }] }],
	[{ summary: { total: 3, failed: 1 } }],
	[{ accepted: 1, rejected: [{ contactId: 'c1' }] }],
	[{ accepted: ['s-1', 's-2'] }],
	[{ fault: { code: 'E1' } }],
	[{ exception: 'ListLocked' }],
	[{ code: 'E123', message: 'Try later' }],
	[{ numberOfErrors: 1 }],
	[{ dropped: 1 }],
	['ERROR: the list is locked'],
	['Partial success'],
])('refusals cannot be told apart: %j', (body) => {
	expect(read(body)).toBe('unclear');
});

test('ids that are names of object members are told apart', () => {
	const sent = ['__proto__', 'constructor', 'toString'];
	const verdict = readBatchAnswer(JSON.parse('{"errors": {"__proto__": "bad_phone"}}'), sent);
	expect(verdict).toEqual({ kind: 'refused', codes: new Map([['__proto__', 'bad_phone']]) });
	expect(readBatchAnswer({ rejected: ['constructor'] }, sent)).toEqual({
		kind: 'refused',
		codes: new Map([['constructor', undefined]]),
	});
});

test('a count is one also where a contact has its name for an id', () => {
	expect(read({ failed: 3 }, ['failed', 'c1', 'c2'])).toBe('unclear');
});

test('an id that is a number in the answer is that of the contact', () => {
	expect(read({ rejected: [{ contactId: 17 }] }, ['17', '18'])).toEqual({ 17: undefined });
});
