/** `tsx tools/n8n/install.mts [version line …]`: puts the whole n8n into the cache, all lines unless some are named. */
import { ensureN8n, isN8nLine, N8N_LINES } from './installN8n.mts';

const named = process.argv.slice(2);
for (const line of named.length > 0 ? named : Object.keys(N8N_LINES)) {
	if (!isN8nLine(line))
		throw new Error(`No such line: ${line}. There are ${Object.keys(N8N_LINES).join(', ')}.`);
	const startedMs = Date.now();
	const { version } = await ensureN8n(line, () => {
		console.log(`Installing n8n ${N8N_LINES[line].n8n} (about 5 minutes, 3 GB) …`);
	});
	console.log(`n8n ${version} is ready (${Math.round((Date.now() - startedMs) / 1_000)} s)`);
}
