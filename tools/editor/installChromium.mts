/** `tsx tools/editor/installChromium.mts`: makes sure that there is a Chromium for the tests in the editor. */
import { ensureChromium } from './chromium.mts';

console.log(`Chromium: ${await ensureChromium(() => console.log('Installing Chromium …'))}`);
