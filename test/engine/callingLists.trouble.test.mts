import type { CallingList, Sandbox } from '../../sandbox/server.mts';
import {
	contacts,
	countOf,
	hintsOf,
	jsonsOf,
	listsOf,
	livePhones,
	openTenant,
	phoneOf,
	phonesOf,
	setUpCallingLists,
	shownTexts,
	upload,
} from './callingListRuns.mts';

setUpCallingLists();

const NAME = 'dynamic_outbound_2026-05-20_segment_high';

/** A list as another run would have made it, with so many records. */
function addList(
	sandbox: Sandbox,
	listName: string,
	count: number,
	changes: Partial<CallingList> = {},
) {
	const { callingLists } = sandbox.state;
	const nowMs = sandbox.clock.now();
	const list: CallingList = {
		listId: 2_001 + callingLists.length,
		listName,
		columns: { externalId: 'externalId', score: 'score' },
		destinations: [{ fieldName: 'PhoneNumber', column: 'phone' }],
		status: 'Active',
		isDeleted: false,
		createdAtMs: nowMs - 3_600_000,
		showsAtMs: 0,
		invalidRecords: 0,
		records: Array.from({ length: count }, (_, n) => ({
			recordId: 100_000 + callingLists.length * 1_000 + n,
			externalId: phoneOf(n),
			phone: phoneOf(n).slice(2),
			fields: {},
			timeZone: 'Eastern Standard Time',
			skillId: 4001,
			createdAtMs: nowMs,
			expiresAtMs: nowMs + 86_400_000,
			attempts: [],
			isRemoved: false,
		})),
		...changes,
	};
	callingLists.push(list);
	return list;
}

describe('the answer to an upload is lost', () => {
	test.each(['drop', 'status'] as const)(
		'after it was taken: it is not sent again (%s)',
		async (type) => {
			const sandbox = await openTenant({ uploadMs: 30 });
			const effect = type === 'drop' ? { type } : { type, status: 504 };
			sandbox.faults.add({ call: 'uploadCallingList', when: 'after', effect });
			const run = await upload(sandbox, contacts(3));
			expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
			expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
			expect(livePhones(sandbox)).toEqual(phonesOf(3));
		},
	);

	test('and jobs do not show: the records tell', async () => {
		const sandbox = await openTenant({}, { absentCalls: ['findUploadJobs'] });
		sandbox.faults.add({ call: 'uploadCallingList', when: 'after', effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3));
		expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
	});

	test('after it was taken, by a job that takes long: it is waited for', async () => {
		let jobLooks = 0;
		const sandbox = await openTenant(
			{ uploadMs: 60_000 },
			{
				onAnswered: ({ call }) => {
					if (call === 'getUploadJob' && ++jobLooks === 3) sandbox.clock.advance({ minutes: 2 });
				},
			},
		);
		sandbox.faults.add({ call: 'uploadCallingList', when: 'after', effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3));
		expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
	});

	test('before it was taken: it is sent once more', async () => {
		const sandbox = await openTenant();
		sandbox.faults.add({ call: 'uploadCallingList', effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3));
		expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(2);
		expect(livePhones(sandbox)).toEqual(phonesOf(3));
	});

	test('twice: nobody sends a third', async () => {
		const sandbox = await openTenant();
		sandbox.faults.add({ call: 'uploadCallingList', times: Infinity, effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3));
		expect(run.error?.message).toContain(
			"It is not known whether 'Upload Records' was carried out",
		);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(2);
	});

	test('while the skill may run: it is never sent again', async () => {
		const sandbox = await openTenant();
		sandbox.faults.add({ call: 'uploadCallingList', effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3), { ifSkillIsRunning: 'upload' });
		expect(run.error?.message).toContain(
			"It is not known whether 'Upload Records' was carried out",
		);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
	});

	test('and the skill was started meanwhile: it is not sent again', async () => {
		const sandbox = await openTenant(
			{},
			{
				onAnswered: ({ call }) => {
					if (call === 'uploadCallingList') sandbox.state.skills[0].isStarted = true;
				},
			},
		);
		sandbox.faults.add({ call: 'uploadCallingList', effect: { type: 'status', status: 500 } });
		const run = await upload(sandbox, contacts(3));
		expect(run.error?.message).toContain("The skill 'dynamic_outbound_high' runs");
		expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
		sandbox.state.skills[0].isStarted = false;
	});

	test('and it comes in after all, beside the second: the list becomes inactive', async () => {
		const sandbox = await openTenant(
			{ uploadMs: 60_000, jobShowsAfterMs: 60_000 },
			{
				onAnswered: ({ call }) => {
					if (call === 'uploadCallingList' && countOf(sandbox, call) === 2)
						sandbox.clock.advance({ minutes: 2 });
				},
			},
		);
		sandbox.faults.add({ call: 'uploadCallingList', when: 'after', effect: { type: 'drop' } });
		const run = await upload(sandbox, contacts(3));
		expect(countOf(sandbox, 'uploadCallingList')).toBe(2);
		expect(run.error?.message).toContain(`'${NAME}' (2001) was made inactive: 3 of its phones`);
		expect(listsOf(sandbox)[0]).toMatchObject({ status: 'Inactive', isDeleted: false });
		expect(livePhones(sandbox)).toEqual([]);
		expect(shownTexts(run)).not.toContain(phoneOf(1).slice(2));
	});
});

