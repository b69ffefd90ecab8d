import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { prepareEngineEnvironment } from './engineEnvironment.mts';

// n8n-core reads its environment when it is loaded, so the environment comes first.
prepareEngineEnvironment();

const requireModule = createRequire(import.meta.url);

/**
 * n8n-workflow and n8n-core as CommonJS.
 *
 * An `import` would take the ES module build of n8n-workflow, while n8n-core requires the CommonJS
 * build: two copies in one process, and no `instanceof` between them would hold.
 */
export const n8nWorkflow = requireModule('n8n-workflow') as typeof import('n8n-workflow');
export const n8nCore = requireModule('n8n-core') as typeof import('n8n-core');

/** The version of n8n-core that runs here. */
export const engineVersion = findEngineVersion();

function findEngineVersion(): string {
	const packageJson = join(dirname(requireModule.resolve('n8n-core')), '..', 'package.json');
	return (requireModule(packageJson) as { version: string }).version;
}

/**
 * Lets the process end. Before 2.41 every execution makes n8n's service for SSH tunnels, whose
 * clean-up timer keeps the process running for ever. It goes on working while the process lives.
 */
function releaseProcess(): void {
	const requireFromCore = createRequire(requireModule.resolve('n8n-core'));
	const { Container } = requireFromCore('@n8n/di') as {
		Container: { get(service: unknown): unknown };
	};
	const { SSHClientsManager } = requireFromCore('./execution-engine/ssh-clients-manager') as {
		SSHClientsManager: unknown;
	};
	const { cleanupTimer } = Container.get(SSHClientsManager) as { cleanupTimer: NodeJS.Timeout };
	cleanupTimer.unref();
}

releaseProcess();
