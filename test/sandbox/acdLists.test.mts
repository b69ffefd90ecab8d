import type { AxiosInstance } from 'axios';

import type { AcdOptions, SandboxOptions } from '../../sandbox/server.mts';
import {
	type AcdTestTenant,
	clientOf,
	makeCallingList,
	openAcdTenant,
	statusText,
	upload,
	uploadBody,
} from './acdTenant.mts';

const NOW = Date.UTC(2026, 4, 20, 12);

const open: AcdTestTenant[] = [];
async function openAt(acd: AcdOptions = {}, options: SandboxOptions = {}): Promise<AcdTestTenant> {
	const tenant = await openAcdTenant({ now: () => NOW, contacts: 0, ...options, acd });
	open.push(tenant);
	return tenant;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

const HEADER = 'id,phone,score,zone,expires\r\n';
const row = (id: string, phone: string, score = '1') => `${id},${phone},${score},,\r\n`;
const CSV = HEADER + row('a', '(201) 555-0100', '71.50') + row('b', '+1 512 555 0101');

async function recordsOf(api: AxiosInstance, listId: number, params: object = {}) {
	const answer = await api.get(`/lists/call-lists/${listId}`, {
		params: { includeRecords: true, ...params },
	});
	return answer.status === 204 ? [] : answer.data.resultSet.contactRecords;
}

async function idsOf(api: AxiosInstance, listId: number): Promise<string[]> {
	return (await recordsOf(api, listId)).map(({ externalId }: { externalId: string }) => externalId);
}

describe('making a list (3.1)', () => {
	const body = { destinationMappings: [{ fieldName: 'PhoneNumber', fieldValue: 'phone' }] };

	test('name and columns are in the query, the phone in the body; 200 with the id', async () => {
		const { sandbox, api } = await openAt();
		const params = { listName: 'l', externalIdColumn: 'id', scoreColumn: 'points' };
		const answer = await api.post('/lists/call-lists', body, { params });
		expect([answer.status, answer.data]).toEqual([200, { listId: 2001 }]);
		expect(statusText(answer)).toBe('Calling List created and mapped');
		expect(sandbox.state.callingLists).toMatchObject([
			{ listName: 'l', columns: { externalId: 'id', score: 'points' }, status: 'Active' },
		]);
	});

	test.each([
		['no name', { externalIdColumn: 'id' }, body, 'InvalidListName'],
		['no external id', { listName: 'l' }, body, 'InvalidExternalIdColumn'],
		['no phone', { listName: 'l', externalIdColumn: 'id' }, {}, 'InvalidDestinationMappings'],
	])('%s is refused', async (_, params, sent, reason) => {
		const { sandbox, api } = await openAt();
		const answer = await api.post('/lists/call-lists', sent, { params });
		expect([answer.status, answer.data.error_description]).toEqual([400, reason]);
		expect(sandbox.state.callingLists).toEqual([]);
	});

	test.each([
		[false, 2],
		[true, 1],
	])('names are unique: %s', async (areListNamesUnique, count) => {
		const { sandbox, api } = await openAt({ areListNamesUnique });
		for (let n = 0; n < 2; n += 1) await makeCallingList(api, 'same');
		expect(sandbox.state.callingLists).toHaveLength(count);
	});

	test('the id may lie in resultSet, and the lists too', async () => {
		const { api } = await openAt({ wrapsInResultSet: true });
		expect(await makeCallingList(api, 'l')).toBe(2001);
		const { data } = await api.get('/lists/call-lists');
		expect(data.resultSet.callingLists).toHaveLength(1);
	});

	test('a new list may show late among the lists, not by its id', async () => {
		const { api } = await openAt({ listShowsAfterMs: 150 });
		const id = await makeCallingList(api, 'l');
		expect((await api.get('/lists/call-lists')).status).toBe(204);
		expect((await api.get(`/lists/call-lists/${id}`)).status).toBe(200);
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect((await api.get('/lists/call-lists')).data.callingLists).toHaveLength(1);
	});
});

describe('an upload (3.2, 3.3)', () => {
	test('is 202 with a job, which says that it is done and nothing of rows', async () => {
		const { sandbox, api } = await openAt({ uploadMs: 80 });
		const id = await makeCallingList(api, 'l');
		const answer = await api.post(`/lists/call-lists/${id}/upload`, uploadBody(CSV));
		expect([answer.status, statusText(answer)]).toEqual([202, 'Accepted. Upload job queued']);
		const { jobId } = answer.data;
		const jobOf = async () => (await api.get(`/lists/call-lists/jobs/${jobId}`)).data.uploadJobs[0];
		const running = await jobOf();
		expect(running).toEqual({
			jobId,
			listId: id,
			listName: 'l',
			startDate: expect.any(String),
			submitDate: expect.any(String),
			isComplete: false,
			isCancelled: false,
			completedDate: null,
		});
		expect(await idsOf(api, id)).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, 120));
		expect(await jobOf()).toMatchObject({ isComplete: true, completedDate: expect.any(String) });
		expect(await idsOf(api, id)).toEqual(['a', 'b']);
		expect((await api.get('/lists/call-lists/jobs')).data.uploadJobs).toHaveLength(1);
		expect(sandbox.requestCounts()).toMatchObject({ uploadCallingList: 1, getUploadJob: 2 });
	});

	test('a job that is not done may be cancelled, and then brings nothing', async () => {
		const { api } = await openAt({ uploadMs: 50 });
		const id = await makeCallingList(api, 'l');
		const { jobId } = (await api.post(`/lists/call-lists/${id}/upload`, uploadBody(CSV))).data;
		expect((await api.delete(`/lists/call-lists/jobs/${jobId}`)).status).toBe(200);
		await new Promise((resolve) => setTimeout(resolve, 80));
		expect(await idsOf(api, id)).toEqual([]);
		await upload(api, id, CSV);
		expect((await api.delete(`/lists/call-lists/jobs/${jobId + 1}`)).status).toBe(409);
		expect((await api.get('/lists/call-lists/jobs/1')).status).toBe(404);
	});

	test('a new job may show late among the jobs', async () => {
		const { api } = await openAt({ jobShowsAfterMs: 60_000 });
		const id = await makeCallingList(api, 'l');
		const { jobId } = await upload(api, id, CSV);
		expect((await api.get('/lists/call-lists/jobs')).status).toBe(204);
		expect((await api.get(`/lists/call-lists/jobs/${jobId}`)).status).toBe(200);
	});

	test.each([
		['a skill that is none', { skillId: 9 }, 400, 'InvalidSkillId'],
		['a skill that dials nothing', { skillId: 5001 }, 400, 'InvalidSkillId'],
		['no overwrite flag', { forceOverwrite: undefined }, 400, 'InvalidOverwrite'],
		['no file', { listFile: undefined }, 400, 'Invalid listFile'],
		['a file that is no base64', { listFile: 'a b!' }, 400, 'Invalid listFile'],
		['no start flag', { startSkill: undefined }, 400, 'Invalid startSkill'],
		['no mail flag', { sendEmail: undefined }, 400, 'Invalid sendEmail'],
		['no expiration', { expirationDate: undefined }, 400, 'Invalid expirationDate'],
		[
			'a time as expiration',
			{ expirationDate: '2026-05-21T00:00:00Z' },
			400,
			'Invalid expirationDate',
		],
	])('%s is refused', async (_, changes, status, reason) => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'l');
		const path = `/lists/call-lists/${id}/upload`;
		const answer = await api.post(path, uploadBody(CSV, changes));
		expect([answer.status, answer.data.error_description]).toEqual([status, reason]);
		expect(sandbox.state.uploadJobs).toEqual([]);
	});

	test('a list that is none is 404 InvalidListId', async () => {
		const { api } = await openAt();
		const answer = await api.post('/lists/call-lists/1/upload', uploadBody(CSV));
		expect([answer.status, statusText(answer)]).toEqual([404, 'InvalidListId']);
	});

	test('phones lose their formatting; zones come from the record, the area code, or the default', async () => {
		const { api } = await openAt();
		const id = await makeCallingList(api, 'l');
		const foreign = 'c,+49 30 901820,,,\r\n';
		const own = 'd,2015550102,,Pacific Standard Time,\r\n';
		await upload(api, id, CSV + foreign + own, { defaultTimeZone: 'Mountain Standard Time' });
		const shown = (await recordsOf(api, id)).map((record: Record<string, unknown>) => [
			record.externalId,
			record.icProspectiveContactDestValue,
			record.icTimeZoneNames,
		]);
		expect(shown).toEqual([
			['a', '2015550100', 'Eastern Standard Time'],
			['b', '5125550101', 'Central Standard Time'],
			['c', '4930901820', 'Mountain Standard Time'],
			['d', '2015550102', 'Pacific Standard Time'],
		]);
	});

	test('a zip, or a city with its state, tells the zone before the area code does', async () => {
		const { api } = await openAt();
		const body = { destinationMappings: [{ fieldName: 'PhoneNumber', fieldValue: 'phone' }] };
		const columns = { cityColumn: 'city', stateColumn: 'state', zipColumn: 'zip' };
		const params = { listName: 'l', externalIdColumn: 'id', ...columns };
		const { data } = await api.post('/lists/call-lists', body, { params });
		const rows = ['a,2015550100,,TX,', 'b,2015550101,Austin,TX,', 'c,2015550102,Austin,TX,90001'];
		await upload(api, data.listId, `id,phone,city,state,zip\n${rows.join('\n')}`);
		const records = await recordsOf(api, data.listId);
		expect(records.map((record: Record<string, unknown>) => record.icTimeZoneNames)).toEqual([
			'Eastern Standard Time',
			'Central Standard Time',
			'Pacific Standard Time',
		]);
	});

	test('rows that can be no records are counted on the list, nowhere else', async () => {
		const { api } = await openAt();
		const id = await makeCallingList(api, 'l');
		const bad = [
			row('', '2015550100'),
			row('x', '555-0100'),
			row('y', ''),
			'z,2015550100\r\n',
			'w,2015550100,1,Nowhere,\r\n',
			'v,+49 30 901820,1,,\r\n',
			'u,2015550100,1,,soon\r\n',
			row('t', '2015550100', '9'.repeat(512)),
		];
		const job = await upload(api, id, CSV + bad.join(''));
		expect(job.isComplete).toBe(true);
		const { data } = await api.get('/lists/call-lists');
		expect(data.callingLists[0]).toMatchObject({
			totalRecords: 10,
			validRecords: 2,
			invalidRecords: 8,
		});
	});

	test('quotes, line breaks and tabs are read', async () => {
		const { api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, 'id\tphone\n"a ""x"""\t2015550100\n"b\nc"\t2015550101\n');
		expect(await idsOf(api, id)).toEqual(['a "x"', 'b\nc']);
	});

	test('a broken file is a job that is done and brought nothing', async () => {
		const { api } = await openAt();
		const id = await makeCallingList(api, 'l');
		expect((await upload(api, id, 'id,phone\n"a,2015550100\n')).isComplete).toBe(true);
		expect((await api.get('/lists/call-lists')).data.callingLists[0].invalidRecords).toBe(1);
	});

	test('start: true starts the skill, false does not stop it', async () => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		expect(sandbox.state.skills[0].isStarted).toBe(false);
		await upload(api, id, CSV, { startSkill: true });
		expect(sandbox.state.skills[0].isStarted).toBe(true);
	});

	test('a body above 10 MB is taken; too many records are not', async () => {
		const { sandbox, api } = await openAt({ mostRecordsPerFile: 3 });
		const id = await makeCallingList(api, 'l');
		const filler = `${'x'.repeat(12 * 1024 * 1024)},2015550100,,,\r\n`;
		await upload(api, id, HEADER + filler);
		expect(sandbox.state.callingLists[0].invalidRecords).toBe(1);
		const many = HEADER + row('a', '2015550100').repeat(4);
		const refused = await api.post(`/lists/call-lists/${id}/upload`, uploadBody(many));
		expect(refused.status).toBe(400);
	});

	test('a tenant that is full cancels the job', async () => {
		const { api } = await openAt({ mostActiveRecords: 3 });
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		const more = HEADER + row('c', '2015550102') + row('d', '2015550103');
		const job = await upload(api, id, more);
		expect([job.isComplete, job.isCancelled]).toEqual([false, true]);
		expect(await idsOf(api, id)).toEqual(['a', 'b']);
	});
});

