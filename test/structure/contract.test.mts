import { textOf, trackedFiles } from './sourceFiles.mts';

const CITED = /\bcontract (\d(?:\.\d+)?)/gi;
const files = trackedFiles()?.filter((file) => /\.m?ts$/.test(file));

(files === undefined ? test.skip : test)(
	'every part of the contract that a comment cites is there',
	() => {
		const parts = [...textOf('docs/contract.md').matchAll(/^#{2,3} (\d(?:\.\d+)?)/gm)];
		const known = new Set(parts.map(([, number]) => number));
		const cited = (files ?? []).flatMap((file) =>
			[...textOf(file).matchAll(CITED)].map(([, number]) => ({ file, number })),
		);
		expect(cited.length).toBeGreaterThan(50);
		expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
	},
);
