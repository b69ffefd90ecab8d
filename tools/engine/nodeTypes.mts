import type { IExecuteFunctions, INode, INodeType, INodeTypes, Workflow } from 'n8n-workflow';

/** The node types of one run; counts how often each node of the workflow is executed. */
export class NodeTypes implements INodeTypes {
	/** Calls of `execute` by node name, each try of Retry On Fail included. */
	readonly executions = new Map<string, number>();

	private readonly types: Map<string, INodeType>;

	constructor(types: Record<string, INodeType>) {
		this.types = new Map(
			Object.entries(types).map(([name, type]) => [name, this.countExecutions(type)]),
		);
	}

	/** The type of that full name. Throws if the run was not given it. */
	getByName(typeName: string): INodeType {
		const type = this.types.get(typeName);
		if (type === undefined) {
			throw new Error(`Unknown node type "${typeName}": pass it in nodeTypes`);
		}
		return type;
	}

	/** As `getByName`: a run has one version of a type. */
	getByNameAndVersion(typeName: string): INodeType {
		return this.getByName(typeName);
	}

	getKnownTypes() {
		return {};
	}

	/** The first enabled trigger, in the workflow's order of nodes. Throws if there is none. */
	findTrigger(workflow: Workflow): INode {
		const trigger = Object.values(workflow.nodes).find(
			({ type, disabled }) =>
				disabled !== true && this.getByName(type).description.group.includes('trigger'),
		);
		if (trigger === undefined) throw new Error('The workflow has no enabled trigger');
		return trigger;
	}

	private countExecutions(type: INodeType): INodeType {
		const { execute } = type;
		if (execute === undefined) return type;
		const { executions } = this;
		const counting = Object.create(type) as INodeType;
		counting.execute = async function (this: IExecuteFunctions, ...args) {
			const nodeName = this.getNode().name;
			executions.set(nodeName, (executions.get(nodeName) ?? 0) + 1);
			return await execute.apply(this, args);
		};
		return counting;
	}
}
