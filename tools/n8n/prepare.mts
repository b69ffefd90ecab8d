/**
 * `tsx tools/n8n/prepare.mts [part of a path …]`: installs what those end-to-end tests need and is missing, all of them
 * if none is named, before their clock runs.
 */
import { filesAskedFor, prepareFor } from './e2eNeeds.mts';

await prepareFor(filesAskedFor(process.argv.slice(2)));
