import { hasHistory, type ContactScore, type Priority } from './score';
import { cutByShares, priorityAt, type ShareCuts, type Shares } from './shares';

/** How scored contacts become segments, beyond the thresholds that they were scored with. */
export interface Segmentation {
	/** Undefined: by the thresholds of the score. */
	shares: Shares | undefined;
	/** Days for which a contact rests after its last interaction; 0: none rests. */
	restDays: number;
}

/** Why a contact is in its segment. */
export type SegmentReason = 'score' | 'share' | 'noHistory' | 'restDays';

/** A scored contact in its segment; the reason is there only where contacts may rest. */
export interface SegmentedContact extends ContactScore {
	segmentReason?: SegmentReason;
}

/** The contacts in their segments, in the order given, and what came of it. */
export interface Segmented {
	rows: readonly SegmentedContact[];
	cuts: ShareCuts | undefined;
	resting: number;
}

/** Whether a contact rests: its last interaction is younger than so many days, or yet to come. */
export function isResting(
	{ daysSince }: Pick<ContactScore, 'daysSince'>,
	restDays: number,
): boolean {
	return restDays > 0 && daysSince !== null && daysSince < restDays;
}

/**
 * Puts contacts, highest score first, into their segments. One that rests is low whatever its score, and takes no
 * place of a share; by share one without history is low too. Shares are of all contacts with a history.
 */
export function segmentContacts(
	rows: readonly ContactScore[],
	{ shares, restDays }: Segmentation,
): Segmented {
	if (shares === undefined && restDays === 0) return { rows, cuts: undefined, resting: 0 };
	const resting = new Set(rows.filter((row) => isResting(row, restDays)));
	const known = rows.filter(hasHistory);
	const scores = known.filter((row) => !resting.has(row)).map(({ score }) => score);
	const cuts = shares && cutByShares(scores, known.length, shares);
	let place = 0;
	const segmentOf = (row: ContactScore): [Priority, SegmentReason] => {
		if (resting.has(row)) return ['low', 'restDays'];
		if (cuts === undefined) return [row.priority, 'score'];
		return hasHistory(row) ? [priorityAt(place++, cuts), 'share'] : ['low', 'noHistory'];
	};
	const segmented = rows.map((row): SegmentedContact => {
		const [priority, segmentReason] = segmentOf(row);
		return restDays > 0 ? { ...row, priority, segmentReason } : { ...row, priority };
	});
	return { rows: segmented, cuts, resting: resting.size };
}
