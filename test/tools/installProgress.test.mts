import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { tellProgress } from '../../tools/n8n/installProgress.mts';

const EVERY_MS = 20;
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'progress-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

test('tells of packages as they come, scoped ones too, and no more when all is done', async () => {
	const told: string[] = [];
	const tellsNow = async () => {
		const before = told.length;
		while (told.length < before + 2) await wait(EVERY_MS);
	};
	const result = await tellProgress(
		folder,
		(text) => told.push(text),
		async () => {
			await tellsNow();
			for (const name of ['a', 'b', '@scope/c', '@scope/d', '.bin'])
				await mkdir(join(folder, 'node_modules', name), { recursive: true });
			for (const name of ['b', '@scope/d'])
				await writeFile(join(folder, 'node_modules', name, 'package.json'), '{}');
			await tellsNow();
			return 'done';
		},
		EVERY_MS,
	);

	expect(result).toBe('done');
	expect(told[0]).toMatch(/^ {2}… \d+ s, finding out which packages$/);
	expect(told[told.length - 1]).toMatch(/^ {2}… \d+ s, 2 of 4 packages$/);
	await wait(2 * EVERY_MS);
	const { length } = told;
	await wait(5 * EVERY_MS);
	expect(told).toHaveLength(length);
});

test('passes on what went wrong', async () => {
	const failing = tellProgress(
		folder,
		() => {},
		async () => {
			throw new Error('npm failed');
		},
	);
	await expect(failing).rejects.toThrow('npm failed');
});
