import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';

const ROOT = resolve(__dirname, '../..');
/** What an icon is drawn on in n8n, by theme. */
const GROUNDS = { light: '#ffffff', dark: '#2b2b2b' } as const;
/** What WCAG asks of graphics. */
const LEAST_CONTRAST = 3;

const NODES = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
].map(({ description }) => description);
const CREDENTIALS = [new CxoneOAuth2Api(), new CxoneAccessKeyApi()];

function svgOf({ icon }: { icon?: unknown }, theme: keyof typeof GROUNDS): string {
	const address = (icon as Record<string, string>)[theme];
	return readFileSync(join(ROOT, 'icons', address.split('/icons/')[1]), 'utf8');
}

function coloursOf(svg: string): string[] {
	return [...new Set(Array.from(svg.matchAll(/"(#[0-9a-f]{6})"/g), ([, colour]) => colour))];
}

/** Relative luminance by WCAG 2. */
function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
	const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
	return (light + 0.05) / (dark + 0.05);
}

test('the contrast of black and white is 21, and of a known pair what WCAG says', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('in the theme %s', (theme) => {
	test('each node has an icon of its own, and the credentials that of the package', () => {
		const drawn = NODES.map((node) => svgOf(node, theme));
		expect(new Set(drawn).size).toBe(NODES.length);
		const ofCredentials = new Set(CREDENTIALS.map((credential) => svgOf(credential, theme)));
		expect(ofCredentials.size).toBe(1);
		expect(drawn).not.toContain([...ofCredentials][0]);
	});

	test('all have the same two colours, which stand out from the ground', () => {
		const colours = [...NODES, ...CREDENTIALS].map((type) => coloursOf(svgOf(type, theme)).sort());
		expect(new Set(colours.map(String)).size).toBe(1);
		expect(colours[0]).toHaveLength(2);
		for (const colour of colours[0])
			expect(contrast(colour, GROUNDS[theme])).toBeGreaterThanOrEqual(LEAST_CONTRAST);
	});
});
