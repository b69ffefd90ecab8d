import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

import { OWNER } from '../n8n/n8nClient.mts';
import { ensureChromium } from './chromium.mts';

/** Keeps Chromium from everything but the pages it is sent to; it runs as root in containers. */
const CHROMIUM_ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const VIEWPORT = { width: 1440, height: 900 };
const READY_WITHIN_MS = 60_000;
const STEP_WITHIN_MS = 20_000;

/** How an editor is opened. */
export interface EditorOptions {
	/** Address of n8n, without slash at the end. */
	url: string;
	/** Light by default. */
	theme?: 'light' | 'dark';
	/** Pixels of a picture for one of the page; 1 by default. */
	scale?: number;
}

/** A running Chromium, logged in to n8n's editor as the owner. */
export interface Editor {
	/** Address of n8n, without slash at the end. */
	url: string;
	page: Page;
	/** Errors that the pages threw so far. */
	pageErrors: string[];
	close: () => Promise<void>;
}

/** What an element of the editor is found by; n8n's own tests use the same mark. */
export function byTestId(scope: Page | Locator, testId: string): Locator {
	return scope.locator(`[data-test-id="${testId}"]`);
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	const form = byTestId(page, 'auth-form');
	await form.locator('input[type="email"]').fill(OWNER.email, { timeout: READY_WITHIN_MS });
	await form.locator('input[type="password"]').fill(OWNER.password);
	await byTestId(page, 'form-submit-button').click();
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

async function openPage(browser: Browser, options: EditorOptions): Promise<Editor> {
	const { url, theme = 'light', scale = 1 } = options;
	const context = await browser.newContext({
		viewport: VIEWPORT,
		deviceScaleFactor: scale,
		locale: 'en-US',
		timezoneId: 'UTC',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(STEP_WITHIN_MS);
	const entry = JSON.stringify(theme);
	await context.addInitScript(`localStorage.setItem('N8N_THEME', ${entry})`);
	const page = await context.newPage();
	const pageErrors: string[] = [];
	page.on('pageerror', ({ message }) => pageErrors.push(message));
	await logIn(page, url);
	return { url, page, pageErrors, close: async () => await browser.close() };
}

/** Starts Chromium and logs in. Installs Chromium where that is possible; throws when there is none. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
	const browser = await chromium.launch({
		executablePath: await ensureChromium(),
		args: CHROMIUM_ARGUMENTS,
	});
	try {
		return await openPage(browser, options);
	} catch (error) {
		await browser.close();
		throw error;
	}
}
