import { isFreeDim } from '../../core/tensors/tensor.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { DecoderNames } from '../../protocol/manifest.ts'
import type { RuntimeSession, ValueInfo } from '../session.ts'
import { hasTemplate, layerOf, nameOf } from './templates.ts'

/** A decoder's inputs and outputs by what they are for. */
export interface DecoderRoles {
  readonly ids: IntegerInput
  /** Absent: the graph takes sequences of any length. */
  readonly fixedLength?: number
  readonly mask?: IntegerInput
  readonly positions?: IntegerInput
  /** A boolean that says whether there is a past, as Optimum's merged graphs have it. */
  readonly useCache?: string
  /** How many positions shall have logits, as some of Transformers.js's graphs want to know. */
  readonly logitsToKeep?: string
  /** int32 `[1]`: tokens with this run's, less one; with `totalLength` in place of a mask. */
  readonly sequenceLengths?: string
  /** int32 scalar: tokens with this run's. */
  readonly totalLength?: string
  /** The four inputs above that are there, by their names: each takes one number. */
  readonly numbers: Readonly<Record<string, NumberInput>>
  /** It gives logits for the last position alone, however many it is fed. */
  readonly lastLogitsOnly: boolean
  readonly logits: string
  /** Absent: the graph does not say. */
  readonly vocabularySize?: number
  /** Empty: the graph has no cache, and sees the whole sequence anew at each step. */
  readonly caches: readonly CacheRole[]
}

export interface IntegerInput {
  readonly name: string
  readonly type: 'int32' | 'int64'
}

export interface NumberInput {
  readonly name: string
  readonly type: 'bool' | 'int32' | 'int64'
  /** None for a scalar; else as many ones as it has axes. */
  readonly dims: readonly number[]
}

export interface CacheRole {
  readonly past: string
  /** The output that holds the next value of `past`. */
  readonly present: string
  readonly type: 'float32' | 'float16'
  /** The shape of a past of no tokens. */
  readonly emptyDims: readonly number[]
}

const huggingFaceNames: DecoderNames = {
  inputIds: 'input_ids',
  attentionMask: 'attention_mask',
  positionIds: 'position_ids',
  logits: 'logits',
  pastKey: 'past_key_values.%d.key',
  pastValue: 'past_key_values.%d.value',
  presentKey: 'present.%d.key',
  presentValue: 'present.%d.value',
  sequenceLengths: 'seqlens_k',
  totalLength: 'total_sequence_length',
}

/**
 * @param names as the export says them; what it leaves out is called as Hugging Face's exporters do
 * @throws VitrineError `export-unsupported` when the graph is not a decoder of a kind that is known here
 */
export function readRoles(
  { inputs, outputs }: Pick<RuntimeSession, 'inputs' | 'outputs'>,
  names: Partial<DecoderNames> = {},
): DecoderRoles {
  const known = { ...huggingFaceNames, ...names }
  const ids = inputs.find(({ name }) => name === known.inputIds)
  const logits = outputs.find(({ name }) => name === known.logits)
  if (ids === undefined || logits === undefined) {
    throw unsupported(`It does not turn “${known.inputIds}” into “${known.logits}”`)
  }
  if (logits.type !== 'float32' && logits.type !== 'float16') {
    throw unsupported(`Its logits are ${logits.type}, not float32 or float16`)
  }
  checkBatch(ids, 0)
  const caches: CacheRole[] = []
  const named: Partial<Record<'mask' | 'positions', IntegerInput>> = {}
  const flags: Partial<
    Record<'useCache' | 'logitsToKeep' | 'sequenceLengths' | 'totalLength', string>
  > = {}
  const numbers: Record<string, NumberInput> = {}
  for (const input of inputs) {
    const { name } = input
    if (name === ids.name) continue
    const present = presentOf(name, known)
    if (present !== undefined) caches.push(cacheRole(input, present, outputs))
    else if (name === known.attentionMask) named.mask = integerInput(input)
    else if (name === known.positionIds) named.positions = integerInput(input)
    else {
      const flag = flagOf(name, known)
      if (flag === undefined) throw unsupported(`Its input “${name}” is not known here`)
      flags[flag] = name
      numbers[name] = numberInput(input)
    }
  }
  const fixedLength = fixedSize(ids.dims[1])
  if (fixedLength !== undefined && caches.length > 0) {
    throw unsupported(`It has a KV cache, and yet takes exactly ${fixedLength} tokens at a time`)
  }
  const vocabularySize = fixedSize(logits.dims.at(-1))
  return {
    ids: integerInput(ids),
    logits: logits.name,
    caches,
    lastLogitsOnly: fixedSize(logits.dims.at(-2)) === 1 && fixedSize(ids.dims[1]) !== 1,
    numbers,
    ...named,
    ...flags,
    ...(fixedLength !== undefined && { fixedLength }),
    ...(vocabularySize !== undefined && { vocabularySize }),
  }
}

