import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server.mts';
import { Undo } from '../system/undo.mts';
import { ensureN8n, type InstalledN8n, type N8nLine } from './installN8n.mts';
import { N8nClient, type SavedCredential } from './n8nClient.mts';
import { installPackage, makeHome, type N8nHome } from './n8nHome.mts';
import { startN8n, type RunningN8n } from './n8nProcess.mts';

/** Name of the credential that the example workflows ask for. */
export const CREDENTIAL_NAME = 'CXone account';
/** Name of the credential for the sandbox's ACD API. */
export const ACCESS_KEY_NAME = 'CXone access key';

/** A whole n8n with the packed package, an owner, and credentials for both APIs of a sandbox. */
export interface WholeN8n {
	install: InstalledN8n;
	home: N8nHome;
	n8n: RunningN8n;
	client: N8nClient;
	sandbox: Sandbox;
	credential: SavedCredential;
	accessKey: SavedCredential;
	/** Stops n8n and the sandbox, and removes the home unless it is one to keep. */
	close: () => Promise<void>;
}

/** What a whole n8n is started with. */
export interface WholeN8nOptions {
	line: N8nLine;
	sandbox?: SandboxOptions;
	/** The packed package to install, packed from dist by default. */
	tarball?: string;
	/** A folder to keep as the home; by default a new one that is removed at the end. */
	keptHome?: string;
	/** Where n8n listens; a free port by default. */
	port?: number;
	environment?: NodeJS.ProcessEnv;
	/** Tells of each step that takes long. */
	say?: (text: string) => void;
}

const PACK = fileURLToPath(new URL('../package/pack.mjs', import.meta.url));

/** Packs the package into an empty folder, as npm would publish it, and gives the tarball. dist must be built. */
export async function packInto(folder: string): Promise<string> {
	await promisify(execFile)(process.execPath, [PACK, folder]);
	const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('npm packed no tarball');
	return join(folder, tarball);
}

/**
 * Makes a home with this packed package; without one it is packed from dist, which must be built.
 *
 * @param kept as for `makeHome`
 */
export async function makeHomeWithPackage(tarball?: string, kept?: string): Promise<N8nHome> {
	const folder = await mkdtemp(join(tmpdir(), 'packed-'));
	try {
		const home = await makeHome(kept);
		await installPackage(home, tarball ?? (await packInto(folder)));
		return home;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Installs what is missing, and starts n8n and a sandbox. Leaves nothing behind when a step fails. */
export async function startWholeN8n(options: WholeN8nOptions): Promise<WholeN8n> {
	const { line, port, environment, say = () => {} } = options;
	const undo = new Undo();
	return await undo.orUndo(async () => {
		const install = await ensureN8n(line, say);
		const home = await makeHomeWithPackage(options.tarball, options.keptHome);
		undo.add(home.remove);
		const sandbox = await startSandbox(options.sandbox);
		undo.add(async () => await sandbox.close());
		say(`Starting n8n ${install.version} …`);
		const n8n = await startN8n({ install, home, port, environment });
		undo.add(n8n.stop);
		const client = await N8nClient.logIn(n8n.url);
		const credential = await client.setCredential(CREDENTIAL_NAME, { ...sandbox.credential });
		const accessKey = await client.setCredential(
			ACCESS_KEY_NAME,
			{ ...sandbox.acd.credential },
			'cxoneAccessKeyApi',
		);
		return { install, home, n8n, client, sandbox, credential, accessKey, close: undo.run };
	});
}
