import type { Ring, Sandbox, TimeSpan } from '../../sandbox/server.mts';

const DAY_MS = 86_400_000;
let movedMs = 0;

/** For each test of a file: `Date.now` begins at `startMs` and runs, and `moveOn` moves it with a tenant's clock. */
export function keepTenantTime(startMs: number): void {
	beforeEach(() => {
		movedMs = 0;
		const realNow = Date.now.bind(Date);
		const offsetMs = startMs - realNow();
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offsetMs + movedMs);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}

/** The `now` of a tenant whose clock is moved by `moveOn`. */
export function tenantNow(): number {
	return Date.now() - movedMs;
}

/** Has n8n's clock follow what `work` does to the tenant's, and gives its result. */
export function following<Result>({ clock }: Sandbox, work: () => Result): Result {
	const before = clock.now();
	const result = work();
	movedMs += clock.now() - before;
	return result;
}

function moveBy({ days = 0, hours = 0, minutes = 0 }: TimeSpan): void {
	movedMs += days * DAY_MS + hours * 3_600_000 + minutes * 60_000;
}

/** Moves the clock of the tenant and of n8n. */
export function moveOn(sandbox: Sandbox, span: TimeSpan): void {
	sandbox.clock.advance(span);
	moveBy(span);
}

/** Lets skills that run dial for a while; the clocks go on together. Gives who rang. */
export function dialOn(sandbox: Sandbox, span: TimeSpan): Ring[] {
	const rings = sandbox.dial(span);
	moveBy(span);
	return rings;
}
