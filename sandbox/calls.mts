import { REST_CALL_NAMES, type RestCallName } from './rest/calls.mts';

export { LISTING_CALLS } from './rest/calls.mts';

/** Every call that the sandbox answers. */
export type CallName = RestCallName;

/** Every call name, the token request first. */
export const CALL_NAMES = [...REST_CALL_NAMES] as [CallName, ...CallName[]];
