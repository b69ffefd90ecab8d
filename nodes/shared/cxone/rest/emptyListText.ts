const IS =
	'(?:is|are|was|being|seems|(?:must|can|may|should)\\s?not be)\\s+(?:still\\s+|currently\\s+)?';
/** A list's id or a quoted name, which is shown as `…`, may stand between. */
const WHICH = '(?:\\s+(?:with\\s+)?(?:id\\s+)?\\S*[…\\d]\\S*)?';
const SAYINGS = [
	`\\blists?${WHICH}\\s+${IS}empty\\b`,
	`\\bcontacts\\s+${IS}empty\\b`,
	'\\bempty[\\s_-]+(?:(?:contact|calling|call|dialing|outbound)[\\s_-]+)?lists?\\b(?!\\s+of\\s+(?!contacts))',
	'\\b(?:no|0|zero|without|without any|not (?:have|contain) any)\\s+contacts\\b',
].map((saying) => new RegExp(saying, 'i'));

/** Whether words of the service speak of a list that has no contacts, and not of some other thing that is empty. */
export function saysListIsEmpty(text: string): boolean {
	return SAYINGS.some((saying) => saying.test(text));
}
