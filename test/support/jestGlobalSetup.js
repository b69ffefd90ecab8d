const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes the folder under which each worker's engine gets its own; workers inherit the variable. */
module.exports = function jestGlobalSetup() {
	process.env.CXONE_JEST_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-jest-'));
};
