const config = require('./jest.config.js');

/** Tests in the whole n8n: slow to start, so they run by themselves, one file at a time. */
module.exports = {
	...config,
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	testPathIgnorePatterns: [],
	maxWorkers: 1,
	testTimeout: 180_000,
	setupFilesAfterEnv: ['<rootDir>/test/e2e/support/retryOnce.mts'],
};
