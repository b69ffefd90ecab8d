/** `tsx tools/n8n/prepare.mts`: installs what the end-to-end tests need and is missing, before their clock runs. */
import { ensureChromium } from '../editor/chromium.mts';
import { ensureN8n, N8N_LINE_NAMES, N8N_LINES } from './installN8n.mts';
import { ensureQueuePrograms } from './queue/programs.mts';

const say = (what: string) => () => console.log(`Installing ${what} …`);

for (const line of N8N_LINE_NAMES)
	await ensureN8n(line, say(`n8n ${N8N_LINES[line].n8n} (about 5 minutes, 3 GB)`));
await ensureChromium(say('Chromium (about a minute)'));
await ensureQueuePrograms(say('Redis and PostgreSQL (about a minute)'));
