import * as general from '../../nodes/shared/cxone/acd/calls.ts';
import type { AcdRecord } from '../../nodes/shared/cxone/acd/answers.ts';
import { recordUnder } from '../../nodes/shared/cxone/acd/answers.ts';
import { read, ROOT } from '../../nodes/shared/cxone/acd/callBase.ts';
import * as lists from '../../nodes/shared/cxone/acd/listCalls.ts';
import * as skills from '../../nodes/shared/cxone/acd/skillCalls.ts';
import type { CallRule } from '../../nodes/shared/transport/call.ts';

/** The retry settings of a skill: no node reads them yet. */
const retrySettings: CallRule<AcdRecord> = {
	...read,
	title: 'Get Retry Settings of Skill',
	path: `${ROOT}/skills/{skillId}/parameters/retry-settings`,
	answer: recordUnder(),
};

/** The names of the path parameters of a call. */
export function placeholdersOf({ path }: CallRule): string[] {
	return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
}

/** The rows of tables of calls that read, those without path parameters first. */
export function readRowsOf(...tables: object[]): CallRule[] {
	const rules = tables.flatMap((table) => Object.values(table) as CallRule[]);
	const reading = rules.filter(({ method }) => method === 'GET');
	return reading.sort((a, b) => placeholdersOf(a).length - placeholdersOf(b).length);
}

/** Every call of the nodes' tables that reads, and what the check asks beside. */
export const READ_CALLS: CallRule[] = (() => {
	const rows = readRowsOf(general, skills, lists);
	const isKnown = rows.some(({ path }) => path === retrySettings.path);
	return isKnown ? rows : [...rows, retrySettings];
})();
