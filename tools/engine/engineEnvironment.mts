import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The environment in which n8n's engine runs here: its own folder, a fixed key, nothing printed or
 * sent, and no proxy for servers on this machine.
 *
 * @param userFolder an empty folder for what the engine writes (its settings file)
 */
export function engineEnvironment(userFolder: string): Record<string, string> {
	return {
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'engine-bench-only',
		N8N_LOG_LEVEL: 'silent',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		...withoutProxyOnLoopback(),
	};
}

/** n8n's HTTP helper obeys proxy variables, and no proxy reaches a server on this machine. */
function withoutProxyOnLoopback(): Record<string, string> {
	const { NO_PROXY, no_proxy } = process.env;
	const hosts = [no_proxy || NO_PROXY, 'localhost', '127.0.0.1'].filter(Boolean).join(',');
	return { NO_PROXY: hosts, no_proxy: hosts };
}

const PREPARED = 'CXONE_ENGINE_USER_FOLDER';

/**
 * Sets the engine's environment for this process, once, before the engine is loaded.
 *
 * The user's own n8n folder and key are never used, whatever the environment says: the engine
 * would write into the one and refuse the other. The folder is removed when the process ends.
 */
export function prepareEngineEnvironment(): void {
	if (process.env[PREPARED] !== undefined) return;
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-engine-'));
	setEngineEnvironment(userFolder);
	process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));
}

/** Sets the engine's environment with a folder that the caller made and will remove. */
export function setEngineEnvironment(userFolder: string): void {
	Object.assign(process.env, engineEnvironment(userFolder), { [PREPARED]: userFolder });
}
