import type { GraphFacts, GraphInitialiser, GraphValue } from '../../protocol/graph.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import { formatSize, plural } from '../../ui/format.ts'

/** "[batch, 3, 224, 224]", or "scalar". */
export function dimsWords({ dims }: Pick<GraphValue | GraphInitialiser, 'dims'>): string {
  return dims.length === 0 ? 'scalar' : `[${dims.join(', ')}]`
}

/** 3,504,872 → "3.5 million". */
export function countWords(count: number): string {
  if (count < 1e5) return count.toLocaleString('en-US')
  const [unit, word] = count < 1e9 ? [1e6, 'million'] : [1e9, 'billion']
  const scaled = count / unit
  return `${scaled.toFixed(scaled < 10 ? 2 : 1)} ${word}`
}

/** What the model takes on disk: the `.onnx` file and the data files beside it, as far as their sizes are known. */
export function diskWords({ sizeBytes, external }: GraphFacts): string {
  if (external.length === 0) return formatSize(sizeBytes)
  const beside = external.reduce((sum, { endBytes }) => sum + endBytes, 0)
  const files = plural(external.length, 'data file')
  return `${formatSize(sizeBytes + beside)}: ${formatSize(sizeBytes)} in the .onnx file, ${formatSize(beside)} in ${files}`
}

/** The largest initialisers, the largest first. */
export function largest(initialisers: readonly GraphInitialiser[], count: number) {
  return [...initialisers].sort((a, b) => b.bytes - a.bytes).slice(0, count)
}

/** Of the `.onnx` file that was read. */
export function hashOf({ files, variants = [], model, pinned }: Manifest): string | undefined {
  const path = pinned ?? model
  const known = [...variants.flatMap((variant) => variant.files), ...files]
  return known.find((file) => file.path === path)?.sha256
}

/** Operators of the standard domain by their names alone. */
export function operatorName({ domain, name }: { domain: string; name: string }): string {
  return domain === 'ai.onnx' ? name : `${domain}.${name}`
}
