import type { AxiosInstance } from 'axios';

import { statusText } from './acdTenant.mts';
import { DAY_MS, HOUR_MS, NOW, closeAll, fillList, openAt } from './dialTenant.mts';

afterEach(closeAll);

const iso = (timeMs: number) => new Date(timeMs).toISOString();
const records = (...phones: unknown[]) => ({
	dncGroupRecords: phones.map((phoneNumber) => ({ phoneNumber })),
});

async function makeGroup(api: AxiosInstance, dncGroupName = 'Own'): Promise<number> {
	const { data } = await api.post('/dnc-groups', { dncGroupName, dncGroupDescription: 'mine' });
	return data.dncGroups[0].dncGroupId;
}

describe('groups (3.7)', () => {
	test('are made, read and changed; what is changed stands in the query', async () => {
		const { api } = await openAt();
		const id = await makeGroup(api);
		const path = `/dnc-groups/${id}`;
		expect((await api.get(path)).data.dncGroups).toMatchObject([
			{ dncGroupId: id, dncGroupName: 'Own', dncGroupDescription: 'mine', isActive: true },
		]);
		const params = { dncGroupName: 'New', isActive: 'false' };
		expect((await api.put(path, undefined, { params })).status).toBe(200);
		const { data } = await api.get('/dnc-groups');
		expect(data.totalRecords).toBe(2);
		expect(data.dncGroups[1]).toMatchObject({
			dncGroupName: 'New',
			dncGroupDescription: 'mine',
			isActive: false,
		});
		expect((await api.put(path, undefined, { params: { dncGroupName: ' ' } })).status).toBe(400);
		expect((await api.put('/dnc-groups/1', undefined, { params })).status).toBe(404);
	});

	test.each([{}, { dncGroupName: ' ' }, { dncGroupName: 7 }])(
		'are not made of %j',
		async (body) => {
			const { sandbox, api } = await openAt();
			const answer = await api.post('/dnc-groups', body);
			expect([answer.status, statusText(answer)]).toEqual([400, 'Invalid dncGroupName']);
			expect(sandbox.state.dncGroups).toHaveLength(1);
		},
	);

	test('may be asked for by a number', async () => {
		const { api } = await openAt();
		const id = await makeGroup(api);
		await api.post(`/dnc-groups/${id}/records`, records(2015550100));
		const search = async (phoneNumber?: string) =>
			await api.post('/dnc-groups/search', undefined, { params: { phoneNumber } });
		expect((await search('+1 (201) 555-0100')).data.searchResults).toEqual([
			{
				dncGroupId: id,
				dncGroupName: 'Own',
				dncGroupDescription: 'mine',
				formattedPhone: '2015550100',
				expiredDate: null,
			},
		]);
		expect((await search('2015550101')).status).toBe(204);
		expect((await search()).status).toBe(400);
	});

	test('and their records may lie in resultSet', async () => {
		const { api } = await openAt({ wrapsInResultSet: true });
		await api.post('/dnc-groups/100/records', records(2015550100));
		expect((await api.get('/dnc-groups/100')).data.resultSet.dncGroups).toHaveLength(1);
		expect((await api.get('/dnc-groups/100/records')).data.resultSet.dncRecords).toHaveLength(1);
	});
});

