import {
	API_PATH,
	startAccessKeyServer,
	type AccessKeyServer,
	type OddAnswer,
} from '../support/accessKeyServer.mts';
import { DAY_MS, iso, NOW } from './acdSearchRuns.mts';

/** A row of completed contacts, with what a test says of it; a call of one customer an hour before `NOW` otherwise. */
export function contactRow(contactId: unknown, changes: Record<string, unknown> = {}) {
	return {
		contactId,
		masterContactId: contactId,
		contactStartDate: iso(NOW - DAY_MS),
		isOutbound: false,
		agentSeconds: 30,
		mediaTypeId: 4,
		skillId: 5001,
		fromAddress: '2015550100',
		toAddress: '3125550100',
		...changes,
	};
}

/** What the server was asked, and what it makes of it. */
export interface Asked {
	query: Record<string, string>;
	skip: number;
	top: number;
	/** The rows of its range that pass `mediaTypeId`, `skillId` and the address filters, by contact id. */
	rows: Array<ReturnType<typeof contactRow>>;
}

/** A server that holds these contacts; odd in what `answer` gives. Without it, it pages as the service does. */
export class ContactsServer {
	readonly asked: Array<Record<string, string>> = [];
	answer: (asked: Asked) => OddAnswer | undefined = () => undefined;

	private constructor(
		readonly server: AccessKeyServer,
		readonly contacts: Array<ReturnType<typeof contactRow>>,
	) {
		server.odd.set(`${API_PATH}contacts/completed`, (path) => this.respond(path));
		const pointsOfContact = [{ contactAddress: '3125550100' }];
		server.odd.set(`${API_PATH}points-of-contact`, { body: { pointsOfContact } });
		server.odd.set(`${API_PATH}skills`, { body: { totalRecords: 0, skills: [] } });
	}

	static async start(contacts: Array<ReturnType<typeof contactRow>>): Promise<ContactsServer> {
		return new ContactsServer(await startAccessKeyServer(), contacts);
	}

	/** What was asked for more than a look. */
	get pages(): Array<Record<string, string>> {
		return this.asked.filter(({ top }) => Number(top) > 100);
	}

	private respond(path: string): OddAnswer {
		const query = Object.fromEntries(new URL(path, 'http://host').searchParams);
		this.asked.push(query);
		const inRange = ({ contactStartDate: start }: ReturnType<typeof contactRow>) =>
			String(start) >= query.startDate && String(start) <= query.endDate;
		const filtered = this.contacts.filter((row) =>
			(['mediaTypeId', 'skillId', 'fromAddress', 'toAddress'] as const).every(
				(name) => query[name] === undefined || query[name] === String(row[name]),
			),
		);
		const rows = filtered
			.filter((row) => typeof row.contactStartDate !== 'string' || inRange(row))
			.sort((a, b) => Number(a.contactId) - Number(b.contactId));
		const skip = Number(query.skip);
		const top = Number(query.top);
		return this.answer({ query, skip, top, rows }) ?? page(rows, skip, top);
	}
}

/** A page as the service gives it. */
export function page(rows: readonly object[], skip: number, top: number): OddAnswer {
	const completedContacts = rows.slice(skip, skip + top);
	if (completedContacts.length === 0) return { status: 204 };
	return { body: { totalRecords: rows.length, completedContacts } };
}