describe('what is not known, as switches (3.5)', () => {
	test.each([
		['adds', ['a', 'b', 'a'], ['71.50', '1', '99'], 0],
		['updates', ['a', 'b'], ['99', '1'], 0],
		['isRefused', ['a', 'b'], ['71.50', '1'], 1],
	] as const)('a repeated external id %s', async (repeatedExternalId, ids, scores, invalid) => {
		const { sandbox, api } = await openAt({ repeatedExternalId });
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		await upload(api, id, HEADER + row('a', '2015550100', '99'));
		const records = await recordsOf(api, id);
		expect(records.map((record: { externalId: string }) => record.externalId)).toEqual(ids);
		expect(records.map((record: { score: string }) => record.score)).toEqual(scores);
		expect(sandbox.state.callingLists[0].invalidRecords).toBe(invalid);
	});

	test.each([
		['replaces', ['c']],
		['keeps', ['a', 'b', 'c']],
	] as const)('forceOverwrite %s', async (forceOverwrite, ids) => {
		const { api } = await openAt({ forceOverwrite });
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		await upload(api, id, HEADER + row('c', '2015550102'), { forceOverwrite: true });
		expect(await idsOf(api, id)).toEqual(ids);
	});

	test.each([
		[true, 2, ['c']],
		[false, 3, ['a', 'b', 'c']],
	])('records page: %s', async (doRecordsPage, first, second) => {
		const { api } = await openAt({ doRecordsPage, recordsPerPage: 2 });
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV + row('c', '2015550102'));
		expect(await recordsOf(api, id)).toHaveLength(first);
		const rest = await recordsOf(api, id, { skip: 2, top: 50 });
		expect(rest.map(({ externalId }: { externalId: string }) => externalId)).toEqual(second);
	});

	test.each([
		['atStartOfDay', 0],
		['atEndOfDay', 1],
	] as const)('a record expires %s', async (expires, live) => {
		const { api } = await openAt({ expires });
		const id = await makeCallingList(api, 'l');
		await upload(api, id, HEADER + row('a', '2015550100'), { expirationDate: '2026-05-20' });
		const { data } = await api.get('/lists/call-lists');
		expect(data.callingLists[0].prospectiveContactCount).toBe(live);
	});

	test('a record’s own expiry beats the upload’s', async () => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, `${HEADER}a,2015550100,,,2026-06-01\r\n${row('b', '2015550101')}`);
		const ends = sandbox.state.callingLists[0].records.map(({ expiresAtMs }) => expiresAtMs);
		expect(ends).toEqual([Date.UTC(2026, 5, 1), Date.UTC(2099, 11, 31)]);
	});
});

