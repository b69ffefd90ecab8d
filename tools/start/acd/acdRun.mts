import type { Sandbox, TimeSpan } from '../../../sandbox/server.mts';
import type { Stage } from '../report.mts';
import { requestLine } from '../summary.mts';
import { countOf, countText } from '../text.mts';
import { WORKFLOW_FILE } from '../workflow.mts';
import { judgeWhoRang, tellWorkingDay } from './day.mts';
import { FIRST_NIGHT_MS, openDemoTenant, SKILL, ZONE, type OpenTenant } from './demoTenant.mts';
import { findDoubled, findRangTwice, phonesHeldBack } from './findings.mts';
import { tellNight, type Night } from './night.mts';
import { beginChapter, runChapter, StoryEnds, type Story } from './story.mts';
import { reachTable } from './tables.mts';
import { tellTime } from './toldTime.mts';
import { Verdicts } from './verdicts.mts';
import { nightWorkflow } from './workflows.mts';

const HOUR_MS = 3_600_000;

/** Lets the time pass until so long after the story began. */
function passUntil({ sandbox }: Story, { days = 0, hours = 0 }: TimeSpan): void {
	const leftMs = FIRST_NIGHT_MS + (24 * days + hours) * HOUR_MS - sandbox.clock.now();
	sandbox.clock.advance({ hours: leftMs / HOUR_MS });
}

function sizeOf({ state }: Sandbox) {
	const records = state.callingLists.reduce((sum, list) => sum + list.records.length, 0);
	return { lists: state.callingLists.length, records };
}

async function tellOnceMore(story: Story): Promise<void> {
	const { stage, sandbox, verdicts } = story;
	beginChapter(story, 'the same night once more');
	const before = sizeOf(sandbox);
	const run = await runChapter(story, nightWorkflow());
	sandbox.acd.settle();
	const after = sizeOf(sandbox);
	stage.say([stage.palette.faint(requestLine(run))]);
	verdicts.judge(
		`Nothing was doubled: there are still ${countOf(before.lists, 'list')} with ${countOf(before.records, 'record')}`,
		[
			...(after.lists === before.lists && after.records === before.records
				? []
				: [`there are ${after.lists} lists with ${after.records} records`]),
			...findDoubled(sandbox),
		],
	);
}

/** Whoever may, presses Start on the second morning: then no node sees to it that nobody is called who should not be. */
function tellStartByHand(story: Story, { uploaded }: Night): void {
	const { stage, sandbox, verdicts } = story;
	passUntil(story, { days: 1, hours: 7 });
	beginChapter(story, 'somebody presses Start by hand');
	const rings = sandbox.pressStartEverywhere({ minutes: 9 * 60 });
	stage.say([...reachTable(uploaded, rings, phonesHeldBack(sandbox), stage.palette), '']);
	verdicts.judge('Nobody rang twice, on neither day', findRangTwice(sandbox.rings));
	judgeWhoRang(story, uploaded, rings);
}

async function tellStory(story: Story): Promise<void> {
	beginChapter(story, 'the night');
	const first = await tellNight(story);
	passUntil(story, { hours: 7 });
	await tellWorkingDay(story, first);
	passUntil(story, { days: 1 });
	beginChapter(story, 'the second night');
	const second = await tellNight(story);
	await tellOnceMore(story);
	tellStartByHand(story, second);
}

/**
 * Tells two nights and the days after them in an embedded CXone that is reached by an access key: n8n's engine and the built
 * nodes, the tenant's clock, and whose phones ring. Resolves to whether all went well: every run came to its end and every
 * promise was kept, by what the sandbox holds and what rang.
 */
export async function runAcdDemo(
	stage: Stage,
	open: OpenTenant = openDemoTenant,
): Promise<boolean> {
	const time = tellTime(FIRST_NIGHT_MS);
	let sandbox: Sandbox | undefined;
	try {
		sandbox = await open(time.now);
		time.follow(sandbox.clock);
		const { length } = sandbox.state.history;
		stage.say([
			`  CXone     sandbox in this process, by an access key (ACD API): ${countText(length)} interactions`,
			`  Skill     ${SKILL.skillName}, two agents; in CXone a skill dials and a campaign only reports`,
			`  Workflow  ${WORKFLOW_FILE}, by the access key into one list`,
			`  Clock     the sandbox's own, in ${ZONE}`,
		]);
		const verdicts = new Verdicts(stage);
		await tellStory({ stage, sandbox, verdicts });
		stage.say(['']);
		return verdicts.close();
	} catch (error) {
		if (error instanceof StoryEnds) return false;
		throw error;
	} finally {
		time.end();
		await sandbox?.close();
	}
}
