import { GUARDS } from '../../tools/guards/guards.mts';
import { textOf } from './sourceFiles.mts';

test('each guard finds the line that it breaks, once', () => {
	expect(GUARDS.length).toBeGreaterThan(150);
	const stale = GUARDS.filter(({ file, search }) => textOf(file).split(search).length !== 2);
	expect(stale.map(({ name }) => name)).toEqual([]);
});

test('no two guards have one name, and none leaves its line as it is', () => {
	const names = GUARDS.map(({ name }) => name);
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	expect(GUARDS.filter(({ search, replace }) => search === replace)).toEqual([]);
});
