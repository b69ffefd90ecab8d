import { DateTime } from 'luxon';

import type { Sandbox } from '../../../sandbox/server.mts';
import type { WorkflowJson } from '../../engine/engineTypes.mts';
import { runJob, type JobRun } from '../job.mts';
import { failureLines, type Stage } from '../report.mts';
import { ZONE } from './demoTenant.mts';
import type { Verdicts } from './verdicts.mts';

/** A run did not come to its end; it has been said why. */
export class StoryEnds extends Error {}

/** What all chapters of the story share. */
export interface Story {
	stage: Stage;
	sandbox: Sandbox;
	verdicts: Verdicts;
}

/** The time that is told, as the clocks of the tenant show it. */
export function clockText({ clock }: Pick<Sandbox, 'clock'>, format = 'HH:mm'): string {
	return DateTime.fromMillis(clock.now(), { zone: ZONE }).toFormat(format);
}

/** Begins a chapter with the time that is told. */
export function beginChapter({ stage, sandbox }: Story, title: string): void {
	const time = clockText(sandbox, 'cccc d LLLL, HH:mm');
	stage.say(['', stage.palette.heading(`${time} – ${title}`)]);
}

/** Runs a workflow by the access key; a run that fails or is stopped ends the story. */
export async function runChapter(
	{ stage, sandbox }: Story,
	workflow: WorkflowJson,
): Promise<JobRun> {
	const { accessKeyId, accessKeySecret, environment, loginUrl } = sandbox.acd.credential;
	const run = await runJob(workflow, {
		...stage,
		timezone: ZONE,
		credential: { accessKeyId, accessKeySecret, environment, loginUrl },
	});
	const failure = failureLines(run, stage.palette);
	if (failure === undefined) return run;
	stage.say(['', ...failure]);
	throw new StoryEnds();
}
