import type { CompletedContact } from '../../../nodes/shared/core/completedContact.ts';
import { isProven, proofQuestions, type ProofQuestion } from '../../../nodes/shared/core/askBy.ts';
import { LONGEST_RANGE_MS } from '../../../nodes/shared/core/completedContactWindows.ts';
import { spellingsOf } from '../../../nodes/shared/core/phone.ts';
import { DAY_MS } from '../../../nodes/shared/core/time.ts';
import { textOf } from '../../../nodes/shared/cxone/acd/values.ts';
import { NEWER, OLDER } from '../../../nodes/shared/cxone/acd/dialects.ts';
import type { Check } from '../checkContext.mts';
import { askContacts } from '../contactWindows.mts';
import { countsOf, countsText, spellingName } from '../judgments.mts';
import { dialectOf, readContacts, type Sample } from '../sample.mts';
import { outcomeText, rowsOf } from '../tenantReader.mts';

type Side = ProofQuestion['side'];

const SIDES: readonly Side[] = ['from', 'to'];
const TOP = '100';
/** About as many rows as the nodes' looks of a year show. */
const PROOF_ROWS = 12;
/** What a filter did. */
const FILTERS = 'filters';
const IGNORED = 'is ignored';

/**
 * A phone to ask for: in the spelling that most have on a side, and of these the one that fewest rows have, as what comes
 * back for it tells most. Undefined where all rows have one address.
 */
function questionOf({ contacts }: Sample, side: Side, { read }: Check): ProofQuestion | undefined {
	if (new Set(contacts.map((contact) => contact[side])).size < 2) return undefined;
	const phones = contacts.filter((contact) => read(contact[side]).kind === 'phone');
	const nameOf = (contact: CompletedContact) => spellingName(contact[side], read);
	const [usual] = countsOf(phones.map(nameOf))[0] ?? [];
	const alike = phones.filter((contact) => nameOf(contact) === usual);
	const rarest = countsOf(alike.map((contact) => contact[side])).at(-1)?.[0];
	const contact = alike.find((one) => one[side] === rarest);
	return contact && { side, address: contact[side], contactId: contact.id };
}

/** Asks with a filter and says what it did, judged by `isRight` of the rows that came. */
async function tryFilter(
	check: Check,
	sample: Sample,
	filter: Record<string, string>,
	isRight: (answer: CompletedContact[], rows: readonly unknown[]) => boolean,
): Promise<string> {
	const outcome = await askContacts(check, sample.window, { ...sample.qs, top: TOP, ...filter });
	const rows = rowsOf(outcome);
	if (rows === undefined) return outcomeText(outcome);
	if (rows.length === 0) return 'gives no rows';
	const { contacts } = readContacts(rows);
	if (isRight(contacts, rows)) return FILTERS;
	const idsOf = (some: CompletedContact[]) => some.map(({ id }) => id).join();
	const unfiltered = sample.contacts.slice(0, contacts.length);
	return idsOf(contacts) === idsOf(unfiltered) ? IGNORED : 'gives other rows too';
}

async function addSide(check: Check, sample: Sample, side: Side): Promise<void> {
	const question = questionOf(sample, side, check);
	const subject = `The filter by ${side === 'from' ? 'caller' : 'called'} address`;
	if (question === undefined) {
		const found = 'no phone among several addresses of that side was seen';
		check.report.add(`addresses.${side}`, subject, 'unknown', found);
		return;
	}
	const { address } = question;
	const results: Record<string, string> = {};
	for (const name of [NEWER[side], OLDER[side]]) {
		check.say(`Filter ${name}`);
		results[name] = await tryFilter(check, sample, { [name]: address }, (answer) =>
			isProven(question, answer, check.read),
		);
	}
	const answer = Object.entries(results)
		.map(([name, result]) => `${name} ${result}`)
		.join(', ');
	const found = `a row's own address, spelled as in the row: ${spellingName(address, check.read)}`;
	check.report.add(`addresses.${side}`, subject, answer, found, results);
	const working = Object.keys(results).find((name) => results[name] === FILTERS);
	if (working !== undefined) await addSpellings(check, sample, question, working);
}

