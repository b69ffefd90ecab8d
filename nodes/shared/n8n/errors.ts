import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { CxoneFailure } from '../transport/failure';
import { InputFailure } from '../core/inputFailure';

/** Any failure of a node, as n8n shows it. */
export type NodeFailure = NodeApiError | NodeOperationError;

/**
 * Turns whatever went wrong into a node error: the one conversion of this package.
 * Keeps message and description; an HTTP status goes into `httpCode`; `itemIndex` tells n8n which item it was.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeFailure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof CxoneFailure) {
		const { message, description, facts } = error;
		if (facts.status === undefined)
			return new NodeOperationError(node, message, { message, description, itemIndex });
		const httpCode = String(facts.status);
		return new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	}
	if (error instanceof InputFailure)
		return new NodeOperationError(node, error.message, {
			description: error.description,
			itemIndex,
		});
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}
