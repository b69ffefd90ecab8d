import type { Ring } from '../../../sandbox/server.mts';
import { countOf } from '../text.mts';
import { NODE_TYPES } from '../workflow.mts';
import { findHeldBackRung, findRangTwice, findWrongFigures, phonesHeldBack } from './findings.mts';
import type { Night } from './night.mts';
import type { SkillFigures, SkillRow } from './rows.mts';
import { beginChapter, clockText, runChapter, type Story } from './story.mts';
import { dayTable, reachTable, type Hour } from './tables.mts';
import { skillWorkflow } from './workflows.mts';

const DIALED_HOURS = 9;
/** Reports of CXone learn of a call so late, and a little more. */
const REPORT_MINUTES = 20;

async function tellMorning(story: Story, { contacts }: Night): Promise<void> {
	const { sandbox, verdicts } = story;
	beginChapter(story, 'morning: start');
	const listId = String(contacts[0]?.listId ?? '');
	const start = skillWorkflow('Start Dialing', 'start', { listId: { mode: 'id', value: listId } });
	const [row] = (await runChapter(story, start)).itemsOf<SkillRow>(NODE_TYPES.campaigns);
	const isStarted = row?.outcome === 'started' && sandbox.state.skills[0].isStarted;
	verdicts.judge(
		'The skill was checked once more and started',
		isStarted ? [] : [`the node says ${row?.outcome}`],
	);
}

/** Judges that those who rang were to ring. @param uploaded phones of the night before */
export function judgeWhoRang(
	{ sandbox, verdicts }: Story,
	uploaded: readonly string[],
	rings: readonly Ring[],
): void {
	const listed = new Set(uploaded);
	verdicts.judge('Only contacts of the night rang, and nobody who is not to be called', [
		...rings
			.filter(({ phone }) => !listed.has(phone))
			.map(({ phone }) => `${phone} was not uploaded and rang`),
		...findHeldBackRung(sandbox, rings),
		...(rings.length === 0 ? ['nobody rang in the whole day'] : []),
	]);
}

function tellDay(story: Story, { uploaded }: Night): Ring[] {
	const { stage, sandbox, verdicts } = story;
	beginChapter(story, 'the day');
	const hours: Hour[] = [];
	for (let hour = 0; hour < DIALED_HOURS; hour += 1) {
		const clock = clockText(sandbox, 'HH:mm');
		hours.push({ clock, rings: sandbox.dial({ hours: 1 }) });
	}
	const rings = hours.flatMap((hour) => hour.rings);
	stage.say([
		...dayTable(hours, stage.palette),
		'',
		...reachTable(uploaded, rings, phonesHeldBack(sandbox), stage.palette),
		'',
	]);
	verdicts.judge('Nobody rang twice', findRangTwice(sandbox.rings));
	judgeWhoRang(story, uploaded, rings);
	return rings;
}

async function tellEvening(story: Story, rings: readonly Ring[]): Promise<void> {
	const { stage, sandbox, verdicts } = story;
	beginChapter(story, 'evening: stop');
	const stop = skillWorkflow('Stop Dialing', 'stop');
	const [row] = (await runChapter(story, stop)).itemsOf<SkillRow>(NODE_TYPES.campaigns);
	const late = sandbox.dial({ minutes: REPORT_MINUTES });
	verdicts.judge('The skill was stopped, and nothing rang after that', [
		...(row?.status === 'stopped' && !sandbox.state.skills[0].isStarted
			? []
			: [`the node says ${row?.status}`]),
		...(late.length === 0 ? [] : [countOf(late.length, 'ring')]),
	]);

	beginChapter(story, 'how it went');
	const get = skillWorkflow('Read Abandonment', 'get');
	const [figures] = (await runChapter(story, get)).itemsOf<SkillFigures>(NODE_TYPES.campaigns);
	const { abandonment, abandonThreshold } = figures;
	const { abandoned, answered, ratePercent } = abandonment.today;
	stage.say([
		`Dropped today: ${abandoned} of ${answered} answered calls, ${ratePercent} %; the skill's threshold is ${abandonThreshold} %.`,
	]);
	verdicts.judge('The figures are what rang', findWrongFigures(abandonment.today, rings));
}

/** Starts the skill, lets it dial through a day, stops it and reads how it went. */
export async function tellWorkingDay(story: Story, night: Night): Promise<void> {
	await tellMorning(story, night);
	await tellEvening(story, tellDay(story, night));
}