/** Which spellings of a number find its row. */
async function addSpellings(
	check: Check,
	sample: Sample,
	question: ProofQuestion,
	name: string,
): Promise<void> {
	const { read, report } = check;
	const { e164 } = read(question.address);
	if (e164 === undefined) return;
	const results: Record<string, string> = {};
	for (const spelling of spellingsOf(e164, read)) {
		const qs = { ...sample.qs, top: TOP, [name]: spelling };
		const outcome = await askContacts(check, sample.window, qs);
		const { contacts } = readContacts(rowsOf(outcome) ?? []);
		const isFound = contacts.some(({ id }) => id === question.contactId);
		results[spellingName(spelling, read)] =
			outcome.kind === 'done' ? (isFound ? 'found' : 'not found') : outcomeText(outcome);
	}
	report.add(
		`addresses.${question.side}Spellings`,
		`Spellings that find a row by ${name}`,
		Object.entries(results)
			.map(([spelling, result]) => `${spelling} ${result}`)
			.join(', '),
		`the row has it as ${spellingName(question.address, read)}`,
		results,
	);
}

function addFormats({ report, read }: Check, { contacts }: Sample): void {
	const addresses = contacts.flatMap(({ from, to }) => [from, to]);
	const counts = countsOf(addresses.map((address) => spellingName(address, read)));
	const notAsked = addresses.filter((address) => {
		const { kind, e164 } = read(address);
		return kind === 'phone' && e164 !== undefined && !spellingsOf(e164, read).includes(address);
	});
	report.add(
		'addresses.formats',
		'How addresses are spelled in rows',
		countsText(counts),
		`${addresses.length} addresses; ${notAsked.length} phones in a spelling that the nodes do not ask for`,
		Object.fromEntries(counts),
	);
}

async function addOthers(check: Check, sample: Sample): Promise<void> {
	const { report } = check;
	const { contacts, rows } = sample;
	const unknown = await tryFilter(check, sample, { checkTenantUnknown: '1' }, () => false);
	report.add('addresses.unknown', 'A filter that does not exist', unknown, 'one request');

	const hasOthers = contacts.some(({ mediaTypeId }) => mediaTypeId !== 4);
	const media = await tryFilter(check, sample, { mediaTypeId: '4' }, (answer) =>
		answer.every(({ mediaTypeId }) => mediaTypeId === 4),
	);
	report.add(
		'addresses.mediaType',
		'The filter mediaTypeId',
		hasOthers ? media : 'unknown',
		hasOthers ? 'one request for phone calls' : 'only phone calls were seen',
	);

	const skillOf = (row: unknown) => textOf(Object(row), 'skillId');
	const skills = countsOf(rows.flatMap((row) => skillOf(row) ?? []));
	const skillId = skills.at(-1)?.[0];
	if (skillId === undefined || skills.length < 2) {
		report.add('addresses.skill', 'The filter skillId', 'unknown', 'not two skills were seen');
		return;
	}
	const bySkill = await tryFilter(check, sample, { skillId }, (_, answer) =>
		answer.every((row) => skillOf(row) === skillId),
	);
	report.add('addresses.skill', 'The filter skillId', bySkill, 'one request for one skill');
}

/** Whether the nodes' own proof, without which they do not search by address, can be asked and holds. */
async function addProof(check: Check, sample: Sample): Promise<void> {
	const { report, read } = check;
	const step = Math.ceil(sample.contacts.length / PROOF_ROWS);
	const seen = sample.contacts.filter((_, at) => at % step === 0);
	const questions = proofQuestions(seen, read);
	const names = dialectOf(sample.rows) === 'older' ? OLDER : NEWER;
	const failed: string[] = [];
	for (const question of questions ?? []) {
		const qs = { ...sample.qs, top: TOP, [names[question.side]]: question.address };
		const outcome = await askContacts(check, sample.window, qs);
		const { contacts } = readContacts(rowsOf(outcome) ?? []);
		if (!isProven(question, contacts, read)) failed.push(names[question.side]);
	}
	report.add(
		'addresses.proof',
		"The nodes' proof that addresses can be asked for",
		questions === undefined
			? 'cannot be asked: no phones on both sides, or one in a spelling that is not asked for'
			: failed.length === 0
				? 'holds'
				: `fails for ${failed.join(', ')}`,
		`${seen.length} rows`,
	);
}

/** What filters of completed contacts do. */
export async function askFilters(check: Check, sample: Sample): Promise<void> {
	if (sample.contacts.length === 0) return;
	addFormats(check, sample);
	await addProof(check, sample);
	for (const side of SIDES) await addSide(check, sample, side);
	await addOthers(check, sample);
}

/** Whether a range longer than 30 days is refused, and by which text. */
export async function askLongRange(check: Check): Promise<void> {
	const { nowMs, report } = check;
	const window = { startMs: nowMs - LONGEST_RANGE_MS - DAY_MS, endMs: nowMs };
	const outcome = await askContacts(check, window, { skip: '0', top: '1' });
	const isGiven = outcome.kind === 'done';
	report.add(
		'history.longRange',
		'A range of 31 days',
		isGiven ? 'not refused' : outcomeText(outcome),
		'one request',
	);
}
