import type { AcdContact } from './acd/contacts.mts';
import type { AcdOptions } from './acd/options.mts';
import type { CallName } from './calls.mts';
import type { Dialing } from './dialing.mts';
import type { FaultBoard } from './faults.mts';
import type { Interaction } from './interaction.mts';
import type { CallingList, DncGroup, Skill, UploadJob } from './outbound.mts';
import type { RequestLogEntry } from './requestLog.mts';
import type { SandboxCampaign, SandboxList } from './store.mts';

/** How a sandbox is to behave; every field has a default. */
export interface SandboxOptions {
	/** 0 (default): any free port. Loopback only. */
	port?: number;
	/** Contacts of the generated history, 1000 by default; 0 allowed. */
	contacts?: number;
	/** Seed of the generated history; a fixed number by default. */
	seed?: number;
	/** Milliseconds since 1970, Date.now by default. The history ends at its value at the start. */
	now?: () => number;
	/** Span of the generated history in days, 365 by default. */
	days?: number;
	/** Grow the generated history to this many interactions (see `generateHistory`). */
	minInteractions?: number;
	/** Takes the place of the generated history. */
	history?: Interaction[];
	/** Milliseconds added to every answer, 0 by default. */
	latencyMs?: number;
	/** Requests that the tenant takes in any second; more are answered 429. Unlimited by default. */
	requestsPerSecond?: number;
	/** Life of a token in seconds, fractions allowed; 3600 by default. */
	tokenLifeSeconds?: number;
	/** Scopes that the client may have; all five by default. */
	scopes?: string[];
	/** Calls that this tenant lacks; answered with `absentStatus`. */
	absentCalls?: CallName[];
	/** 404 by default. */
	absentStatus?: 404 | 405 | 501;
	/** Look-ups answer every list or campaign, whatever name is asked for. */
	ignoresNameFilter?: boolean;
	/** Most rows of a look-up's page, whatever is asked for; 100 by default. */
	lookupPageSize?: number;
	/** How the ACD API behaves; `sandbox/acd/options.mts` describes the switches. */
	acd?: AcdOptions;
	/** Serve https with this PEM key and certificate. */
	tls?: { key: string; cert: string };
	/** Most entries of `requests`, unbounded by default; the oldest go first. */
	requestLogSize?: number;
	/** Told of each request once its answer goes out. */
	onAnswered?: (entry: RequestLogEntry) => void;
}

/** A running sandbox. */
export interface Sandbox extends Dialing {
	/** Without a trailing slash. */
	url: string;
	port: number;
	/** What to type into the CXone OAuth2 API credential. */
	credential: { tenantUrl: string; clientId: string; clientSecret: string; scope: string };
	/** Live: what the API reads and writes. The history is in the service's order. */
	state: {
		history: Interaction[];
		lists: SandboxList[];
		campaigns: SandboxCampaign[];
		skills: Skill[];
		callingLists: CallingList[];
		uploadJobs: UploadJob[];
		dncGroups: DncGroup[];
	};
	/** The ACD family of the tenant. */
	acd: {
		/** What to type into the CXone Access Key API credential; `apiBaseUrl` only overrides what discovery says. */
		credential: {
			accessKeyId: string;
			accessKeySecret: string;
			environment: 'custom';
			loginUrl: string;
			apiBaseUrl: string;
		};
		/** Scheme and host of the API, which may be another than the login's. */
		apiUrl: string;
		/** The contacts that the history makes, by start time. */
		contacts(): readonly AcdContact[];
		/** Brings in the uploads that are due, so that `state` shows them without a request. */
		settle(): void;
	};
	/** The phone number of a contact of the history, E.164. */
	phoneOf(contactId: string): string;
	/** Live: every request to the API and for a token, in order of arrival. */
	requests: RequestLogEntry[];
	/** Requests since the start or the last reset, by call name; calls never made are absent. */
	requestCounts(): Record<string, number>;
	/** The faults to come: `add(rule)`, `clear()`, `left`. */
	faults: FaultBoard;
	/** All tokens given out so far answer 401 from now on. */
	expireTokens(): void;
	/**
	 * Forgets lists, campaigns, jobs, rings, faults and requests, and sets skills back; history and tokens stay, and the clock
	 * does not go back.
	 */
	reset(): void;
	/** Stops serving and ends open sockets too. */
	close(): Promise<void>;
}
