import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { campaign, shareSandbox, shortenWaits, shownTexts, upsert } from './outboundRuns.mts';
import { score } from './scoreRuns.mts';
import { search } from './searchRuns.mts';

shortenWaits();
const shared = shareSandbox();
const PHONE = '+15550100';
const DIAGNOSIS = 'diabetes';

type Run = (parameters: INodeParameters, item: IDataObject) => ReturnType<typeof score>;
const inUpsert: Run = (parameters, item) =>
	upsert(shared.sandbox, { items: jsonItems(item), parameters });
const inSearch: Run = (parameters, item) =>
	search(shared.sandbox, parameters, { items: jsonItems(item) });
const inCampaign: Run = (parameters, item) =>
	campaign(shared.sandbox, { items: jsonItems({ listId: 'l', ...item }), parameters });
const inScore: Run = (parameters, item) =>
	score([item], { options: { onInvalidItem: 'error' }, ...parameters });

const item = { contactId: 'A', priority: 'high', phone: PHONE, illness: DIAGNOSIS, startTime: 'x' };

it.each<[string, Run, INodeParameters, string]>([
	['Contact ID Field', inUpsert, { contactIdField: '={{ $json.phone }}' }, 'no contact ID'],
	[
		'Contact ID Field',
		inUpsert,
		{ contactIdField: '=contactId {{ $json.phone }}' },
		'no contact ID',
	],
	['Contact ID Field', inSearch, { contactIdField: '={{ $json.phone }}' }, 'no contact ID'],
	['Contact ID Field', inScore, { contactIdField: '={{ $json.phone }}' }, 'no contact ID'],
	['Segment Field', inUpsert, { segmentField: '={{ $json.illness }}' }, 'no segment'],
	['Segment', inCampaign, { segment: '={{ $json.illness }}' }, 'none of high, medium and low'],
	['Start Time Field', inScore, { startTimeField: '={{ $json.phone }}' }, 'No item has'],
	[
		'Frequency Field',
		inScore,
		{ frequencyField: '={{ $json.illness }}', inputData: 'contactSummary' },
		'No item has',
	],
])('%s of %p never shows what an expression gave', async (displayName, run, parameters, part) => {
	const ended = await run(parameters, item);
	const texts = shownTexts(ended);

	expect(ended.error?.message).toContain(part);
	expect(texts).toContain(displayName);
	// The items and parameters stand in the run's data, not in these two.
	const said = `${ended.error?.message} ${ended.error?.description}`;
	expect(said).not.toContain(PHONE);
	expect(said).not.toContain(DIAGNOSIS);
});

it('shows a name that a person typed', async () => {
	const ended = await inUpsert({ contactIdField: 'no.such' }, item);
	expect(ended.error?.message).toBe("The item has no contact ID in the field 'no.such'");
	const segment = await inCampaign({ segment: 'gold' }, item);
	expect(segment.error?.message).toContain("'gold'");
});

it.each([PHONE, 'Ada Lovelace, Vienna', 'x'.repeat(41)])(
	'does not show the field %j of an item',
	async (field) => {
		const upserted = await inUpsert({ attributes: 'all' }, { ...item, [field]: Number.NaN });
		const scored = await inScore({}, { contactId: 'A', [field]: 1, at: 2 });

		expect(upserted.error?.message).toBe(
			'A field of the item holds a value that JSON cannot carry',
		);
		expect(scored.error?.description).toContain(
			"The items have the fields 'contactId', 'at' and others.",
		);
		expect(`${scored.error?.message} ${scored.error?.description}`).not.toContain(field);
	},
);
