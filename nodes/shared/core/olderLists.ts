const ISO_DATE = /(?<!\d)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g;

/** Whether `name` is that of a list, but for ISO dates in it that are earlier. Never where the name of the list holds none. */
export function isOlderName(name: string, listName: string): boolean {
	const dates = listName.match(ISO_DATE) ?? [];
	const olderDates = name.match(ISO_DATE) ?? [];
	if (dates.length === 0 || olderDates.length !== dates.length) return false;
	if (name.replace(ISO_DATE, '#') !== listName.replace(ISO_DATE, '#')) return false;
	const isNoneLater = olderDates.every((date, index) => date <= dates[index]);
	return isNoneLater && name !== listName;
}

/** Whether a name holds an ISO date, by which older lists are known. */
export function holdsIsoDate(name: string): boolean {
	return (name.match(ISO_DATE) ?? []).length > 0;
}

/** What lists of one workflow have in common: the first part of their names, whatever ISO date is in it. */
export function familyOf(namePrefix: string): string {
	return namePrefix.replace(ISO_DATE, '#');
}

/** Whether a list is of a family (`familyOf`) by its name. */
export function isOfFamily(name: string, family: string): boolean {
	return familyOf(name).startsWith(family);
}
