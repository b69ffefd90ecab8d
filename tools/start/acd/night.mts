import type { Sandbox } from '../../../sandbox/server.mts';
import { findWrongScores } from '../checkRun.mts';
import type { JobRun } from '../job.mts';
import { withoutPhones } from '../report.mts';
import { requestLine, segmentTable } from '../summary.mts';
import { countOf } from '../text.mts';
import { NODE_TYPES } from '../workflow.mts';
import { SKILL } from './demoTenant.mts';
import { findDoubled, findMisplaced } from './findings.mts';
import type { ContactRow, SkillRow } from './rows.mts';
import { runChapter, type Story } from './story.mts';
import { findWrongSummaries } from './summaryFindings.mts';
import { outcomeTable, preflightTable } from './tables.mts';
import { nightWorkflow } from './workflows.mts';

/** The abandonment threshold that a night is to set, percent. */
const WANTED_PERCENT = 3;

/** What a night left. */
export interface Night {
	run: JobRun;
	contacts: ContactRow[];
	/** Phones that were uploaded, E.164. */
	uploaded: string[];
	skill: SkillRow | undefined;
}

function startRequests(sandbox: Sandbox): number {
	return sandbox.requestCounts().startSkill ?? 0;
}

function scoresOf({ scores }: JobRun, uploaded: readonly string[]): Map<string, number> {
	const scoreOf = new Map(scores.map(({ contactId, score }) => [contactId, score]));
	return new Map(uploaded.map((phone) => [phone, scoreOf.get(phone) ?? NaN]));
}

function findWrongSetting({ state }: Sandbox, skill: SkillRow | undefined): string[] {
	const { general } = state.skills[0].parameters;
	const isSet =
		general.overrideBusinessUnitAbandonRate === true &&
		general.abandonRateThreshold === WANTED_PERCENT;
	if (skill?.outcome === 'configured' && isSet) return [];
	return [
		`the skill has ${String(general.abandonRateThreshold)} %, and the run says ${skill?.outcome ?? 'nothing'}`,
	];
}

function showNight({ stage }: Story, { run, contacts, skill }: Night): void {
	const { say, palette } = stage;
	const calls = run.summaries.reduce((sum, { frequency }) => sum + frequency, 0);
	say([
		'',
		`Read ${countOf(calls, 'interaction')} of ${countOf(run.summaries.length, 'contact')}; scored ${countOf(run.scores.length, 'contact')}.`,
		'',
		...segmentTable(run, palette),
		'',
		...outcomeTable(contacts, palette),
		'',
		...preflightTable(skill?.checks ?? [], palette),
		`  Not checked, as no API tells: ${skill?.notChecked.join('; ') ?? '–'}.`,
		'',
		...run.hints.map(({ nodeName, message }) =>
			palette.warning(`Note by ${nodeName}: ${withoutPhones(message)}`),
		),
		palette.faint(requestLine(run)),
		'',
	]);
}

/** Runs the nightly workflow, shows what it did and judges it by what the sandbox ended up with. */
export async function tellNight(story: Story): Promise<Night> {
	const { sandbox, verdicts } = story;
	const ringsBefore = sandbox.rings.length;
	const startsBefore = startRequests(sandbox);
	const run = await runChapter(story, nightWorkflow());
	const contacts = run.itemsOf<ContactRow>(NODE_TYPES.lists);
	const uploaded = contacts
		.filter(({ outcome }) => outcome === 'accepted')
		.map(({ contactId }) => contactId);
	const night = { run, contacts, uploaded, skill: run.itemsOf<SkillRow>(NODE_TYPES.campaigns)[0] };
	sandbox.acd.settle();
	showNight(story, night);

	const failed = (night.skill?.checks ?? []).filter(({ result }) => result === 'fail');
	const rung = sandbox.rings.length - ringsBefore;
	const starts = startRequests(sandbox) - startsBefore;
	verdicts.judge('The search gives what the call history holds', [
		...findWrongSummaries(sandbox, run.summaries, run),
		...findWrongScores(run),
	]);
	verdicts.judge(
		`Everybody scored is accounted for, and the ${countOf(uploaded.length, 'upload')} lie in a list with their score`,
		[
			...(contacts.length === run.scores.length
				? []
				: [`${run.scores.length} were scored, and ${contacts.length} are told of`]),
			...findMisplaced(sandbox, scoresOf(run, uploaded)),
		],
	);
	verdicts.judge(`The skill ${SKILL.skillName} is set to ${WANTED_PERCENT} %, and no check fails`, [
		...findWrongSetting(sandbox, night.skill),
		...(night.skill?.checks.length === 0 ? ['nothing was checked'] : []),
		...failed.map(({ check, found }) => `${check}: ${found}`),
	]);
	verdicts.judge('No phone has two records that may ring', findDoubled(sandbox));
	verdicts.judge(
		'Nothing rang, and nothing was started',
		rung + starts === 0 ? [] : [`${countOf(rung, 'ring')}, ${countOf(starts, 'start')}`],
	);
	return night;
}
