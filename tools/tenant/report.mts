import type { SafeText } from './safeText.mts';

/** One thing that the check found out. Holds numbers, names of fields, and words of the check's own. */
export interface Finding {
	/** Stable, for programs: `topic.question`. */
	id: string;
	question: string;
	answer: string;
	/** What the answer rests on. */
	found: string;
	/** The same for programs, where there is more than the answer. */
	data?: unknown;
}

/** The parts of a report: their headings by the first part of a finding's id. */
export const TOPICS: Record<string, string> = {
	login: 'Login',
	rights: 'What this key may read',
	history: 'Completed contacts',
	addresses: 'Filters',
	numbers: 'Own numbers',
	businessUnit: 'Business unit',
	skills: 'Skills',
	lists: 'Calling lists',
	dnc: 'DNC groups',
	traffic: 'Requests',
};

/** The findings of a check. What is not safe to show is left out, and that is said. */
export class Report {
	private readonly noted: Finding[] = [];

	constructor(private readonly safe: SafeText) {}

	/** Adds a finding. `id` is `topic.question`, and each comes once. */
	add(id: string, question: string, answer: string, found: string, data?: unknown): void {
		const isUnsafe = this.safe.isUnsafe([answer, found, data]);
		this.noted.push(
			isUnsafe
				? { id, question, answer: 'left out', found: 'the answer held what may not be shown' }
				: { id, question, answer, found, ...(data !== undefined && { data }) },
		);
	}

	/** The findings so far, as they may be shown by what has been read until now. */
	get findings(): Finding[] {
		const shown = (value: unknown): unknown => {
			if (typeof value === 'string') return this.safe.shown(value);
			if (Array.isArray(value)) return value.map(shown);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]));
		};
		return this.noted.map((finding) => shown(finding) as Finding);
	}

	/** The report for people, a line a finding under the heading of its topic. */
	lines(): string[] {
		const { findings } = this;
		return Object.entries(TOPICS).flatMap(([topic, heading]) => {
			const own = findings.filter(({ id }) => id.startsWith(`${topic}.`));
			if (own.length === 0) return [];
			const lines = own.map(({ question, answer, found }) => `- ${question}: ${answer} (${found})`);
			return [`## ${heading}`, '', ...lines, ''];
		});
	}
}
