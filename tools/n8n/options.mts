import { parseCommandLine, UsageError, type CliOptions } from '../../sandbox/cliOptions.mts';
import { isN8nLine, N8N_LINE_NAMES, NEWEST_N8N, type N8nLine } from './installN8n.mts';

/** How to use the command. */
export const USAGE = `The whole n8n with this package, a CXone sandbox, a credential for it and the example workflows.

Usage: npm run n8n -- [version line] [options]
       npm run dev -- the same, and what you change is built and loaded while n8n runs

  version line    ${N8N_LINE_NAMES.join(' or ')} (default ${NEWEST_N8N})
  --keep          keep n8n's folder for the next start with --keep: workflows, credentials, executions
  --watch         as npm run dev
  --help          this text

All options of the sandbox can be given too, such as --contacts 50 or --fault '<rule>':
npm run sandbox -- --help names them.
`;

/** What the command line asks for. */
export interface N8nOptions {
	isHelpAsked: boolean;
	line: N8nLine;
	/** Whether n8n's folder stays for the next start. */
	isKept: boolean;
	/** Whether changed sources are built and loaded while n8n runs. */
	isWatched: boolean;
	/** The sandbox's options, as its own command reads them; it listens on any free port if none is named. */
	sandbox: CliOptions;
}

const OWN_OPTIONS = ['--keep', '--watch', '--help'];

/** Reads the command line (without the program's name). Throws a UsageError for what cannot be followed. */
export function parseN8nOptions(args: string[]): N8nOptions {
	const others = args.filter((arg) => !OWN_OPTIONS.includes(arg));
	const [first = ''] = others;
	const isLineNamed = first !== '' && !first.startsWith('-');
	if (isLineNamed && !isN8nLine(first))
		throw new UsageError(`No such version: ${first}. There are ${N8N_LINE_NAMES.join(' and ')}.`);
	const forSandbox = isLineNamed ? others.slice(1) : others;
	const isPortNamed = forSandbox.some((arg) => /^--port(=|$)/.test(arg));
	return {
		isHelpAsked: args.includes('--help'),
		line: isN8nLine(first) ? first : NEWEST_N8N,
		isKept: args.includes('--keep'),
		isWatched: args.includes('--watch'),
		sandbox: parseCommandLine(isPortNamed ? forSandbox : ['--port', '0', ...forSandbox]),
	};
}
