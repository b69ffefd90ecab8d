import { readServerText } from '../../nodes/shared/transport/serverText.ts';

/** Fields of answers whose values name somebody or something of the tenant's. */
const NAMING_FIELD = /name|addr|phone|number|value|desc|notes|customer|externalid|caller|email/i;
/** Words of CXone's own, the same for all tenants. */
const COMMON_FIELD = /^(media|transfer|standardName|displayName|outbound)/i;
/** Shorter ones are in too many words. */
const SHORTEST_NAME = 3;
const MASK = '…';
/** Stand around the service's words until a report is shown: names that are in them may be learned only later. */
const QUOTE_BEGIN = '\u0002';
const QUOTE_END = '\u0003';
const QUOTE = /\u0002([^\u0003]*)\u0003/g;

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Keeps what of a tenant may not be shown, and takes it out of the service's own words. */
export class SafeText {
	private readonly names = new Set<string>();
	private readonly secrets = new Set<string>();

	/** Learns a secret; it may nowhere be shown. */
	addSecret(secret: unknown): void {
		if (typeof secret === 'string' && secret.length >= SHORTEST_NAME) this.secrets.add(secret);
	}

	/** Learns the names and addresses in an answer. */
	learn(answer: unknown): void {
		if (Array.isArray(answer)) for (const item of answer) this.learn(item);
		if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return;
		for (const [field, value] of Object.entries(answer)) {
			const isNaming = NAMING_FIELD.test(field) && !COMMON_FIELD.test(field);
			if (typeof value === 'string' && isNaming) this.addName(value);
			else if (typeof value === 'object') this.learn(value);
		}
	}

	private addName(name: string): void {
		const text = name.trim();
		if (text.length >= SHORTEST_NAME) this.names.add(text);
	}

	private withoutNames(text: string): string {
		const found = [...this.secrets, ...this.names].filter((name) => text.includes(name));
		const longestFirst = found.sort((a, b) => b.length - a.length);
		return longestFirst.reduce(
			(rest, name) =>
				rest.replace(
					new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu'),
					MASK,
				),
			text,
		);
	}

	/**
	 * The service's own words, made safe but for names that are learned later: no quoted values, numbers, addresses or
	 * secrets. `shown` makes them fit to be seen.
	 */
	ofServer(text: unknown): string | undefined {
		if (typeof text !== 'string') return undefined;
		const words = readServerText({ message: this.withoutNames(text) }, false);
		return words === undefined ? undefined : `${QUOTE_BEGIN}${words}${QUOTE_END}`;
	}

	/** A text of a report as it may be shown: names that have been learned by now are not in the service's words. */
	shown(text: string): string {
		return text.replace(QUOTE, (_, words: string) => this.withoutNames(words));
	}

	/**
	 * Whether something of the report holds a secret, an address with `@` or a number as long as a phone's. Counts are safe:
	 * in texts they are written with commas, and elsewhere they are numbers.
	 */
	isUnsafe(value: unknown): boolean {
		if (typeof value === 'object' && value !== null)
			return Object.entries(value).some((entry) => entry.some((part) => this.isUnsafe(part)));
		if (typeof value !== 'string') return false;
		if ([...this.secrets].some((secret) => value.includes(secret))) return true;
		return /\S@\S|\d{7,}/.test(value);
	}
}

/** The names of fields that may be shown: those that are no data themselves. In order, each once. */
export function fieldNames(names: Iterable<string>): string[] {
	return [...new Set(names)].filter((name) => /^[A-Za-z_]{1,40}$/.test(name)).sort();
}
