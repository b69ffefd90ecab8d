import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runNode, type NodeRunOptions, type TestedNodeRun } from '../support/engine.mts';
import { AS_OF, daysAgo, score, scoresOf } from './scoreRuns.mts';
import { yearOfCalls } from './searchRuns.mts';

/** Makes a report without a reference time: the rows tell it. */
async function report(
	rows: object[],
	parameters: INodeParameters = {},
	options: Omit<NodeRunOptions, 'parameters' | 'items'> = {},
): Promise<TestedNodeRun> {
	return await runNode(CxoneRfScore, {
		...options,
		parameters: { operation: 'report', ...parameters },
		items: jsonItems(...(rows as IDataObject[])),
	});
}

/** The scored contacts of a year of calls, as the node gives them. */
async function scoredContacts(parameters: INodeParameters = {}): Promise<object[]> {
	return scoresOf(await score(yearOfCalls(150, 2_500), parameters));
}

function markdownOf({ items }: TestedNodeRun): string {
	expect(items).toHaveLength(1);
	return String(items[0].json.markdown);
}

function pictureOf({ binary }: INodeExecutionData): Buffer {
	return Buffer.from(binary?.report.data ?? '', 'base64');
}

function hashOf(item: INodeExecutionData): string {
	const { html, markdown } = item.json;
	return createHash('sha256')
		.update(`${String(html)}\0${String(markdown)}\0`)
		.update(pictureOf(item))
		.digest('hex');
}

