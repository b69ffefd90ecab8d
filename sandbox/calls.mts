import { ACD_CALL_NAMES, type AcdCallName } from './acd/calls.mts';
import { REST_CALL_NAMES, type RestCallName } from './rest/calls.mts';

export { LISTING_CALLS } from './rest/calls.mts';

/** Every call that the sandbox answers, of both families. */
export type CallName = RestCallName | AcdCallName;

/** Every call name: the REST contract's, then the ACD API's, each with its login first. */
export const CALL_NAMES = [...REST_CALL_NAMES, ...ACD_CALL_NAMES] as [CallName, ...CallName[]];
