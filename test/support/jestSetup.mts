import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { setEngineEnvironment } from '../../tools/engine/engineEnvironment.mts';

// A folder for each worker, so that no two engines write one settings file.
const userFolder = join(
	String(process.env.CXONE_JEST_FOLDER),
	`worker-${process.env.JEST_WORKER_ID}`,
);
mkdirSync(userFolder, { recursive: true });
setEngineEnvironment(userFolder);
