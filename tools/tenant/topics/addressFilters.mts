import type { CompletedContact } from '../../../nodes/shared/core/completedContact.ts';
import { isProven, proofQuestions, type ProofQuestion } from '../../../nodes/shared/core/askBy.ts';
import { spellingsOf } from '../../../nodes/shared/core/phone.ts';
import { NEWER, OLDER } from '../../../nodes/shared/cxone/acd/dialects.ts';
import type { Check } from '../checkContext.mts';
import { askContacts } from '../contactWindows.mts';
import { FILTERS, TOP, tryFilter } from '../filterTrial.mts';
import { countsOf, countsText, spellingName } from '../judgments.mts';
import { dialectOf, readContacts, type Sample } from '../sample.mts';
import { outcomeText, rowsOf } from '../tenantReader.mts';

type Side = ProofQuestion['side'];

const SIDES: readonly Side[] = ['from', 'to'];
/** About as many rows as the nodes' looks of a year show. */
const PROOF_ROWS = 12;

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

/** How addresses are spelled, and what filters by address do. */
export async function askAddressFilters(check: Check, sample: Sample): Promise<void> {
	if (sample.contacts.length === 0) return;
	addFormats(check, sample);
	await addProof(check, sample);
	for (const side of SIDES) await addSide(check, sample, side);
}
