import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

import { textOf } from './sourceFiles.mts';

const ROOT = resolve(__dirname, '../..');
const CITED = /\bcontract (\d(?:\.\d+)?)/gi;

test('every paragraph of the contract that a comment cites is there', () => {
	const paragraphs = [...textOf('docs/contract.md').matchAll(/^#{2,3} (\d(?:\.\d+)?)/gm)];
	const known = new Set(paragraphs.map(([, number]) => number));
	const files = execFileSync('git', ['ls-files', '*.ts', '*.mts'], { cwd: ROOT, encoding: 'utf8' });
	const cited = files
		.trim()
		.split('\n')
		.flatMap((file) => [...textOf(file).matchAll(CITED)].map(([, number]) => ({ file, number })));
	expect(cited.length).toBeGreaterThan(50);
	expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
});
