import type { Stage } from '../report.mts';
import { withoutPhones } from '../report.mts';
import { countOf } from '../text.mts';

const SHOWN = 5;

/** Says of each promise whether it was kept, and remembers whether all were. */
export class Verdicts {
	private count = 0;
	private broken = 0;

	constructor(private readonly stage: Pick<Stage, 'say' | 'palette'>) {}

	/** @param promise what is kept, as a sentence @param wrong what breaks it, a text each */
	judge(promise: string, wrong: readonly string[]): void {
		const { say, palette } = this.stage;
		this.count += 1;
		if (wrong.length === 0) {
			say([palette.good(`✔ ${promise}`)]);
			return;
		}
		this.broken += 1;
		const more = wrong.length - SHOWN;
		say([
			palette.bad(`✘ BROKEN: ${promise}`),
			...wrong.slice(0, SHOWN).map((text) => palette.bad(`    ${withoutPhones(text)}`)),
			...(more > 0 ? [`    … and ${more} more`] : []),
		]);
	}

	/** Says how many promises were kept; gives whether all were. */
	close(): boolean {
		const { say, palette } = this.stage;
		const all = countOf(this.count, 'promise');
		say([
			this.broken === 0
				? palette.good(`✔ All ${all} kept.`)
				: palette.bad(`✘ ${this.broken} of ${all} broken.`),
		]);
		return this.broken === 0;
	}
}
