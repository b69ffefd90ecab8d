import type { ContactScore, ScoreRules } from '../shared/core/score';
import type { ShareCut, ShareCuts, Shares } from '../shared/core/shares';
import { findThinData, type ThinData } from '../shared/core/thinData';
import type { NodeOutput } from '../shared/n8n/nodeOutput';

/** A figure as people read it; rounded down, so that it is never above what it stands for. */
function shown(value: number, decimals: number): string {
	const unit = 10 ** decimals;
	return String(Math.floor(value * unit + 1e-6) / unit);
}

function counted(contacts: number): string {
	return contacts === 1 ? '1 contact' : `${contacts} contacts`;
}

function shareOf(contacts: number, all: number): string {
	return `${shown((100 * contacts) / all, 1)} %`;
}

/** Says how many contacts rest. */
export function hintAtResting(
	output: NodeOutput,
	{ resting, contacts, restDays }: { resting: number; contacts: number; restDays: number },
): void {
	if (resting > 0)
		output.hint(
			`${resting} of ${counted(contacts)} rest and are low whatever their score: the last interaction is less than ${restDays} days ago.`,
		);
}

function beginning(name: string, cut: ShareCut, known: number): string {
	if (cut.fromScore === undefined) return `no contact is ${name}`;
	return `${name} begins at a score of ${shown(cut.fromScore, 2)} (${counted(cut.contacts)}, ${shareOf(cut.contacts, known)})`;
}

function describeTies({ high, medium, takenFromMedium }: ShareCuts): string {
	const parts: string[] = [];
	const cost = takenFromMedium > 0 ? ` (medium gives up ${takenFromMedium})` : '';
	if (high.tiedBeyond > 0) parts.push(`high by ${counted(high.tiedBeyond)}${cost}`);
	if (medium.tiedBeyond > 0)
		parts.push(`high and medium together by ${counted(medium.tiedBeyond)}`);
	return parts.length === 0
		? ''
		: ` More than the share because of equal scores: ${parts.join(', ')}. Whoever is as good as the last one within a share belongs to it, so that nobody waits who is as good as one who is called.`;
}

/** Says where the segments begin that were cut by share, and what equal scores did to them. */
export function hintAtShares(
	output: NodeOutput,
	cuts: ShareCuts | undefined,
	shares: Shares | undefined,
): void {
	if (cuts === undefined || shares === undefined) return;
	const { known, ranked, isHighBelowOne, high, medium } = cuts;
	if (ranked === 0) {
		const why =
			known === 0
				? 'there is no contact with a history to rank'
				: 'all contacts with a history rest';
		output.hint(`By share nobody is high or medium: ${why}.`);
		return;
	}
	const whose = `with a history${ranked < known ? ', resting ones included' : ''}`;
	const least = isHighBelowOne
		? ` ${shares.highPercent} % is less than one contact, so the best one is high.`
		: '';
	output.hint(
		`Of ${counted(known)} ${whose}, ${beginning('high', high, known)}, and ${beginning('medium', medium, known)}.${least}${describeTies(cuts)}`,
	);
}

function describeThin(
	{ contacts, isFew, spanDays, oneEvent, tie }: ThinData,
	{ halfLifeDays, recencyMaxPoints }: ScoreRules,
): string[] {
	const parts: string[] = [];
	if (isFew)
		parts.push(
			`only ${contacts} contacts have a history, and among fewer than 30 one call can change who comes first`,
		);
	if (spanDays !== undefined)
		parts.push(
			`all interactions lie within ${shown(spanDays, 1)} days, and in fewer than 30 those who stopped look like those who pause`,
		);
	if (oneEvent !== undefined)
		parts.push(
			`${oneEvent} of ${contacts} contacts (${shareOf(oneEvent, contacts)}) have one interaction only, so that frequency hardly tells them apart`,
		);
	if (tie !== undefined) {
		const isUsedUp = recencyMaxPoints > 0 && tie.recencyScore === 0 && halfLifeDays === undefined;
		const advice = isUsedUp
			? ": the points for recency are used up, which 'Recency Decay' by 'Half-Life' mends"
			: '';
		parts.push(
			`${tie.contacts} of ${contacts} contacts (${shareOf(tie.contacts, contacts)}) share the score ${shown(tie.score, 2)}, and among them the order means nothing${advice}`,
		);
	}
	return parts;
}

/** Says where the history of the contacts is too thin for their order to be trusted. */
export function hintAtThinData(
	output: NodeOutput,
	rows: readonly ContactScore[],
	{ spanDays, rules }: { spanDays: number | undefined; rules: ScoreRules },
): void {
	const thin = findThinData(rows, spanDays);
	if (thin !== undefined)
		output.hint(
			`The data hardly tell the contacts apart, so take the scores with care: ${describeThin(thin, rules).join('; ')}.`,
		);
}