/** What the input of this name is told of a run over the places from `from` to `to`. */
export function numberFor(
  { useCache, logitsToKeep, sequenceLengths }: DecoderRoles,
  name: string,
  { from, to, keep }: { readonly from: number; readonly to: number; readonly keep: number },
): number {
  if (name === useCache) return from > 0 ? 1 : 0
  if (name === logitsToKeep) return keep
  return name === sequenceLengths ? to - 1 : to
}

function flagOf(
  name: string,
  { sequenceLengths, totalLength }: DecoderNames,
): 'useCache' | 'logitsToKeep' | 'sequenceLengths' | 'totalLength' | undefined {
  if (name === sequenceLengths) return 'sequenceLengths'
  if (name === totalLength) return 'totalLength'
  if (name === 'use_cache_branch') return 'useCache'
  return name === 'num_logits_to_keep' ? 'logitsToKeep' : undefined
}

/** The output that belongs to a cache input of this name; undefined when it is none. */
function presentOf(name: string, names: DecoderNames): string | undefined {
  const pairs = [
    [names.past, names.present],
    [names.pastKey, names.presentKey],
    [names.pastValue, names.presentValue],
  ] as const
  for (const [past, present] of pairs) {
    if (!hasTemplate(past) || present === undefined) continue
    const layer = layerOf(past, name)
    if (layer !== undefined) return nameOf(present, layer)
  }
  return undefined
}

/** Keys or values apart are `[batch, heads, past, width]`, both in one `[2, batch, heads, past, width]`. */
function cacheRole(input: ValueInfo, present: string, outputs: readonly ValueInfo[]): CacheRole {
  const { name, type, dims } = input
  if (!outputs.some((output) => output.name === present)) {
    throw unsupported(`Its cache “${name}” has no output “${present}”`)
  }
  if (type !== 'float32' && type !== 'float16') {
    throw unsupported(`Its KV cache is ${type}, not float32 or float16`)
  }
  const isMerged = dims.length === 5 && dims[0] === 2
  const [batch, heads, past, width] = isMerged ? dims.slice(1) : dims
  if (
    (dims.length !== 4 && !isMerged) ||
    typeof heads !== 'number' ||
    typeof width !== 'number' ||
    !isFreeDim(past ?? 1) ||
    batch === undefined
  ) {
    throw unsupported(
      `Its cache “${name}” is ${dims.join(' × ')}, not batch × heads × past × width with fixed heads`,
    )
  }
  checkBatch(input, isMerged ? 1 : 0)
  const one = [1, heads, 0, width]
  return { past: name, present, type, emptyDims: isMerged ? [2, ...one] : one }
}

function integerInput({ name, type }: ValueInfo): IntegerInput {
  if (type === 'int64' || type === 'int32') return { name, type }
  throw unsupported(`Its input “${name}” is ${type}, not int64 or int32`)
}

function numberInput({ name, type, dims }: ValueInfo): NumberInput {
  if (type !== 'bool' && type !== 'int32' && type !== 'int64') {
    throw unsupported(`Its input “${name}” is ${type}, not a truth value or a whole number`)
  }
  const isOne = dims.every((dim) => (fixedSize(dim) ?? 1) === 1)
  if (!isOne) throw unsupported(`Its input “${name}” is ${dims.join(' × ')}, not one number`)
  return { name, type, dims: dims.map(() => 1) }
}

function checkBatch({ name, dims }: ValueInfo, axis: number): void {
  const batch = fixedSize(dims[axis])
  if (batch === undefined || batch === 1) return
  throw unsupported(`Its input “${name}” takes exactly ${batch} texts at a time`)
}

function fixedSize(dim: number | string | undefined): number | undefined {
  return dim === undefined || isFreeDim(dim) ? undefined : Number(dim)
}

export function unsupported(problem: string): VitrineError {
  return new VitrineError('export-unsupported', { problem })
}
