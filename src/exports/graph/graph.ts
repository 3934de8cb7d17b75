import type { GraphValue } from '../../protocol/graph.ts'
import type { Collected } from './collected.ts'
import { AttributeFacts, isTableNode, isTableOperator, type TableNode } from './table-node.ts'
import { type Tensor, readTensor } from './tensor.ts'
import { readValue } from './value.ts'
import { initialiser, readSparse } from './weights.ts'
import type { Field, Span, Wire } from './wire.ts'

/** What is only asked of the main graph. */
export interface MainGraph {
  name: string
  readonly inputs: GraphValue[]
  readonly outputs: GraphValue[]
  /** Names of its initialisers. */
  readonly given: Set<string>
  /** Those of its nodes that say something of a table, in the graph's order. */
  readonly tableNodes: TableNode[]
}

/**
 * ONNX Runtime makes initialisers of `Constant` nodes. Smaller ones are shapes and axes, which would bury the weights
 * in the list.
 */
const constantBytes = 1000

/** Of those that say something of a table; pipelines of a thousand columns stay below. */
const mostTableNodes = 10_000
/** Of one node, as far as tables want to know. */
const mostInputs = 1000

/** A `GraphProto`, and the graphs inside it. */
export async function readGraphProto(
  wire: Wire,
  span: Span,
  into: Collected,
  main?: MainGraph,
): Promise<void> {
  await wire.fields(span, async (field) => {
    switch (field.number) {
      case 1:
        return readNode(wire, wire.message(field), into, main)
      case 5:
        return readInitialiser(wire, wire.message(field), into, main)
      case 15: {
        wire.countPart()
        const { found, parts } = await readSparse(wire, wire.message(field))
        main?.given.add(found.name)
        return into.addWeights(found, parts, wire)
      }
      default:
        return main && readOfMain(wire, field, main)
    }
  })
}

async function readOfMain(wire: Wire, field: Field, main: MainGraph): Promise<void> {
  if (field.number === 2) main.name = await wire.text(field)
  if (field.number !== 11 && field.number !== 12) return
  wire.countPart()
  const list = field.number === 11 ? main.inputs : main.outputs
  list.push(await readValue(wire, wire.message(field)))
}

async function readInitialiser(
  wire: Wire,
  span: Span,
  into: Collected,
  main?: MainGraph,
): Promise<void> {
  wire.countPart()
  const tensor = await readTensor(wire, span)
  into.addWeights(initialiser(wire, tensor), [tensor], wire)
  main?.given.add(tensor.name)
}

/** A `NodeProto`. */
export async function readNode(
  wire: Wire,
  span: Span,
  into: Collected,
  main?: MainGraph,
): Promise<void> {
  wire.countPart()
  const inputs: Field[] = []
  const attributes = new AttributeFacts()
  let operator = ''
  let domain = ''
  let output = ''
  const tensors: Tensor[] = []
  await wire.fields(span, async (field) => {
    if (field.number === 1) {
      if (inputs.length <= mostInputs) inputs.push(field)
    } else if (field.number === 2 && output === '') output = await wire.text(field)
    else if (field.number === 4) operator = await wire.text(field)
    else if (field.number === 7) domain = await wire.text(field)
    else if (field.number === 5) {
      // The operator stands before its attributes wherever a library wrote the file.
      const wanted = main !== undefined && isTableOperator(operator) ? attributes : undefined
      await readAttribute(wire, wire.message(field), into, { tensors, wanted })
    }
  })
  into.addNode(standard(domain), operator)
  const isTold = isTableNode(standard(domain), operator)
  if (main !== undefined && isTold && main.tableNodes.length < mostTableNodes) {
    const names: string[] = []
    for (const field of inputs) names.push(await wire.text(field))
    main.tableNodes.push({ operator, inputs: names, output, attributes })
  }
  for (const tensor of tensors) {
    if (operator === 'Constant' && (tensor.claimedBytes ?? 0) >= constantBytes) {
      into.addWeights({ ...initialiser(wire, tensor), name: output }, [tensor], wire)
    } else into.addExternal(tensor, wire)
  }
}

interface FromAttribute {
  readonly tensors: Tensor[]
  /** What tables want to know of it. */
  readonly wanted: AttributeFacts | undefined
}

/** An `AttributeProto`: the graphs in it are read, its tensors are handed back. */
async function readAttribute(
  wire: Wire,
  span: Span,
  into: Collected,
  { tensors, wanted }: FromAttribute,
): Promise<void> {
  await wire.fields(span, (field) => {
    // Tree ensembles have millions of numbers here, each a field of its own.
    switch (field.number) {
      case 5:
      case 10:
        return readTensor(wire, wire.message(field)).then((tensor) => void tensors.push(tensor))
      case 6:
      case 11:
        return readGraphProto(wire, wire.message(field), into)
      default:
        return wanted?.take(wire, field)
    }
  })
}

/** The standard domain has two spellings. */
export function standard(domain: string): string {
  return domain === '' ? 'ai.onnx' : domain
}
