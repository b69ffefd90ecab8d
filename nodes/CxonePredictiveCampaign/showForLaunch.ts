/** Shows a parameter for the operation Launch. */
export const showForLaunch = { operation: ['launch'] };
