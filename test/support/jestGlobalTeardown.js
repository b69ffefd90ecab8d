const { rmSync } = require('node:fs');

/** Removes what the engines of all workers wrote. */
module.exports = function jestGlobalTeardown() {
	rmSync(process.env.CXONE_JEST_FOLDER, { recursive: true, force: true });
};
