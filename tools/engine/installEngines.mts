import { ENGINE_LINES, ensureEngine, isEngineLine } from './engineLines.mts';

// Usage: installEngines.mts [line …]; all lines if none is named. Prints the modules as JSON.
const requested = process.argv.slice(2);
const unknown = requested.filter((line) => !isEngineLine(line));
if (unknown.length > 0) {
	console.error(`Unknown engine line ${unknown.join(', ')}: known are ${ENGINE_LINES.join(', ')}`);
	process.exitCode = 2;
} else {
	const lines = requested.length > 0 ? requested.filter(isEngineLine) : ENGINE_LINES;
	const paths: Record<string, unknown> = {};
	for (const line of lines) {
		paths[line] = await ensureEngine(line, () =>
			console.error(`Installing n8n's engine ${line} …`),
		);
	}
	console.log(JSON.stringify(paths));
}
