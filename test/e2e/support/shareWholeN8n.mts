import {
	startWholeN8n,
	type WholeN8n,
	type WholeN8nOptions,
} from '../../../tools/n8n/wholeN8n.mts';

/** Starts a whole n8n before the tests of this block and closes it after them; its parts are there while tests run. */
export function shareWholeN8n(options: WholeN8nOptions): Omit<WholeN8n, 'close'> {
	let started: WholeN8n | undefined;
	beforeAll(async () => {
		started = await startWholeN8n(options);
	});
	afterAll(async () => {
		await started?.close();
	});
	const running = (): WholeN8n => {
		if (started === undefined) throw new Error('n8n is there only while tests run');
		return started;
	};
	return {
		get install() {
			return running().install;
		},
		get home() {
			return running().home;
		},
		get n8n() {
			return running().n8n;
		},
		get client() {
			return running().client;
		},
		get sandbox() {
			return running().sandbox;
		},
		get credential() {
			return running().credential;
		},
		get accessKey() {
			return running().accessKey;
		},
	};
}
