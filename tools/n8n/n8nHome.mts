import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A folder of its own for one n8n: its database, key and installed nodes. */
export interface N8nHome {
	folder: string;
	/** What every n8n process of this home is started with. */
	environment: NodeJS.ProcessEnv;
	/** Removes the folder, unless it is one to keep. */
	remove: () => Promise<void>;
}

const PACKAGE_NAME = 'n8n-nodes-cxone';

/** What keeps n8n from asking the outside world anything, and from asking the user who he is. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
};

/**
 * Makes a home without any community node.
 *
 * @param kept a folder to make it in, or to use again, which `remove` leaves in place; by default a new one
 */
export async function makeHome(kept?: string): Promise<N8nHome> {
	const folder = kept ?? (await mkdtemp(join(tmpdir(), 'n8n-home-')));
	const temporary = join(folder, 'tmp');
	await mkdir(temporary, { recursive: true });
	return {
		folder,
		environment: {
			...QUIET,
			N8N_USER_FOLDER: folder,
			TMPDIR: temporary,
			TEMP: temporary,
			N8N_ENCRYPTION_KEY: 'key-of-a-home-that-is-thrown-away',
		},
		remove: async () => {
			if (kept === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function nodesFolder({ folder }: N8nHome): string {
	return join(folder, '.n8n', 'nodes');
}

/** Where the package is in a home that has it. */
export function packageFolderIn(home: N8nHome): string {
	return join(nodesFolder(home), 'node_modules', PACKAGE_NAME);
}

/**
 * Installs the packed package into a home as n8n's own installer does it: unpacked into its folder of nodes, named in
 * that folder's package.json, without development and peer dependencies. Replaces an older one.
 */
export async function installPackage(home: N8nHome, tarball: string): Promise<void> {
	const nodes = nodesFolder(home);
	const packageFolder = packageFolderIn(home);
	await rm(packageFolder, { recursive: true, force: true });
	await mkdir(packageFolder, { recursive: true });
	const unpack = ['-xzf', tarball, '-C', packageFolder, '--strip-components=1'];
	await promisify(execFile)('tar', unpack);
	const manifestFile = join(packageFolder, 'package.json');
	const { devDependencies, peerDependencies, ...manifest } = JSON.parse(
		await readFile(manifestFile, 'utf8'),
	) as { version: string; devDependencies?: object; peerDependencies?: object };
	await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
	const installed = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [PACKAGE_NAME]: manifest.version },
	};
	await writeFile(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
}
