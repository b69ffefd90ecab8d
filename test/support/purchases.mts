/** A purchase of a customer on a day. */
export interface Purchase {
	customer: string;
	/** `1997-01-31` */
	day: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(1997, 0, 1);
/** Days of which histories are known: the eighteen months up to June 1998. */
const KNOWN_DAYS = 546;
const COHORT_DAYS = 90;

/** Random numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * Makes the purchases of a cohort of customers of a shop: all buy first within 90 days, most never again, some often
 * until they stop (rates and lifetimes that differ between customers, as in the models of buyers who come and go).
 * Whole days, so that many customers share one; in the order of the customers.
 */
export function makePurchases(customers: number, seed: number): Purchase[] {
	const random = randomFrom(seed);
	const exponential = (mean: number) => -mean * Math.log(1 - random());
	const purchases: Purchase[] = [];
	for (let n = 0; n < customers; n++) {
		const add = (day: number) =>
			purchases.push({
				customer: String(n + 1).padStart(4, '0'),
				day: new Date(FIRST_DAY_MS + Math.floor(day) * DAY_MS).toISOString().slice(0, 10),
			});
		const firstDay = random() * COHORT_DAYS;
		// The square of an exponential number: few customers buy much more often than the others.
		const daysBetween = 300 / exponential(1) ** 2;
		const lastDay = Math.min(KNOWN_DAYS, firstDay + exponential(1) * exponential(1_500));
		for (
			let day = firstDay;
			day === firstDay || day < lastDay;
			day += 0.5 + exponential(daysBetween)
		)
			add(day);
	}
	return purchases;
}
