import { DateTime } from 'luxon';

/** A whole number with commas: 1,204. */
export function countText(count: number): string {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A share of a total as a whole percentage; a part is never shown as nothing or as all. */
export function shareText(count: number, total: number): string {
	if (total === 0 || count === 0) return '0 %';
	const percent = Math.round((100 * count) / total);
	if (percent === 0) return '< 1 %';
	return percent === 100 && count < total ? '> 99 %' : `${percent} %`;
}

/** A number with one decimal at most: 31.5, 70, -3; `toWhole` rounds to the nearest, or down. */
export function numberText(value: number, toWhole = Math.round): string {
	// Beyond this a number has no decimals, and ten times as much may be too much for a number.
	const rounded = Math.abs(value) < 1e15 ? toWhole(value * 10) / 10 : value;
	return String(rounded === 0 ? 0 : rounded);
}

/** A count with its noun: "1 call", "2.5 calls". */
export function amountText(value: number, noun: string): string {
	const text = numberText(value);
	return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

/** An instant to the minute, 24 Nov 2026, 02:00 UTC; read off rows it may be a millisecond early. */
export function timeText(ms: number): string {
	const time = DateTime.fromMillis(Math.round(ms / 1_000) * 1_000, {
		zone: 'utc',
		locale: 'en-US',
	});
	return `${time.toFormat('d LLL yyyy, HH:mm')} UTC`;
}
