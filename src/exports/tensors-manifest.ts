import { VitrineError } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { TensorsManifest } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { baseManifest, type FoundIn } from './base-manifest.ts'
import { modelFiles } from './model-files.ts'
import { hasZipMap } from './preflight.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { listWords } from './words.ts'
import { quoted } from './graph/words.ts'

/** Of inputs, and of outputs. The largest language models have some 300, for the parts of their cache. */
const mostValues = 1000

/**
 * The page of last resort: every graph whose inputs are tensors, and at least one of its outputs.
 * @throws VitrineError `export-unsupported`, and what reading the graph throws
 */
export async function tensorsManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  found: FoundIn,
): Promise<TensorsManifest> {
  const graph = await folder.graph(found.model)
  const { inputs, outputs } = graph
  const strange = inputs.find(({ type, isTensor }) => !isTensor && !isTensorAfterAll(type))
  if (strange !== undefined) {
    throw unsupported(`Its input ${quoted(strange.name)} is ${strange.type}, which is no tensor`)
  }
  const shown = outputs.filter(({ type, isTensor }) => isTensor || type === 'unknown')
  if (outputs.length === 0) throw unsupported('It has no outputs')
  if (shown.length === 0) {
    throw unsupported(
      `None of its outputs is a tensor: ${listWords(outputs.map(({ name, type }) => `${quoted(name)} is ${type}`))}`,
      mapRemedy(graph),
    )
  }
  for (const [what, count] of [
    ['inputs', inputs.length],
    ['outputs', shown.length],
  ] as const) {
    if (count <= mostValues) continue
    const [has, limit] = [count, mostValues].map((number) => number.toLocaleString('en-US'))
    throw unsupported(`It has ${has} ${what}, and the page shows at most ${limit}`)
  }
  const base = baseManifest(folder, author, found, {
    reasons: [],
    notes: leftOut(graph),
    guessed: [],
  })
  return {
    ...base,
    task: 'tensors',
    ...(found.recognised !== undefined && { recognised: found.recognised }),
    files: await modelFiles(folder, found.model),
    inputs,
    outputs: shown,
  }
}

/** What the graph leaves open, the runtime infers; an optional takes a tensor. */
function isTensorAfterAll(type: string): boolean {
  return type === 'unknown' || type.startsWith('optional(')
}

/** Outputs that the runtime does not hand out. */
function leftOut(graph: GraphFacts): string[] {
  const names = graph.outputs.filter(({ type, isTensor }) => !isTensor && type !== 'unknown')
  if (names.length === 0) return []
  const which = listWords(names.map(({ name, type }) => `${quoted(name)} (${type})`))
  const remedy = mapRemedy(graph)
  const note = `Of its outputs ${which} cannot be shown, because browsers get only tensors out of a model.`
  return [remedy === undefined ? note : `${note} ${remedy}`]
}

function mapRemedy({ operators }: GraphFacts): string | undefined {
  return hasZipMap(operators)
    ? 'Export it with zipmap=False (skl2onnx: options={"zipmap": False}) to get the probabilities as a tensor.'
    : undefined
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}
