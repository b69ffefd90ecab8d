import type { Way } from '../../core/askBy';
import type { NoCustomer } from '../../core/customer';
import type { ContactsLeftOut } from '../../core/masterContacts';

/** Why a way was taken, for people. */
const BECAUSE: Record<Way['by'], Partial<Record<Way['because'], string>>> = {
	days: {
		isCheaper: 'which takes fewer requests than by address',
		isChosen: "as 'Ask By' says",
		allContacts: 'since all contacts were asked for',
		noProof: 'because CXone did not prove that it filters by address',
	},
	address: {
		isCheaper: 'which takes fewer requests than by days',
		isChosen: "as 'Ask By' says",
	},
	refused: {},
};

/** What a contact has instead of a customer, for people. */
const NOBODY: Record<NoCustomer, string> = {
	hidden: 'of hidden callers',
	address: 'of mail or SIP addresses',
	extension: 'of extensions',
	emergency: 'of emergency or short numbers',
	tollFree: 'of toll-free numbers',
	premium: 'of premium numbers',
	impossible: 'of addresses that are no phone number',
	internal: "between two of the tenant's own numbers",
	noOwnSide:
		"between two numbers of which none is the tenant's own (add yours to 'Own Numbers' if customers are among them)",
	noDirection: 'that do not say who called whom',
};

/** Until contacts are in CXone's reports: 15 minutes or more; an hour is on the safe side. */
const WAREHOUSE_MS = 3_600_000;

function counted(count: number, one: string, many: string): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** Gathers what a person should know of the searches of a run. */
export class SearchNotes {
	private readonly ways = new Set<string>();
	private readonly lacked = new Set<string>();
	private readonly leftOut: ContactsLeftOut = {
		attempts: 0,
		children: 0,
		withoutCustomer: new Map(),
	};
	private rows = 0;
	private foreign = 0;
	private unreadable = 0;
	private lacksOwnNumbers = false;
	private isRecent = false;
	private endsBeforeNow = false;
	private goesByEnd = false;

	/** The way that a search was asked. */
	way({ by, because }: Way): void {
		this.ways.add(`CXone was asked by ${by}, ${BECAUSE[by][because] ?? ''}`);
	}

	/** What a query gave: rows, those of another type or skill than its filter, those without an id or a start. */
	read({ rows, foreign, unreadable }: Record<'rows' | 'foreign' | 'unreadable', number>): void {
		this.rows += rows;
		this.foreign += foreign;
		this.unreadable += unreadable;
	}

	/** Fields that rows of this tenant lack. */
	lack(names: readonly string[]): void {
		for (const name of names) this.lacked.add(name);
	}

	/** What a search left out. */
	leave({ attempts, children, withoutCustomer }: ContactsLeftOut): void {
		this.leftOut.attempts += attempts;
		this.leftOut.children += children;
		for (const [reason, count] of withoutCustomer)
			this.leftOut.withoutCustomer.set(
				reason,
				(this.leftOut.withoutCustomer.get(reason) ?? 0) + count,
			);
	}

	/** The tenant's own numbers could not be read, and none were typed. */
	missOwnNumbers(): void {
		this.lacksOwnNumbers = true;
	}

	/** The instant at which a search ends, in milliseconds, and now. */
	end(endMs: number, nowMs: number): void {
		if (endMs > nowMs - WAREHOUSE_MS) this.isRecent = true;
		else this.endsBeforeNow = true;
	}

	/** The service gives contacts of a range that began before it. */
	goByEnd(): void {
		this.goesByEnd = true;
	}

	/** The notes, for hints. */
	texts(): string[] {
		const { rows, foreign, unreadable } = this;
		const notes = Array.from(
			this.ways,
			(way) => `${way}; ${counted(rows, 'contact was', 'contacts were')} read in all.`,
		);
		const left = this.leftOutTexts();
		if (left.length > 0) notes.push(`No interactions, and left out: ${left.join('; ')}.`);
		if (foreign > 0)
			notes.push(
				`${counted(foreign, 'contact', 'contacts')} of another type or skill than was asked for were left out: CXone did not keep to the filter.`,
			);
		if (unreadable > 0)
			notes.push(
				`${counted(unreadable, 'row', 'rows')} of CXone's answer without contact ID or start time were left out.`,
			);
		if (this.lacksOwnNumbers)
			notes.push(
				"CXone does not show this access key the tenant's own numbers (points of contact), so that one of them may be taken for a customer: enter them in 'Own Numbers', or give the employee of the key the right to see them.",
			);
		if (this.lacked.size > 0)
			notes.push(
				`CXone shows contacts without ${[...this.lacked].join(' and ')}: parts of an interaction (masterContactId) or attempts (agentSeconds) may count as interactions of their own.`,
			);
		if (this.goesByEnd && this.endsBeforeNow)
			notes.push(
				"CXone finds contacts by when they end: those that began within the time range and ended after it are missing. Set 'End Time' so much later that all have ended.",
			);
		if (this.isRecent)
			notes.push(
				'Contacts show up in CXone 15 minutes or more after they end, so those of the last hour may be missing.',
			);
		return notes;
	}

	private leftOutTexts(): string[] {
		const { attempts, children, withoutCustomer } = this.leftOut;
		const texts: string[] = [];
		if (attempts > 0)
			texts.push(`${counted(attempts, 'attempt', 'attempts')} on which no agent spoke`);
		if (children > 0)
			texts.push(
				`${counted(children, 'part', 'parts')} of interactions that count once (transfers, conferences)`,
			);
		for (const [reason, count] of [...withoutCustomer].sort(([, a], [, b]) => b - a))
			texts.push(`${counted(count, 'contact', 'contacts')} ${NOBODY[reason]}`);
		return texts;
	}
}
