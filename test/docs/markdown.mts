import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```/gm;
/** Images are written by their address on GitHub, because npm shows no others. */
const RAW_ROOT = 'https://raw.githubusercontent.com/n8n-nodes-cxone/n8n-nodes-cxone/main/';
const BLOB_ROOT = 'https://github.com/n8n-nodes-cxone/n8n-nodes-cxone/blob/main/';

/** The files for readers, as paths from the root. */
export const DOCUMENTS = [
	'README.md',
	'CHANGELOG.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
];

/** The text of a document. */
export function readDocument(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** The code blocks of a language. */
export function codeBlocks(text: string, language: string): string[] {
	return [...text.matchAll(FENCE)]
		.filter((match) => match[1] === language)
		.map(([, , code]) => code);
}

/** The rows of all tables as cells without the padding; `\|` is a bar inside a cell. */
export function tableRows(text: string): string[][] {
	return text
		.replace(FENCE, '')
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) =>
			line
				.split(/(?<!\\)\|/)
				.slice(1, -1)
				.map((cell) => cell.trim().replaceAll('\\|', '|')),
		);
}

function anchorsOf(text: string): string[] {
	const headings = text.replace(FENCE, '').matchAll(/^#+ (.*)$/gm);
	return Array.from(headings, ([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

/** The file of the repository that an address means, or undefined for one elsewhere. */
export function fileOfAddress(path: string, address: string): string | undefined {
	for (const root of [RAW_ROOT, BLOB_ROOT])
		if (address.startsWith(root)) return address.slice(root.length);
	if (/^[a-z]+:/i.test(address)) return undefined;
	const [file] = address.split('#');
	return file === '' ? path : posix.join(dirname(path), file);
}

/** Links and images of a document that lead to no file or heading, as they are written. */
export function deadLinks(path: string, text: string): string[] {
	const addresses = Array.from(
		text.replace(FENCE, '').matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm),
		([, inline, reference]) => inline ?? reference,
	);
	return addresses.filter((address) => {
		const file = fileOfAddress(path, address);
		if (file === undefined) return false;
		if (file.startsWith('..') || !existsSync(join(ROOT, file))) return true;
		const [, anchor] = address.split('#');
		return anchor !== undefined && !anchorsOf(readDocument(file)).includes(anchor);
	});
}