describe('records', () => {
	test('are added as numbers, the answer in resultSet; single ones may fail', async () => {
		const { api } = await openAt();
		const path = '/dnc-groups/100/records';
		const answer = await api.post(path, records(2015550100, 12015550101, 5550100));
		expect(answer.status).toBe(200);
		expect(answer.data.resultSet).toEqual({
			errorCount: 1,
			recordResults: [
				{ success: true, formattedPhone: '2015550100', error: '' },
				{ success: true, formattedPhone: '2015550101', error: '' },
				{ success: false, formattedPhone: '5550100', error: 'InvalidPhoneNumber' },
			],
		});
		await api.post(path, records(2015550100));
		const { data } = await api.get(path);
		expect(data.dncRecords).toEqual([
			{ phoneNumber: '2015550100', formattedPhone: '2015550100', expiredDate: null },
			{ phoneNumber: '2015550101', formattedPhone: '2015550101', expiredDate: null },
		]);
	});

	test.each([records('2015550100'), {}, { dncGroupRecords: [] }, records(2015550100.5)])(
		'are not added as %j',
		async (body) => {
			const { sandbox, api } = await openAt();
			const answer = await api.post('/dnc-groups/100/records', body);
			expect([answer.status, statusText(answer)]).toEqual([400, 'Invalid dncGroupRecords']);
			expect(sandbox.state.dncGroups[0].phoneNumbers).toEqual([]);
		},
	);

	test('are expired as text, the answer unwrapped, and may be called again', async () => {
		const { sandbox, api } = await openAt();
		const path = '/dnc-groups/100/records';
		await fillList(api, { a: { phone: '2015550100' } });
		await api.post(path, records(2015550100));
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ minutes: 2 })).toEqual([]);
		expect((await api.delete(path, { data: records(2015550100) })).status).toBe(400);
		const nowMs = sandbox.clock.now();
		const answer = await api.delete(path, { data: records('201-555-0100', '2015550109') });
		expect(answer.data).toEqual({
			errorCount: 1,
			recordResults: [
				{ success: true, formattedPhone: '2015550100', error: '' },
				{ success: false, formattedPhone: '2015550109', error: 'RecordNotFound' },
			],
		});
		expect((await api.get(path)).data.dncRecords).toMatchObject([{ expiredDate: iso(nowMs) }]);
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(1);
		await api.post(path, records(2015550100));
		expect((await api.get(path)).data.dncRecords).toMatchObject([{ expiredDate: null }]);
	});

	test('hold back until their date', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, { a: { phone: '2015550100' } });
		const expiredDate = iso(NOW + HOUR_MS);
		await api.post('/dnc-groups/100/records', {
			dncGroupRecords: [{ phoneNumber: 2015550100, expiredDate }],
		});
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ hours: 2 })).toMatchObject([{ atMs: NOW + HOUR_MS }]);
		const wrong = { dncGroupRecords: [{ phoneNumber: 2015550101, expiredDate: 'soon' }] };
		const answer = await api.post('/dnc-groups/100/records', wrong);
		expect(answer.data.resultSet.errorCount).toBe(1);
		expect(sandbox.state.dncGroups[0].phoneNumbers).toHaveLength(1);
	});
});

describe('skills of a group', () => {
	test.each([
		['scrubbed-skills', 'scrubbedSkills'],
		['contributing-skills', 'contributingSkills'],
	])('%s are added, read and removed, and either may be repeated', async (path, name) => {
		const { api } = await openAt();
		const id = await makeGroup(api);
		const skills = `/dnc-groups/${id}/${path}`;
		expect((await api.get(skills)).status).toBe(204);
		for (let n = 0; n < 2; n += 1) {
			expect((await api.post(`${skills}/4001`)).status).toBe(200);
		}
		expect((await api.get(skills)).data).toMatchObject({
			totalRecords: 1,
			[name]: [{ skillId: 4001, skillName: 'dynamic_outbound_high' }],
		});
		expect((await api.post(`${skills}/9`)).status).toBe(404);
		expect((await api.post(`/dnc-groups/1/${path}/4001`)).status).toBe(404);
		for (let n = 0; n < 2; n += 1) {
			expect((await api.delete(`${skills}/4001`)).status).toBe(200);
		}
		expect((await api.get(skills)).status).toBe(204);
	});

	test('a skill rings numbers of groups that do not scrub it, or are not active', async () => {
		const { sandbox, api } = await openAt();
		await api.delete('/dnc-groups/100/scrubbed-skills/4001');
		const id = await makeGroup(api);
		await api.post(`/dnc-groups/${id}/records`, records(2015550100));
		await fillList(api, { a: { phone: '2015550100' } });
		await api.post('/skills/4001/start');
		await api.post(`/dnc-groups/${id}/scrubbed-skills/4001`);
		expect(sandbox.dial({ minutes: 1 })).toEqual([]);
		await api.put(`/dnc-groups/${id}`, undefined, { params: { isActive: false } });
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(1);
		await api.put(`/dnc-groups/${id}`, undefined, { params: { isActive: true } });
		await api.delete(`/dnc-groups/${id}/scrubbed-skills/4001`);
		sandbox.state.callingLists[0].records[0].attempts.length = 0;
		delete sandbox.state.callingLists[0].records[0].finalStatus;
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(1);
		expect(sandbox.clock.now() - NOW).toBeLessThan(DAY_MS);
	});
});