test('a rate limit that refuses an upload lets it be sent again', async () => {
	const sandbox = await openTenant();
	sandbox.faults.add({
		call: 'uploadCallingList',
		times: 2,
		effect: { type: 'status', status: 429 },
	});
	const run = await upload(sandbox, contacts(3));
	expect(jsonsOf(run)).toMatchObject([{ accepted: 3 }]);
	expect(livePhones(sandbox)).toEqual(phonesOf(3));
});

test('another process that uploads the same people at the same time: the list of this run becomes inactive', async () => {
	const sandbox = await openTenant(
		{},
		{
			onAnswered: ({ call }) => {
				if (call === 'uploadCallingList') addList(sandbox, 'of another run', 2);
			},
		},
	);
	const run = await upload(sandbox, contacts(3));
	expect(run.error?.message).toContain(`The calling list '${NAME}' (2001) was made inactive`);
	expect(run.error?.description).toContain("'of another run' (2002)");
	expect(livePhones(sandbox)).toEqual(phonesOf(2));
});

describe('a list of the name', () => {
	test('that is not active is an error', async () => {
		const sandbox = await openTenant();
		addList(sandbox, NAME, 0, { status: 'Inactive' });
		const run = await upload(sandbox, contacts(2));
		expect(run.error?.message).toContain(`The calling list '${NAME}' (2001) is not active`);
		expect(countOf(sandbox, 'createCallingList')).toBe(0);
	});

	test('is that of the lowest id of the active ones', async () => {
		const sandbox = await openTenant();
		addList(sandbox, NAME, 0, { status: 'Inactive' });
		addList(sandbox, NAME, 0);
		addList(sandbox, NAME, 0);
		const run = await upload(sandbox, contacts(2));
		expect(jsonsOf(run)).toMatchObject([{ listId: '2002', created: false, accepted: 2 }]);
	});

	test('that another run made just now is watched before anything is uploaded', async () => {
		let jobLooks = 0;
		const sandbox = await openTenant(
			{},
			{
				onAnswered: ({ call }) => {
					if (call !== 'findUploadJobs' || ++jobLooks !== 5) return;
					list.records.push(...addList(sandbox, 'x', 2, { isDeleted: true }).records);
				},
			},
		);
		const createdAtMs = sandbox.clock.now() - 60_000;
		const list = addList(sandbox, NAME, 0, { createdAtMs });
		const run = await upload(sandbox, contacts(3));
		expect(jsonsOf(run)).toMatchObject([{ accepted: 1, existing: 2 }]);
		expect(livePhones(sandbox)).toEqual(phonesOf(3));
	});

	test('that does not show among the lists gets nothing', async () => {
		const sandbox = await openTenant({ listShowsAfterMs: 60_000 });
		const run = await upload(sandbox, contacts(3));
		expect(run.error?.description).toContain('does not show it among the lists yet');
		expect(countOf(sandbox, 'uploadCallingList')).toBe(0);
	});
});

