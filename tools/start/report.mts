import type { JobOptions, JobRun } from './job.mts';
import type { Palette } from './palette.mts';
import { countOf } from './wording.mts';

/** Most differences that are shown one by one. */
const SHOWN_DIFFERENCES = 5;

/** What both kinds of run need: how to run the workflow, and where to say what happened. */
export interface Stage extends Omit<JobOptions, 'credential'> {
	say(lines: string[]): void;
}

/** The error that ended a run, as lines; undefined for a run that came to its end. */
export function failureLines({ engine }: JobRun, palette: Palette): string[] | undefined {
	const { status, error } = engine;
	if (status === 'canceled') return [palette.bad('✘ Stopped.')];
	if (status === 'success') return undefined;
	const [failedName] = Object.entries(engine.nodes).find(([, node]) => node.error) ?? ['The run'];
	const description = error?.description ?? '';
	return [
		palette.bad(`✘ ${failedName}: ${error?.message ?? 'failed without saying why'}`),
		...(description === '' ? [] : [`  ${description}`]),
	];
}

/**
 * The result of the check against the independent calculation, as lines.
 *
 * @param wrong what differs, empty when nothing does
 * @param checkedAgainst what the calculation started from
 */
export function checkLines(
	{ scores, lists, campaigns }: JobRun,
	wrong: string[],
	checkedAgainst: string,
	palette: Palette,
): string[] {
	if (wrong.length > 0) {
		const more = wrong.length - SHOWN_DIFFERENCES;
		return [
			palette.bad(
				`✘ Check failed: an independent calculation from ${checkedAgainst} gives something else in ${countOf(wrong.length, 'place')}.`,
			),
			...wrong.slice(0, SHOWN_DIFFERENCES).map((text) => `  ${text}`),
			...(more > 0 ? [`  … and ${more} more`] : []),
		];
	}
	const what = `${countOf(lists.length, 'list')} (${countOf(scores.length, 'contact')}) and ${countOf(campaigns.length, 'campaign')}`;
	return [
		palette.good(
			`✔ Checked: ${what} agree with an independent calculation from ${checkedAgainst}.`,
		),
	];
}
