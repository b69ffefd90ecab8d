import { settled } from './settled';

/** Work on pieces whose parts may run side by side, and which are finished one after the other. */
export interface OrderedWork<Piece> {
	/** Parts that run at a time, 1 or more. */
	workers: number;
	/** Parts of each piece, 1 or more. */
	partCount: number;
	/** Pieces, 1 or more, counted from the one that is finished next, that may have begun: bounds what is held back. */
	mostAhead: number;
	/** Runs a part. Pieces that it gives take the place of its own, which is not finished then. */
	run: (piece: Piece, part: number) => Promise<readonly Piece[] | undefined>;
	/** Called for each piece that has all its parts, in order, with how many are left; false ends the work. */
	finish: (piece: Piece, left: number) => boolean;
}

interface Entry<Piece> {
	piece: Piece;
	begun: number;
	done: number;
}

/**
 * Runs all pieces and finishes them in their order, whatever ends first. After a throw no new part begins; the running
 * ones end first, then the first error is thrown.
 */
export async function runInOrder<Piece>(
	pieces: readonly Piece[],
	{ workers, partCount, mostAhead, run, finish }: OrderedWork<Piece>,
): Promise<void> {
	const toEntry = (piece: Piece): Entry<Piece> => ({ piece, begun: 0, done: 0 });
	const line = pieces.map(toEntry);
	let isOver = false;
	let failed: { failure: unknown } | undefined;
	let waiting: Array<() => void> = [];

	const finishReady = () => {
		while (!isOver && line[0]?.done === partCount) {
			const [{ piece }] = line.splice(0, 1);
			isOver = !finish(piece, line.length);
		}
	};
	const nextEntry = () => {
		const end = Math.min(mostAhead, line.length);
		for (let at = 0; at < end; at++) if (line[at].begun < partCount) return line[at];
		return undefined;
	};
	const runPart = async (entry: Entry<Piece>): Promise<void> => {
		const replacing = await run(entry.piece, entry.begun++);
		const place = line.indexOf(entry);
		// Another part has replaced the piece meanwhile.
		if (place < 0) return;
		if (replacing === undefined) entry.done += 1;
		else line.splice(place, 1, ...replacing.map(toEntry));
		finishReady();
	};
	const runWorker = async (): Promise<void> => {
		while (!isOver && line.length > 0) {
			const entry = nextEntry();
			if (entry === undefined) {
				await new Promise<void>((resolve) => waiting.push(resolve));
				continue;
			}
			const end = await settled(runPart(entry));
			if ('failure' in end) {
				isOver = true;
				failed ??= end;
			}
			const awoken = waiting;
			waiting = [];
			for (const wake of awoken) wake();
		}
	};
	await Promise.all(Array.from({ length: workers }, runWorker));
	if (failed !== undefined) throw failed.failure;
}
