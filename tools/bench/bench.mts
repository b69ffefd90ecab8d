import { raceWholeJob } from './wholeJob.mts';

const rounds = Number(process.argv[2] ?? 3);
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
for (const [latencyMs, isTls] of [
	[50, false],
	[0, false],
] as Array<[number, boolean]>)
	console.table([await raceWholeJob(latencyMs, isTls, rounds)]);
process.exit(0);