describe('reading lists (3.4)', () => {
	test('counters of a list and of its skills, which are text', async () => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		sandbox.state.callingLists[0].records[1].finalStatus = 'Completed';
		const { data } = await api.get('/lists/call-lists');
		expect(data).toMatchObject({
			totalRecords: 1,
			callingLists: [
				{
					listId: id,
					listName: 'l',
					status: 'Active',
					prospectiveContactCount: 1,
					validRecords: 2,
					finalizedRecords: 1,
					skills: [
						{
							skillId: 4001,
							skillName: 'dynamic_outbound_high',
							totalRecords: '2',
							freshRecords: '1',
							finalizedRecords: '1',
							retriedRecords: '0',
						},
					],
				},
			],
		});
		const parameters = await api.get('/skills/4001/parameters');
		expect(parameters.data.callingLists).toEqual([{ id, name: 'l' }]);
	});

	test('records are in resultSet, score as text, and may be asked for by their end', async () => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		sandbox.state.callingLists[0].records[1].finalStatus = 'Completed';
		const [first, second] = await recordsOf(api, id);
		expect(first).toMatchObject({
			externalId: 'a',
			score: '71.50',
			icAttempts: 0,
			icFinalStatus: null,
			icAssignedSkillId: 4001,
			icSourceActive: true,
			icSourceRemoved: false,
			icDateOfLastCall: null,
			destinations: [{ formattedDestination: '2015550100', description: 'PhoneNumber' }],
		});
		expect(second.icFinalStatus).toBe('Completed');
		const ends = async (finalized: boolean) =>
			(await recordsOf(api, id, { finalized })).map(
				(record: { externalId: string }) => record.externalId,
			);
		expect([await ends(true), await ends(false)]).toEqual([['b'], ['a']]);
		const without = await api.get(`/lists/call-lists/${id}`);
		expect(without.data.resultSet).not.toHaveProperty('contactRecords');
	});

	test('attempts join contact ids and external ids; records tell of the last call, or do not', async () => {
		for (const showsLastCall of [true, false]) {
			const { sandbox, api } = await openAt({ showsLastCall });
			const id = await makeCallingList(api, 'l');
			await upload(api, id, CSV);
			expect((await api.get(`/lists/call-lists/${id}/attempts`)).status).toBe(204);
			sandbox.state.callingLists[0].records[0].attempts.push({
				contactId: 7,
				atMs: NOW,
				durationSeconds: 30,
				agentId: 3,
				systemClassification: 'Live Voice',
				agentDisposition: 'Call me back',
				callbackAtMs: NOW + 60_000,
			});
			const { data } = await api.get(`/lists/call-lists/${id}/attempts`);
			expect(data.resultSet.contactAttempts).toMatchObject([
				{
					contactId: 7,
					externalId: 'a',
					formattedPhone: '2015550100',
					dateOfCall: '2026-05-20T12:00:00.000Z',
					callbackDate: '2026-05-20T12:01:00.000Z',
				},
			]);
			const [record] = await recordsOf(api, id);
			expect(record.icAttempts).toBe(1);
			expect(record.icDateOfLastCall).toBe(showsLastCall ? '2026-05-20T12:00:00.000Z' : undefined);
			expect(record.icAgentDispositionDesc).toBe(showsLastCall ? 'Call me back' : undefined);
		}
	});
});

