import type { NodeHint } from 'n8n-workflow';

/**
 * The conditions below are parts of expressions that n8n's editor works out for the first input item. What it cannot
 * know yet, as nothing has run, is neither on nor off, no choice and no number: then no hint is shown.
 */
function parameter(name: string): string {
	return `$parameter${name
		.split('.')
		.map((step) => `?.[${JSON.stringify(step)}]`)
		.join('')}`;
}

/** Whether a switch is on, as a node reads it; `options.name` for one in a collection. */
export function isOn(name: string): string {
	return `String(${parameter(name)}).trim().toLowerCase() === "true"`;
}

/** Whether a switch is off, as a node reads it. */
export function isOff(name: string): string {
	return `String(${parameter(name)}).trim().toLowerCase() === "false"`;
}

/** Whether a parameter is one of these choices. */
export function isOneOf(name: string, ...values: string[]): string {
	return `${JSON.stringify(values)}.includes(${parameter(name)})`;
}

/** Whether a number is above another one. */
export function isAbove(name: string, ceilingName: string): string {
	return `parseFloat(${parameter(name)}) > parseFloat(${parameter(ceilingName)})`;
}

/** Whether one of the conditions holds. */
export function anyOf(...conditions: string[]): string {
	return `(${conditions.join(' || ')})`;
}

/** Whether an AI agent, if the node is its tool, may do what dials people. n8n gives tools a description of their own. */
export const MAY_DIAL = anyOf(
	`${parameter('descriptionType')} === undefined`,
	isOn('options.allowAgentLaunch'),
);

/** A warning over the output before a run, shown while all conditions hold. */
export function warningBefore(message: string, ...conditions: string[]): NodeHint {
	return {
		message,
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${conditions.join(' && ')} }}`,
	};
}
