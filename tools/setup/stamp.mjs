import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The facts noted in a stamp file; undefined when there is none or it cannot be read as one. */
export function readStamp(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** Notes facts (an object of texts) in a stamp file, and makes its folder. */
export function writeStamp(file, facts) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `${JSON.stringify(facts, undefined, '\t')}\n`);
}

/** Whether the stamp holds exactly these facts. */
export function isSameStamp(stamp, facts) {
	return Object.entries(facts).every(([name, value]) => stamp?.[name] === value);
}
