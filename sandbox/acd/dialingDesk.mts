import { type MovableClock, spanMs } from '../clock.mts';
import type { Dialing, PressStartOptions, Ring, TimeSpan } from '../dialing.mts';
import type { OutboundStore } from '../outboundStore.mts';
import { type Allowance, Dialer } from './dialer.mts';
import type { AcdRules } from './options.mts';
import { isDialer } from './skills.mts';

const MINUTE_MS = 60_000;
const LONGEST_PRESS_MINUTES = 7 * 1_440;

/** Brings together clock, uploads and dialer: what a test commands, and what is due when anybody looks. */
export class DialingDesk implements Pick<Dialing, 'dial' | 'pressStartEverywhere'> {
	readonly dialer: Dialer;
	/** Set while a test dials: who may ring. */
	#commanded: Allowance | undefined;

	constructor(
		readonly store: OutboundStore,
		readonly rules: AcdRules,
		seed: number,
		readonly clock: MovableClock,
	) {
		this.dialer = new Dialer(store, rules, seed);
		this.dialer.skipTo(clock.now());
	}

	/** Brings about what is due: uploads, and calls where the dialer follows the clock or a test dials. */
	readonly settle = (): void => {
		const nowMs = this.clock.now();
		this.store.settle(nowMs, this.clock.elapsedMs());
		if (this.#commanded !== undefined) this.dialer.dialTo(nowMs, this.#commanded);
		else if (this.rules.dials === 'withClock') this.dialer.dialTo(nowMs);
		else this.dialer.skipTo(nowMs);
	};

	/** As `Dialing.dial` says. */
	readonly dial = (span: TimeSpan): Ring[] => {
		return this.#dialFor(
			spanMs(span),
			() => true,
			() => true,
		);
	};

	/** As `Dialing.pressStartEverywhere` says. */
	readonly pressStartEverywhere = (options: PressStartOptions = {}): Ring[] => {
		const { minutes = LONGEST_PRESS_MINUTES, areRetriesDialed = false } = options;
		const lengthMs = spanMs({ minutes });
		const { rings } = this.dialer;
		const rung = new Set<number>();
		let noted = rings.length;
		const isAllowed: Allowance = ({ recordId }) => areRetriesDialed || !rung.has(recordId);
		for (const skill of this.store.skills) {
			if (isDialer(skill) && skill.isActive) skill.isStarted = true;
		}
		return this.#dialFor(lengthMs, isAllowed, () => {
			const isQuiet = noted === rings.length;
			for (; noted < rings.length; noted += 1) rung.add(rings[noted].recordId);
			const isUploading = this.store.uploadJobs.some((job) => !job.isComplete && !job.isCancelled);
			return !isQuiet || isUploading || this.dialer.isAnyLeft(this.clock.now(), isAllowed);
		});
	};

	/** Dials minute by minute for so long, or until nobody wants to go on. */
	#dialFor(lengthMs: number, isAllowed: Allowance, doesGoOn: () => boolean): Ring[] {
		this.settle();
		const before = this.dialer.rings.length;
		this.#commanded = isAllowed;
		try {
			for (let leftMs = lengthMs; leftMs > 0 && doesGoOn(); leftMs -= MINUTE_MS) {
				this.clock.advance({ minutes: Math.min(leftMs, MINUTE_MS) / MINUTE_MS });
			}
		} finally {
			this.#commanded = undefined;
		}
		return this.dialer.rings.slice(before);
	}
}
