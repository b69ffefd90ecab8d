import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeReportPicture } from '../../tools/editor/reportPicture.mts';

const FILE = join(__dirname, '../../docs/images/report.png');

// When this fails after a change of the report: npx tsx tools/editor/screenshots.mts report, then look at the picture.
test('the picture of a report is the one that the node makes', async () => {
	const made = await makeReportPicture();
	expect(readFileSync(FILE).equals(made)).toBe(true);
});
