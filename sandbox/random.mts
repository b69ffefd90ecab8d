import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** One draw, uniform in [0, 1), that the parts (whole numbers) alone decide, in whatever order draws are asked for. */
export function drawOf(...parts: number[]): number {
	let hash = 0;
	for (const part of parts) {
		hash = Math.imul(hash ^ part, 0x85eb_ca6b);
		hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
		hash = (hash ^ (hash >>> 16)) + 0x9e37_79b9;
	}
	return (hash >>> 0) / 2 ** 32;
}

/** Seeded chance: equal seeds give equal draws, on every machine. */
export class Chance {
	readonly #generator;

	/** @param seed any integer */
	constructor(seed: number) {
		this.#generator = xoroshiro128plus(seed);
	}

	/** Uniform in [0, 1). */
	uniform(): number {
		return uniformFloat64(this.#generator);
	}

	/** Uniform integer in [0, bound). */
	below(bound: number): number {
		return Math.floor(this.uniform() * bound);
	}

	/** Exponential waiting time with the given rate per unit of time. */
	exponential(rate: number): number {
		return -Math.log(1 - this.uniform()) / rate;
	}

	/** Standard normal, by the Box-Muller transform. */
	normal(): number {
		const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
		return radius * Math.cos(2 * Math.PI * this.uniform());
	}

	/** Gamma with the given shape (above 0) and rate 1, by Marsaglia and Tsang (2000). */
	gamma(shape: number): number {
		// Their method needs a shape of at least 1; smaller ones are drawn one higher and scaled down.
		if (shape < 1) return this.gamma(shape + 1) * (1 - this.uniform()) ** (1 / shape);
		const d = shape - 1 / 3;
		const c = 1 / Math.sqrt(9 * d);
		for (;;) {
			const x = this.normal();
			const v = (1 + c * x) ** 3;
			if (v <= 0) continue;
			if (Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
		}
	}

	/** Beta with the given shapes, both above 0. */
	beta(a: number, b: number): number {
		const x = this.gamma(a);
		return x / (x + this.gamma(b));
	}
}