describe('taking back (3.5)', () => {
	test('records are removed by external id, under the source’s name, not the list’s id', async () => {
		const { sandbox, api } = await openAt();
		const id = await makeCallingList(api, 'my list');
		await upload(api, id, HEADER + row('1', '2015550100') + row('2', '2015550101'));
		const data = { prospectsToRemove: [{ externalId: 1 }, { externalId: 'x' }] };
		const byName = await api.delete('/lists/call-lists/my%20list/removeProspects', { data });
		expect(byName.data).toEqual({
			successfulRecords: [{ externalId: '1', resultCode: 'Success' }],
			failedRecords: [{ externalId: 'x', resultCode: 'NotFound' }],
		});
		expect(sandbox.state.callingLists[0].records.map(({ isRemoved }) => isRemoved)).toEqual([
			true,
			false,
		]);
		const byId = await api.delete(`/lists/call-lists/${id}/removeProspects`, { data });
		expect(byId.status).toBe(404);
	});

	test('a list with records left is 409 without force; forced it is inactive, or gone', async () => {
		const { api } = await openAt();
		const id = await makeCallingList(api, 'l');
		await upload(api, id, CSV);
		const remove = async (params: object) =>
			(await api.delete(`/lists/call-lists/${id}`, { params })).status;
		expect(await remove({})).toBe(409);
		expect(await remove({ forceInactive: true })).toBe(200);
		const { data } = await api.get('/lists/call-lists');
		expect(data.callingLists).toMatchObject([{ status: 'Inactive', prospectiveContactCount: 0 }]);
		expect((await recordsOf(api, id))[0].icSourceActive).toBe(false);
		expect(await remove({ forceInactive: true, forceDelete: true })).toBe(200);
		expect((await api.get('/lists/call-lists')).status).toBe(204);
		expect(await remove({})).toBe(404);
	});
});

