import fc from 'fast-check';

/** How properties are checked: `runs` random cases each, drawn from `seed`. */
export interface PropertySettings {
	runs: number;
	seed: number;
	/** Whether the seed was asked for, to see a failure again. */
	isRepeat: boolean;
}

const DEFAULT_RUNS = 1_000;

function wholeNumber(name: string, text: string): number {
	const number = Number(text);
	if (text.trim() === '' || !Number.isInteger(number))
		throw new Error(`${name} is not a whole number: '${text}'`);
	return number;
}

/** Reads `PROPERTY_RUNS` (1,000 if not set) and `PROPERTY_SEED` (random if not set); throws for anything but whole numbers. */
export function readPropertySettings(env: Record<string, string | undefined>): PropertySettings {
	const { PROPERTY_RUNS, PROPERTY_SEED } = env;
	const runs =
		PROPERTY_RUNS === undefined ? DEFAULT_RUNS : wholeNumber('PROPERTY_RUNS', PROPERTY_RUNS);
	if (runs < 1) throw new Error(`PROPERTY_RUNS is below 1: '${PROPERTY_RUNS}'`);
	const isRepeat = PROPERTY_SEED !== undefined;
	const seed = isRepeat
		? wholeNumber('PROPERTY_SEED', PROPERTY_SEED)
		: Math.floor(Math.random() * 2 ** 31);
	return { runs, seed, isRepeat };
}

/** The settings of this test file. */
export const propertySettings = readPropertySettings(process.env);

const testFile = expect.getState().testPath?.split(/[\\/]/).slice(-2).join('/');
process.stderr.write(
	`${testFile}: ${propertySettings.runs} runs, PROPERTY_SEED=${propertySettings.seed}\n`,
);

/** Checks a property with the settings of this file. A failure names the counterexample and the seed that repeats it. */
export function assertProperty<Values>(property: fc.IProperty<Values>): void {
	fc.assert(property, { numRuns: propertySettings.runs, seed: propertySettings.seed });
}

/** Checks a property whose cases take turns on the event loop. */
export async function assertAsyncProperty<Values>(
	property: fc.IAsyncProperty<Values>,
): Promise<void> {
	await fc.assert(property, { numRuns: propertySettings.runs, seed: propertySettings.seed });
}
