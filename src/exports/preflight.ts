import { VitrineError } from '../protocol/errors.ts'
import type { GraphFacts, GraphOperator, GraphValue, TableFacts } from '../protocol/graph.ts'
import { dataFilesOf } from './data-files.ts'
import { bytesInWords, quoted } from './graph/words.ts'
import {
  heapBytes,
  newestIr,
  newestOpsets,
  operatorDomains,
  passedTypes,
  storedTypes,
} from './runtime-limits.ts'

/** What the model will have to do with. */
export interface Room {
  /** Of the device, in decimal units. Absent where the browser does not say; more than 4 GB makes no difference. */
  readonly memoryBytes?: number
}

/**
 * Says before a model is handed to ONNX Runtime why it cannot run there, if that can be known from its graph.
 * A model that passes can still be refused: which operators of a known domain exist is known to the runtime alone.
 * @throws VitrineError `model-too-new`, `operator-unavailable`, `type-unavailable`, `export-unsupported`,
 * `path-refused`, `model-too-big`
 */
export function preflight(facts: GraphFacts, room: Room = {}): void {
  checkVersions(facts)
  checkOperators(facts)
  checkTypes(facts)
  checkNames(facts)
  checkOutputs(facts)
  // Refuses what leads out of the folder.
  dataFilesOf(facts, '')
  checkSize(facts, room)
}

function checkVersions({ irVersion, opsets }: GraphFacts): void {
  if (irVersion > newestIr) throw tooNew(`IR version ${irVersion}`, String(newestIr))
  for (const { domain, version } of opsets) {
    const newest = newestOpsets[domain] ?? Number.POSITIVE_INFINITY
    if (version <= newest) continue
    throw tooNew(
      domain === 'ai.onnx' ? `opset ${version}` : `opset ${version} of ${quoted(domain)}`,
      String(newest),
    )
  }
}

function tooNew(found: string, limit: string): VitrineError {
  return new VitrineError('model-too-new', { found, limit })
}

function checkOperators({ operators, functions }: GraphFacts): void {
  const own = new Set(functions)
  const missing = operators.filter(
    ({ domain, name }) => !operatorDomains.has(domain) && !own.has(`${domain}/${name}`),
  )
  const [first] = missing
  if (first === undefined) return
  const sameDomain = missing.filter(({ domain }) => domain === first.domain)
  throw new VitrineError('operator-unavailable', {
    operator: namesOf(sameDomain),
    domain: quoted(first.domain),
  })
}

function namesOf(operators: readonly GraphOperator[]): string {
  const names = operators.slice(0, 2).map(({ name }) => quoted(name))
  const more = operators.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ')
}

function checkTypes({ inputs, outputs, initialisers }: GraphFacts): void {
  const refused =
    refusedValue(
      'input',
      inputs.filter((value) => !canBeGiven(value)),
    ) ??
    refusedValue(
      'output',
      outputs.filter((value) => !canBeTaken(value)),
    ) ??
    refusedValue(
      'tensor',
      initialisers.filter(({ type }) => !storedTypes.has(type)),
    )
  if (refused !== undefined) throw refused
}

function refusedValue(
  what: string,
  [value]: readonly { readonly name: string; readonly type: string }[],
): VitrineError | undefined {
  if (value === undefined) return undefined
  return new VitrineError('type-unavailable', {
    value: `The ${what} ${quoted(value.name)}`,
    type: value.type,
  })
}

/** Optionals take a tensor; there is no way to give a sequence or a map. */
function canBeGiven({ type, isTensor }: GraphValue): boolean {
  return canPass(type, isTensor) || /^optional\((?!sequence|map|optional)/.test(type)
}

/** Sequences and maps may be there: only those outputs are asked for that are tensors. */
function canBeTaken({ type, isTensor }: GraphValue): boolean {
  return canPass(type, isTensor) || /^(?:sequence|map|optional)\(/.test(type)
}

/** What the graph leaves open, the runtime infers. */
function canPass(type: string, isTensor: boolean): boolean {
  return type === 'unknown' || (isTensor && passedTypes.has(type))
}

/** The runtime ends a name where C would, and then does not know it any more. */
function checkNames({ inputs, outputs }: GraphFacts): void {
  const cut = [...inputs, ...outputs].find(({ name }) => name.includes('\0'))
  if (cut !== undefined) throw unsupported(`The name ${quoted(cut.name)} has a zero byte in it`)
}

function checkOutputs({ outputs, operators, table }: GraphFacts): void {
  if (outputs.some(({ type, isTensor }) => isTensor || type === 'unknown')) return
  // Taken out when the model is loaded.
  if (outputs.some(({ name }) => isZipped(name, table))) return
  if (outputs.length === 0) throw unsupported('It has no outputs')
  throw unsupported(
    'Its outputs are sequences or maps, which ONNX Runtime Web does not hand out',
    hasZipMap(operators) ? 'Export it with the option zipmap=False.' : undefined,
  )
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError('export-unsupported', {
    problem,
    ...(remedy !== undefined && { remedy }),
  })
}

/** Whether an output is of maps before which the graph has a tensor. */
export function isZipped(name: string, table: TableFacts | undefined): boolean {
  return table?.zipMaps.some(({ output }) => output === name) === true
}

export function hasZipMap(operators: readonly GraphOperator[]): boolean {
  return operators.some(({ domain, name }) => domain === 'ai.onnx.ml' && name === 'ZipMap')
}

/** At least the weights are needed; how much more, only a run would tell. */
function checkSize({ weightBytes }: GraphFacts, { memoryBytes = heapBytes }: Room): void {
  if (weightBytes < Math.min(memoryBytes, heapBytes)) return
  throw new VitrineError('model-too-big', {
    needed: bytesInWords(weightBytes),
    available:
      memoryBytes < heapBytes
        ? `this device offers ${bytesInWords(memoryBytes)}`
        : 'a web page can use 4 GB',
  })
}
