import fc from 'fast-check';

import { assertProperty, propertySettings, readPropertySettings } from '../support/property.mts';

test('1,000 runs and another seed each time, unless the environment says otherwise', () => {
	const seeds = new Set(Array.from({ length: 5 }, () => readPropertySettings({}).seed));

	expect(readPropertySettings({})).toMatchObject({ runs: 1_000, isRepeat: false });
	expect(seeds.size).toBeGreaterThan(1);
	expect(readPropertySettings({ PROPERTY_RUNS: '25', PROPERTY_SEED: '-7' })).toEqual({
		runs: 25,
		seed: -7,
		isRepeat: true,
	});
});

test.each([
	{ PROPERTY_RUNS: '0' },
	{ PROPERTY_RUNS: '1e999' },
	{ PROPERTY_RUNS: '' },
	{ PROPERTY_SEED: 'seed' },
])('%j is refused', (env) => {
	expect(() => readPropertySettings(env)).toThrow(Object.keys(env)[0]);
});

test('a failing property fails, names its seed, and fails again in the same case with it', () => {
	const failing = () =>
		assertProperty(fc.property(fc.integer(), (value) => expect(value % 7).not.toBe(3)));
	const messageOf = (run: () => void) => {
		try {
			run();
		} catch (error) {
			return (error as Error).message;
		}
		return 'did not fail';
	};

	const message = messageOf(failing);
	expect(message).toContain(`seed: ${propertySettings.seed}`);
	expect(messageOf(failing)).toBe(message);
});

test('every property is checked as often as set', () => {
	let runs = 0;
	assertProperty(
		fc.property(fc.anything(), () => {
			runs += 1;
		}),
	);
	expect(runs).toBe(propertySettings.runs);
});
