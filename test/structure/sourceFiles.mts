import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** The TypeScript files under a folder of the project, relative to its root, with `/` between folders. */
export function sourceFilesUnder(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.sort();
}

/** The files that git tracks and that are there; undefined without git, or outside a work tree of its own. */
export function trackedFiles(): string[] | undefined {
	if (!existsSync(join(ROOT, '.git'))) return undefined;
	// A container may run the tests as another user than the owner of the folder, which git would refuse.
	const { error, status, stdout, stderr } = spawnSync(
		'git',
		['-c', 'safe.directory=*', 'ls-files', '-z'],
		{ cwd: ROOT, encoding: 'utf8' },
	);
	if (error !== undefined && 'code' in error && error.code === 'ENOENT') return undefined;
	if (status !== 0) throw error ?? new Error(stderr);
	return stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** The text of a file of the project. */
export function textOf(file: string): string {
	return readFileSync(join(ROOT, file), 'utf8');
}

/** Every module that a file names: `import` (types too), `export … from`, `import()` and `require()`. */
export function importsOf(file: string): string[] {
	const { importedFiles } = ts.preProcessFile(textOf(file), true, true);
	return importedFiles.map(({ fileName }) => fileName);
}

/** What a file with this text exports without a docstring, as `file: name`. */
export function undocumentedExportsOf(file: string, text: string): string[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	return source.statements
		.filter(
			(statement) => isExported(statement) && ts.getJSDocCommentsAndTags(statement).length === 0,
		)
		.map((statement) => `${file}: ${nameOf(statement)}`);
}

function isExported(statement: ts.Statement): boolean {
	return (
		ts.canHaveModifiers(statement) &&
		ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
	);
}

function nameOf(statement: ts.Statement): string {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.map(({ name }) => name.getText()).join(', ');
	}
	const { name } = statement as ts.DeclarationStatement;
	return name?.getText() ?? statement.getText().slice(0, 40);
}