describe('a job', () => {
	test('of another run that is not done is waited for', async () => {
		let jobLooks = 0;
		const sandbox = await openTenant(
			{ uploadMs: 60_000 },
			{
				onAnswered: ({ call, status }) => {
					if (call !== 'getUploadJob' || status !== 200) return;
					if (++jobLooks === 3) sandbox.clock.advance({ minutes: 2 });
				},
			},
		);
		sandbox.faults.add({ call: 'getUploadJob', times: Infinity, effect: { type: 'drop' } });
		const broken = await upload(sandbox, contacts(3));
		expect(broken.error).toBeDefined();
		sandbox.faults.clear();
		const run = await upload(sandbox, contacts(3));
		expect(jsonsOf(run)).toMatchObject([{ existing: 3, accepted: 0 }]);
		expect(countOf(sandbox, 'uploadCallingList')).toBe(1);
	});

	test('that takes too long is named, and the next run waits for it', async () => {
		const sandbox = await openTenant({ uploadMs: 60_000 });
		const run = await upload(sandbox, contacts(3), { options: { jobTimeoutMinutes: 1 } });
		expect(run.error?.description).toContain('The upload job 30001 is not done after 1 minutes');
		sandbox.clock.advance({ minutes: 2 });
		const again = await upload(sandbox, contacts(3));
		expect(jsonsOf(again)).toMatchObject([{ existing: 3 }]);
	});

	test('that CXone cancelled is an error', async () => {
		const sandbox = await openTenant({ mostActiveRecords: 2 });
		const run = await upload(sandbox, contacts(3));
		expect(run.error?.description).toContain('CXone cancelled the upload job 30001');
	});
});

test('records that CXone refused are not accepted', async () => {
	const sandbox = await openTenant({ repeatedExternalId: 'isRefused' });
	const list = addList(sandbox, NAME, 1);
	list.records[0].expiresAtMs = sandbox.clock.now() - 1;
	const run = await upload(sandbox, contacts(3), { output: 'contacts' });
	expect(jsonsOf(run).map(({ outcome, reason }) => reason ?? outcome)).toEqual([
		'notStored',
		'accepted',
		'accepted',
	]);
	expect(hintsOf(run)).toContainEqual(expect.stringContaining('CXone refused 1 records'));
});

test('what is stored otherwise than it was sent is told by column', async () => {
	const sandbox = await openTenant();
	addList(sandbox, NAME, 0, { columns: { externalId: 'externalId', score: 'phone' } });
	const run = await upload(sandbox, contacts(3));
	expect(hintsOf(run)).toContainEqual(expect.stringContaining('score (3 records)'));
});

test('a tenant without look-up of lists gets nothing', async () => {
	const sandbox = await openTenant({}, { absentCalls: ['findCallingLists'] });
	const run = await upload(sandbox, contacts(3));
	expect(run.error?.message).toContain('CXone does not show its calling lists');
	expect(countOf(sandbox, 'createCallingList')).toBe(0);
});

test('a service that ignores pages and gives more than 50,000 records stops the run before the upload', async () => {
	const sandbox = await openTenant({ doRecordsPage: false });
	addList(sandbox, 'huge', 50_001);
	const run = await upload(sandbox, contacts(3, { from: 60_000 }));
	expect(run.error?.message).toContain('more than 50000 rows at once');
	expect(countOf(sandbox, 'uploadCallingList')).toBe(0);
});
