import { addressKey, toOwnNumbers } from '../../../nodes/shared/core/customer.ts';
import { getPointsOfContact } from '../../../nodes/shared/cxone/acd/calls.ts';
import { textOf } from '../../../nodes/shared/cxone/acd/values.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { countsOf, countsText } from '../judgments.mts';
import { fieldNames } from '../safeText.mts';
import type { Sample } from '../sample.mts';
import { outcomeText } from '../tenantReader.mts';

const ADDRESS_FIELD = 'contactAddress';
const VOICE = 4;

/** The tenant's own numbers, and whether they are the tenant's sides of its contacts. */
export function addOwnNumbers(check: Check, sample: Sample | undefined): void {
	const { report, read } = check;
	const outcome = firstOf(check, getPointsOfContact);
	const question = 'Points of contact';
	if (outcome.kind !== 'done') {
		report.add('numbers.count', question, outcomeText(outcome), getPointsOfContact.path);
		return;
	}
	const { rows } = outcome.answer;
	const addresses = rows.flatMap((row) => textOf(row, ADDRESS_FIELD) ?? []);
	const kinds = countsOf(addresses.map((address) => read(address).kind));
	const fields = fieldNames(rows.flatMap((row) => Object.keys(row)));
	report.add(
		'numbers.count',
		question,
		`${rows.length}, ${addresses.length} with an address: ${countsText(kinds)}`,
		`the field ${ADDRESS_FIELD}`,
		{ count: rows.length, fields },
	);

	const own = toOwnNumbers(addresses, [], read);
	const calls = (sample?.contacts ?? []).filter(({ mediaTypeId }) => mediaTypeId === VOICE);
	const shareOf = (isOutbound: boolean) => {
		const some = calls.filter((contact) => contact.isOutbound === isOutbound);
		const known = some.filter(({ from, to }) =>
			own.keys.has(addressKey(isOutbound ? from : to, read)),
		);
		return { of: some.length, known: known.length };
	};
	const [inbound, outbound] = [shareOf(false), shareOf(true)];
	report.add(
		'numbers.sides',
		"Whether the tenant's side of a call is among them",
		calls.length === 0
			? 'unknown'
			: `inbound ${inbound.known} of ${inbound.of}, outbound ${outbound.known} of ${outbound.of}`,
		`${calls.length} phone calls`,
		{ inbound, outbound },
	);
}
