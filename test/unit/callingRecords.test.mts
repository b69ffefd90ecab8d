import { isLive } from '../../nodes/shared/core/callingRecord.ts';
import { readRecord } from '../../nodes/shared/cxone/acd/records.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const ROW = {
	externalId: 'C-1',
	icProspectiveContactDestValue: '2015550100',
	destinations: [{ formattedDestination: '2015550100' }, { formattedDestination: '2015550101' }],
	icFinalStatus: null,
	icSourceRemoved: false,
	icAssignedSkillId: 4001,
	icDateOfLastCall: null,
	icProspectiveContactExpireDate: '2026-03-02T00:00:00Z',
	score: '87.50',
};

function recordOf(changes: object = {}) {
	const record = readRecord({ ...ROW, ...changes }, '2001');
	if (record === undefined) throw new Error('No record');
	return record;
}

test('a record is read with its phones once each, and numbers that are text', () => {
	expect(recordOf()).toEqual({
		listId: '2001',
		externalId: 'C-1',
		phones: ['2015550100', '2015550101'],
		skillId: '4001',
		isFinal: false,
		isRemoved: false,
		expiresAtMs: Date.parse('2026-03-02T00:00:00Z'),
		latestExpiryMs: Date.parse('2026-03-03T12:00:00Z'),
		lastCallMs: undefined,
		callbackMs: undefined,
		agentDisposition: undefined,
		score: 87.5,
	});
});

test('a row that names nobody is none', () => {
	expect(readRecord({ icFinalStatus: 'x' }, '2001')).toBeUndefined();
});

test('where no row shows when it was called last, that is unknown, and not never', () => {
	const { icDateOfLastCall: _, ...row } = ROW;
	expect(readRecord(row, '2001')?.lastCallMs).toBe('unknown');
});

test.each([
	['as it is', {}, true],
	['with a final status', { icFinalStatus: 'Finalized' }, false],
	['with a final status that says no, as text', { icFinalStatus: 'False' }, true],
	['with a final status of zero', { icFinalStatus: 0 }, true],
	['removed, as text', { icSourceRemoved: 'True' }, false],
	['expired', { icProspectiveContactExpireDate: '2026-03-01T11:59:59Z' }, false],
	['whose expiry cannot be read', { icProspectiveContactExpireDate: 'soon' }, true],
	['without an expiry', { icProspectiveContactExpireDate: null }, true],
])('a record %s may ring: %#', (_, changes, isLiveThen) => {
	expect(isLive(recordOf(changes), true, NOW_MS)).toBe(isLiveThen);
	expect(isLive(recordOf(changes), false, NOW_MS)).toBe(false);
});
