import type { CallingRecord, Skill } from '../outbound.mts';

/** Puts one record before another by a negative number. */
export type RecordOrder = (a: CallingRecord, b: CallingRecord) => number;

type ValueOf = (record: CallingRecord) => number;

function fieldNumber(name: string): ValueOf {
	return ({ fields }) => {
		const value = Number(fields[name] ?? NaN);
		return Number.isNaN(value) ? -Infinity : value;
	};
}

/** What `orderType` may say; the strings that CXone takes are not published, so spaces and capitals do not count. */
const ORDER_TYPES: ReadonlyMap<string, ValueOf> = new Map([
	['score', fieldNumber('score')],
	['customer1', fieldNumber('customer1')],
	['customerfield1', fieldNumber('customer1')],
	['customer2', fieldNumber('customer2')],
	['customerfield2', fieldNumber('customer2')],
	['attempts', ({ attempts }) => attempts.length],
	['createdate', ({ createdAtMs }) => createdAtMs],
]);

function isHot({ fields }: CallingRecord): boolean {
	return fields.priority?.toLowerCase() === 'true';
}

/** The order in which a skill dials: hot records first, then as its list management says, then by age. */
export function recordOrder({ parameters }: Skill): RecordOrder {
	const options = parameters.listManagement.listOrderingOptions;
	const orders = (Array.isArray(options) ? options : []).flatMap((option: unknown) => {
		const { orderType, direction } = Object(option);
		const valueOf = ORDER_TYPES.get(String(orderType).replace(/\s/g, '').toLowerCase());
		if (valueOf === undefined) return [];
		return [{ valueOf, sign: /^desc/i.test(String(direction)) ? -1 : 1 }];
	});
	return (a, b) => {
		const byHeat = Number(isHot(b)) - Number(isHot(a));
		if (byHeat !== 0) return byHeat;
		for (const { valueOf, sign } of orders) {
			const [first, second] = [valueOf(a), valueOf(b)];
			if (first !== second) return first < second ? -sign : sign;
		}
		return a.recordId - b.recordId;
	};
}
