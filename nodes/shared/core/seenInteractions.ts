/**
 * Knows the interactions that came before, by contact and id: two contacts may share an id (a conference), and each of
 * them had the interaction. Holds one entry for each.
 */
export class SeenInteractions {
	private readonly contactOfId = new Map<string, string>();
	/** Further contacts of ids that have one already. */
	private readonly others = new Set<string>();

	/** Whether this interaction of this contact was added before. */
	has(contactId: string | undefined, id: string): boolean {
		const known = this.contactOfId.get(id);
		if (known === undefined) return false;
		return known === (contactId ?? '') || this.others.has(keyOf(contactId, id));
	}

	/** Adds an interaction; false when it was there. One without id is always new. */
	add(contactId: string | undefined, id: string | undefined): boolean {
		if (id === undefined) return true;
		const known = this.contactOfId.get(id);
		if (known === undefined) {
			this.contactOfId.set(id, contactId ?? '');
			return true;
		}
		if (known === (contactId ?? '')) return false;
		const before = this.others.size;
		return this.others.add(keyOf(contactId, id)).size > before;
	}
}

function keyOf(contactId: string | undefined, id: string): string {
	return `${id.length}:${id}${contactId ?? ''}`;
}