describe('what is not known of taking back, as switches', () => {
	const bothForced = { forceInactive: true, forceDelete: true };

	test.each([
		['whileLive', true, 409, 200],
		['whileRunning', true, 409, 409],
		['whileRunning', false, 409, 200],
		['never', true, 200, 200],
	] as const)(
		'a list is locked %s, its skill started: %s',
		async (listIsLocked, isStarted, plain, forced) => {
			const { sandbox, api } = await openAt({ listIsLocked });
			for (const [params, status] of [
				[{}, plain],
				[bothForced, forced],
			] as const) {
				const id = await makeCallingList(api, 'l');
				await upload(api, id, CSV);
				sandbox.state.skills[0].isStarted = isStarted;
				const answer = await api.delete(`/lists/call-lists/${id}`, { params });
				expect(answer.status).toBe(status);
				const list = sandbox.state.callingLists.at(-1);
				expect(list?.status).toBe(status === 200 ? 'Inactive' : 'Active');
			}
		},
	);

	test.each([
		['first', [true, false]],
		['last', [false, true]],
		['every', [true, true]],
	] as const)(
		'of two lists of a name the %s loses the record',
		async (prospectsOfName, removed) => {
			const { sandbox, api } = await openAt({ prospectsOfName });
			for (let n = 0; n < 2; n += 1) {
				await upload(api, await makeCallingList(api, 'same'), HEADER + row('a', '2015550100'));
			}
			const data = { prospectsToRemove: [{ externalId: 'a' }] };
			await api.delete('/lists/call-lists/same/removeProspects', { data });
			const shown = sandbox.state.callingLists.map(({ records }) => records[0].isRemoved);
			expect(shown).toEqual(removed);
		},
	);

	test('external ids to remove may have to be numbers', async () => {
		const { sandbox, api } = await openAt({ prospectIds: 'numbers' });
		await upload(api, await makeCallingList(api, 'l'), HEADER + row('1', '2015550100'));
		const remove = async (externalId: unknown) => {
			const data = { prospectsToRemove: [{ externalId }] };
			return (await api.delete('/lists/call-lists/l/removeProspects', { data })).status;
		};
		expect(await remove('1')).toBe(400);
		expect(sandbox.state.callingLists[0].records[0].isRemoved).toBe(false);
		expect(await remove(1)).toBe(200);
		expect(sandbox.state.callingLists[0].records[0].isRemoved).toBe(true);
	});
});

