import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server.mts';

/** Runs `work` with a sandbox of its own, without contacts if not told otherwise, and gives its result. */
export async function withSandbox<Result>(
	options: SandboxOptions,
	work: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
	const sandbox = await startSandbox({ contacts: 0, ...options });
	try {
		return await work(sandbox);
	} finally {
		await sandbox.close();
	}
}
