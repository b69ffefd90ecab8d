import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server.mts';

const opened = new Set<Sandbox>();

// A test that fails leaves its sandbox open, and jest would wait for it for good.
afterAll(async () => {
	for (const sandbox of opened) await sandbox.close();
});

/** Starts a sandbox that is closed at the end of the test file at the latest. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	opened.add(sandbox);
	return sandbox;
}

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
