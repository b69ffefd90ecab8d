import type { Ring } from '../../../sandbox/server.mts';
import { withoutPhones } from '../report.mts';
import { table } from '../summary.mts';
import { countText, type Palette } from '../text.mts';
import type { CheckRow, ContactRow } from './rows.mts';

const LONGEST_BAR = 30;
const WIDEST_FOUND = 60;

const MARKS: Record<CheckRow['result'], string> = {
	pass: '✔ pass',
	fail: '✘ fail',
	unknown: '? unknown',
};

const REASONS: Record<string, string> = {
	existing: 'held back: in a list that may ring already',
	duplicate: 'held back: the same phone as another contact of the night',
	finished: 'held back: an agent finished with them within 30 days',
	calledLately: 'held back: called within the rest days',
	callbackPromised: 'held back: an agent promised to call back',
	noPhone: 'held back: no phone number that can be called',
};

function cut(text: string): string {
	const shown = withoutPhones(text);
	return shown.length > WIDEST_FOUND ? `${shown.slice(0, WIDEST_FOUND - 1)}…` : shown;
}

/** The checks before dialing, as lines. */
export function preflightTable(checks: readonly CheckRow[], palette: Palette): string[] {
	const rows = checks.map(({ check, result, found, wanted }) => [
		check,
		MARKS[result],
		cut(found),
		cut(wanted),
	]);
	return table(palette, ['Check', 'Result', 'Found', 'Wanted'], rows, []);
}

/** What became of the contacts of a night, as lines. */
export function outcomeTable(contacts: readonly ContactRow[], palette: Palette): string[] {
	const counts = new Map<string, number>();
	for (const { outcome, reason = '' } of contacts) {
		const why = outcome === 'rejected' ? reason : outcome;
		const label = outcome === 'accepted' ? 'uploaded' : (REASONS[why] ?? `held back: ${why}`);
		counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	const rows = [...counts]
		.sort(([, one], [, other]) => other - one)
		.map(([label, count]) => [label, countText(count)]);
	return table(palette, ['Contacts of the night', ''], rows, [1]);
}

/** An hour of dialing. */
export interface Hour {
	/** As the clocks of the tenant show it. */
	clock: string;
	rings: readonly Ring[];
}

function outcomeCount(rings: readonly Ring[], outcome: Ring['outcome']): number {
	return rings.filter((ring) => ring.outcome === outcome).length;
}

/** What rang by the hour, as lines; hours at the end in which nothing rang are left out. */
export function dayTable(hours: readonly Hour[], palette: Palette): string[] {
	const last = hours.map(({ rings }) => rings.length > 0).lastIndexOf(true);
	const most = Math.max(1, ...hours.map(({ rings }) => rings.length));
	const rows = hours
		.slice(0, last + 1)
		.map(({ clock, rings }) => [
			clock,
			countText(rings.length),
			countText(outcomeCount(rings, 'answered')),
			countText(outcomeCount(rings, 'abandoned')),
			countText(outcomeCount(rings, 'noAnswer')),
			'█'.repeat(Math.ceil((LONGEST_BAR * rings.length) / most)),
		]);
	const headings = ['Hour', 'Rang', 'Agent spoke', 'Dropped', 'No answer', ''];
	return table(palette, headings, rows, [1, 2, 3, 4]);
}

const REACHED: Record<Ring['outcome'], string> = {
	answered: 'rang once: an agent spoke',
	abandoned: 'rang once: dropped, as no agent was free',
	noAnswer: 'rang once: not reached, nobody answered',
};
const HELD_BACK = "did not ring: held back by the tenant's do-not-call list";
const NO_TURN = 'did not ring: their turn did not come';
const RANG_TWICE = 'rang more than once';
const FATES = [...Object.values(REACHED), HELD_BACK, NO_TURN, RANG_TWICE];

/** What became of everyone in the list of a night, as lines. @param heldBack phones that must not ring */
export function reachTable(
	phones: readonly string[],
	rings: readonly Ring[],
	heldBack: ReadonlySet<string>,
	palette: Palette,
): string[] {
	const ringsOf = new Map<string, Ring[]>();
	for (const ring of rings) ringsOf.set(ring.phone, [...(ringsOf.get(ring.phone) ?? []), ring]);
	const fates = phones.map((phone) => {
		const [ring, ...more] = ringsOf.get(phone) ?? [];
		if (more.length > 0) return RANG_TWICE;
		if (ring !== undefined) return REACHED[ring.outcome];
		return heldBack.has(phone) ? HELD_BACK : NO_TURN;
	});
	const rows = FATES.map((fate) => [fate, countText(fates.filter((one) => one === fate).length)]);
	return table(palette, ['Contacts of the list', ''], rows, [1]);
}