/** The chunks of a PNG file by name. */
function chunksOf(file: Buffer): Map<string, Buffer> {
	const chunks = new Map<string, Buffer>();
	for (let at = 8; at < file.length; ) {
		const length = file.readUInt32BE(at);
		chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return chunks;
}

describe('a report', () => {
	it('is one item of HTML, Markdown and a PNG, from all the contacts that Score Contacts gives', async () => {
		const rows = await scoredContacts();

		const run = await report(rows);

		expect(run.error).toBeUndefined();
		const [item] = run.items;
		expect(Object.keys(item.json)).toEqual(['html', 'markdown']);
		expect(markdownOf(run)).toContain(`# Who to call: ${rows.length} contacts\n\nAs of 4 May 2026`);
		expect(item.json.html).toContain(`Who to call: ${rows.length} contacts</h1>`);
		expect(item.binary?.report).toMatchObject({
			mimeType: 'image/png',
			fileName: 'rf-score-report.png',
			fileExtension: 'png',
		});
		expect(item.pairedItem).toEqual(rows.map((_, index) => ({ item: index })));
		expect(run.node?.outputs).toHaveLength(1);
		expect(run.node?.hints ?? []).toEqual([]);
	});

	it('is a picture that a decoder of PNG reads, as wide as said', async () => {
		const [item] = (await report(await scoredContacts())).items;
		const file = pictureOf(item);
		const chunks = chunksOf(file);
		const [width, height] = [0, 4].map((at) => chunks.get('IHDR')?.readUInt32BE(at) ?? 0);

		expect(file.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
		expect([...chunks.keys()]).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
		expect(width).toBe(1280);
		const pixels = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
		expect(pixels).toHaveLength(height * (1 + 3 * width));
	});

	it('has the same bytes for the same contacts, whenever and wherever it is made', async () => {
		const rows = await scoredContacts();

		const first = await report(rows);
		const later = await report([...rows].reverse(), {}, { timezone: 'Asia/Tokyo' });

		expect(hashOf(later.items[0])).toBe(hashOf(first.items[0]));
	});

	it('tells of nobody who he is', async () => {
		const phone = '+49 170 5550123';
		const rows = [
			{ contactId: phone, score: 80, priority: 'high', frequency: 3, daysSince: 1, phone },
			{ contactId: 'Jane Roe', outcome: 'rejected', reason: `Jane Roe, ${phone}` },
			{ contactId: 'x', score: 'call Jane', phone, priority: `<b>${phone}</b>` },
		];

		const run = await report(rows);

		const [item] = run.items;
		const said = JSON.stringify([item.json, run.node?.hints]);
		expect(said).not.toMatch(/Jane|Roe|5550123|170 /);
		expect(markdownOf(run)).toContain('**Held back:** 1: other reasons 1');
	});

	it.each([
		['heldBack', 'doNotCall', '1: do not call 1'],
		['rejected', 'calledLately', '1: called lately 1'],
		['rejected', undefined, '1: no reason given 1'],
	])(
		'counts a contact that is %s for %s apart from those to call',
		async (outcome, reason, text) => {
			const rows = [
				{ contactId: 'a', score: 80, priority: 'high', frequency: 3, daysSince: 1 },
				{
					contactId: 'b',
					score: 90,
					priority: 'high',
					frequency: 3,
					daysSince: 1,
					outcome,
					reason,
				},
			];

			const markdown = markdownOf(await report(rows));

			expect(markdown).toContain('# Who to call: 1 contact\n');
			expect(markdown).toContain(`**Held back:** ${text}`);
		},
	);

	it('counts a contact once, held back where one of its rows says so', async () => {
		const scored = { score: 80, priority: 'high', frequency: 3, daysSince: 1 };
		const rows = [
			{ contactId: 'a', ...scored },
			{ contactId: 'b', ...scored },
			{ contactId: 'a', outcome: 'rejected', reason: 'finished' },
			{ contactId: 'b', outcome: 'accepted' },
			{ contactId: 'b', outcome: 'duplicate' },
			{ contactId: 'b', ...scored, score: 90 },
		];

		const markdown = markdownOf(await report(rows));

		expect(markdown).toContain('# Who to call: 1 contact\n');
		expect(markdown).toContain('**Held back:** 1: finished 1');
		expect(markdown).toContain('**Left out:** 1 row of a contact counted already');
	});

	it('leaves out what is no scored contact, and says so', async () => {
		const run = await report([
			{ contactId: 'a', score: 80, priority: 'high', frequency: 3, daysSince: 1 },
			{ error: 'no such contact' },
		]);

		expect(markdownOf(run)).toContain('**Left out:** 1 row that cannot be read');
		expect(run.node?.hints).toMatchObject([
			{ message: expect.stringContaining('1 of 2 items left out') },
		]);
	});

	it('fails what is no scored contact where that is asked for', async () => {
		const run = await report(
			[
				{ error: 'no such contact' },
				{ contactId: 'a', score: 80, priority: 'high', frequency: 3, daysSince: 1 },
			],
			{ options: { onInvalidItem: 'error' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(run.items).toHaveLength(1);
		expect(run.items[0].pairedItem).toEqual({ item: 1 });
		expect(run.errorItems).toMatchObject([
			{ json: { error: 'The item is not a scored contact' }, pairedItem: { item: 0 } },
		]);
	});

	it('stops where no item is a scored contact', async () => {
		const run = await report(yearOfCalls(5, 20));

		expect(run.error?.message).toBe('No item is a scored contact');
		expect(run.error?.description).toContain("'Score Contacts'");
	});

	it('tells of no contacts when there is no item', async () => {
		expect(markdownOf(await report([{}]))).toContain('# Who to call: 0 contacts');
	});
});

describe('what cut the segments', () => {
	it('is told by the thresholds', async () => {
		const parameters = { highThreshold: 60, mediumThreshold: 20 };

		const markdown = markdownOf(await report(await scoredContacts(parameters), parameters));

		expect(markdown).toMatch(/\*\*High\*\* .* score 60 or more \|/);
		expect(markdown).toMatch(/\*\*Medium\*\* .* 20 to below 60 \|/);
		expect(markdown).toMatch(/\*\*Low\*\* .* below 20 \|/);
	});

	it('is told by the scores that were found, where the rows follow other thresholds', async () => {
		const rows = await scoredContacts({ highThreshold: 60, mediumThreshold: 20 });

		const run = await report(rows);

		expect(markdownOf(run)).toMatch(/\*\*High\*\* .* scores 6\d(?:\.\d)? to \d+(?:\.\d)? \|/);
		expect(markdownOf(run)).toContain('**Thresholds:** ');
		expect(run.node?.hints).toMatchObject([
			{ message: expect.stringContaining('another priority') },
		]);
	});

	it('is told by the shares', async () => {
		const parameters = { thresholdsBy: 'share', highSharePercent: 5 };

		const markdown = markdownOf(await report(await scoredContacts(parameters), parameters));

		expect(markdown).toContain('High is the best 5 %, medium the next 30 %');
		expect(markdown).not.toContain('**Thresholds:**');
	});

	it('is told with the contacts that rest', async () => {
		const rows = await scoredContacts({ restDays: 20 });

		const run = await report(rows);

		expect(markdownOf(run)).toMatch(/\*\*Resting:\*\* \d+ called lately, low whatever their score/);
		expect(run.node?.hints ?? []).toEqual([]);
	});
});

describe('the as-of time', () => {
	const row = { contactId: 'a', score: 50, priority: 'medium', frequency: 2 };

	it('is the one of the rows, whatever the parameter says', async () => {
		const rows = scoresOf(await score([{ contactId: 'a', startTime: daysAgo(2) }]));

		const run = await report(rows, { referenceTime: '2027-01-01T00:00:00Z' });

		expect(markdownOf(run)).toContain('As of 4 May 2026, 12:00 UTC');
		expect(markdownOf(run)).toContain('**Median:** 2 days since the last call, 1 call\n');
	});

	it('is the one of the parameter for rows that tell none', async () => {
		const run = await report([{ ...row, lastInteraction: daysAgo(40) }], { referenceTime: AS_OF });

		expect(markdownOf(run)).toContain('As of 4 May 2026, 12:00 UTC');
		expect(markdownOf(run)).toContain('**Median:** 40 days since the last call, 2 calls');
	});

	it('is told as several where contacts were scored at several times', async () => {
		const lastInteraction = daysAgo(10);
		const rows = [
			{ ...row, lastInteraction, daysSince: 8 },
			{ ...row, contactId: 'b', lastInteraction, daysSince: 10 },
		];

		expect(markdownOf(await report(rows))).toContain(
			'As of several times, 2 May 2026, 12:00 UTC to 4 May 2026, 12:00 UTC',
		);
	});
});

describe('the operation', () => {
	it('is scoring in a workflow that names none', async () => {
		const history = yearOfCalls(50, 500);

		const named = await score(history, { operation: 'score' });
		const unnamed = await score(history);

		expect(unnamed.items).toEqual(named.items);
		expect(scoresOf(unnamed)).not.toEqual([]);
	});

	it('has one output for a report, also where scores were split', async () => {
		const run = await report(await scoredContacts(), { splitBySegment: true });

		expect(run.error).toBeUndefined();
		expect(run.node?.outputs).toHaveLength(1);
	});

	it('is refused when it is none of the two', async () => {
		const run = await score([{ contactId: 'a', startTime: daysAgo(1) }], { operation: 'draw' });

		expect(run.error?.message).toBe("'Operation' is none of its choices");
	});
});
