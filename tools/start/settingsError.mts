/** A setting in the environment that cannot be followed; the message names it and says what to do. */
export class SettingsError extends Error {}
