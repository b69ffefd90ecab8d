// n8n, Chromium and two databases on a busy machine: what fails by chance passes the second time, and both are printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
