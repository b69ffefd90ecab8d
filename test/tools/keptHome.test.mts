import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeHome } from '../../tools/n8n/n8nHome.mts';
import { takeKeptHome } from '../../tools/n8n/keptHome.mts';

const { CXONE_CACHE_DIR: cacheBefore } = process.env;
/** More than any system gives to a process. */
const NO_PROCESS = 2 ** 30;

beforeEach(async () => {
	process.env.CXONE_CACHE_DIR = await mkdtemp(join(tmpdir(), 'kept-home-'));
});

afterEach(async () => {
	await rm(String(process.env.CXONE_CACHE_DIR), { recursive: true, force: true });
	if (cacheBefore === undefined) delete process.env.CXONE_CACHE_DIR;
	else process.env.CXONE_CACHE_DIR = cacheBefore;
});

test('one start at a time has the home, and the next one finds it as it was', async () => {
	const first = await takeKeptHome('2.41.1');
	await expect(takeKeptHome('2.41.1')).rejects.toThrow(
		`in use by another n8n (process ${process.pid})`,
	);
	await writeFile(join(first.folder, 'kept'), 'yes');
	await first.release();
	const second = await takeKeptHome('2.41.1');
	expect(second.folder).toBe(first.folder);
	expect((await stat(join(second.folder, 'kept'))).isFile()).toBe(true);
});

test('each version has a home of its own', async () => {
	const [newest, older] = await Promise.all(['2.41.1', '1.123.81'].map(takeKeptHome));
	expect(newest.folder).not.toBe(older.folder);
});

test('a start that was killed keeps no other away', async () => {
	const { folder } = await takeKeptHome('2.41.1');
	await writeFile(join(folder, 'in-use'), String(NO_PROCESS));
	await expect(takeKeptHome('2.41.1')).resolves.toMatchObject({ folder });
});

test('a home that is kept is not removed, any other is', async () => {
	const { folder } = await takeKeptHome('2.41.1');
	const [kept, other] = [await makeHome(folder), await makeHome()];
	for (const home of [kept, other]) await home.remove();
	expect((await stat(kept.folder)).isDirectory()).toBe(true);
	await expect(stat(other.folder)).rejects.toThrow('ENOENT');
});