test('a list that is not active may say so in another word', async () => {
	const { api } = await openAt({ inactiveStatus: 'Deactivated' });
	const id = await makeCallingList(api, 'l');
	await api.delete(`/lists/call-lists/${id}`, { params: { forceInactive: true } });
	const { data } = await api.get(`/lists/call-lists/${id}`);
	expect(data.resultSet.status).toBe('Deactivated');
});

test('DNC groups: a tenant’s group holds every outbound skill (3.7)', async () => {
	const { sandbox, api } = await openAt();
	const { data } = await api.get('/dnc-groups');
	const [{ dncGroupId }] = data.dncGroups;
	expect((await api.get(`/dnc-groups/${dncGroupId}`)).data.dncGroups).toHaveLength(1);
	const scrubbed = await api.get(`/dnc-groups/${dncGroupId}/scrubbed-skills`);
	expect(scrubbed.data.scrubbedSkills.map(({ skillId }: { skillId: number }) => skillId)).toEqual([
		4001, 4002, 4003, 5003,
	]);
	expect((await api.get(`/dnc-groups/${dncGroupId}/records`)).status).toBe(204);
	sandbox.state.dncGroups[0].phoneNumbers.push('2015550100');
	const records = await api.get(`/dnc-groups/${dncGroupId}/records`);
	expect(records.data.dncRecords).toMatchObject([{ phoneNumber: '2015550100' }]);
	expect((await api.get('/dnc-groups/1')).status).toBe(404);
});

test('the control call shows skills, lists, jobs and, when asked, records; a reset forgets', async () => {
	const { sandbox, api } = await openAt();
	const id = await makeCallingList(api, 'l');
	await upload(api, id, CSV);
	await api.post('/skills/4002/start');
	const control = clientOf(sandbox.url);
	const { data } = await control.get('/sandbox/acd');
	expect(data.skills).toHaveLength(9);
	expect(data.skills[1]).toMatchObject({ skillId: 4002, isStarted: true });
	expect(data.callingLists).toMatchObject([{ listId: id, recordCount: 2, liveRecordCount: 2 }]);
	expect(data.callingLists[0]).not.toHaveProperty('records');
	expect(data.uploadJobs).toMatchObject([{ listId: id, isComplete: true }]);
	const full = await control.get('/sandbox/acd?records=true');
	expect(full.data.callingLists[0].records[0]).toMatchObject({ externalId: 'a', attempts: [] });
	await control.post('/sandbox/reset');
	const after = (await control.get('/sandbox/acd')).data;
	expect([after.callingLists, after.uploadJobs]).toEqual([[], []]);
	expect(after.skills.some(({ isStarted }: { isStarted: boolean }) => isStarted)).toBe(false);
});
