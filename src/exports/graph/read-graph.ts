import type { ByteSource } from '../../core/formats/byte-source.ts'
import type { GraphFacts } from '../../protocol/graph.ts'
import { Collected } from './collected.ts'
import { readEntry } from './external.ts'
import { type MainGraph, readGraphProto, readNode, standard } from './graph.ts'
import { tableFacts } from './table-facts.ts'
import { type Span, Wire } from './wire.ts'

/**
 * What an `.onnx` file is, without its weights: they are stepped over, and of a large file only a small part is read.
 * @param path the file's name, for the error
 * @throws VitrineError `model-damaged` for what is cut off, is no ONNX model, contradicts itself or is too large to be
 * one. What `source` throws when it cannot be read goes through.
 */
export async function readGraph(source: ByteSource, path: string): Promise<GraphFacts> {
  const wire = new Wire(source, path)
  const into = new Collected()
  const main: MainGraph = { name: '', inputs: [], outputs: [], given: new Set(), tableNodes: [] }
  const opsets: { domain: string; version: number }[] = []
  const metadata: (readonly [string, string])[] = []
  const functions: string[] = []
  let irVersion: number | undefined
  let producer = ''
  let producerVersion = ''
  let description = ''
  let hasGraph = false

  await wire.fields({ start: 0, end: source.size }, async (field) => {
    switch (field.number) {
      case 1:
        irVersion = wire.number(field)
        return
      case 2:
        producer = await wire.text(field)
        return
      case 3:
        producerVersion = await wire.text(field)
        return
      case 6:
        description = await wire.text(field)
        return
      case 7:
        hasGraph = true
        await readGraphProto(wire, wire.message(field), into, main)
        return
      case 8:
        wire.countPart()
        opsets.push(await readOpset(wire, wire.message(field)))
        return
      case 14:
        wire.countPart()
        metadata.push(await readEntry(wire, wire.message(field)))
        return
      case 25:
        wire.countPart()
        functions.push(await readFunction(wire, wire.message(field), into))
        return
      default:
    }
  })

  if (source.size === 0) throw wire.damaged('it is empty')
  if (!hasGraph) throw wire.damaged('there is no graph in it')
  if (irVersion === undefined) throw wire.damaged('it does not say its IR version')
  // A file that was cut between two of its parts looks like this: the opsets come after the graph.
  if (opsets.length === 0) throw wire.damaged('it names no opset, as if its end were missing')
  const inputs = main.inputs.filter(({ name }) => !main.given.has(name))
  const table = tableFacts(main.tableNodes, inputs)
  return {
    sizeBytes: source.size,
    irVersion,
    producer: `${producer} ${producerVersion}`.trim(),
    name: main.name,
    description,
    opsets,
    inputs,
    outputs: main.outputs,
    metadata,
    functions,
    ...into.facts(),
    ...(table !== undefined && { table }),
  }
}

/** An `OperatorSetIdProto`. */
async function readOpset(wire: Wire, span: Span): Promise<{ domain: string; version: number }> {
  let domain = ''
  let version = 0
  await wire.fields(span, async (field) => {
    if (field.number === 1) domain = await wire.text(field)
    else if (field.number === 2) version = wire.number(field)
  })
  return { domain: standard(domain), version }
}

/** A `FunctionProto`: an operator that the model defines itself. */
async function readFunction(wire: Wire, span: Span, into: Collected): Promise<string> {
  let name = ''
  let domain = ''
  await wire.fields(span, async (field) => {
    if (field.number === 1) name = await wire.text(field)
    else if (field.number === 7) await readNode(wire, wire.message(field), into)
    else if (field.number === 10) domain = await wire.text(field)
  })
  return `${standard(domain)}/${name}`
}
