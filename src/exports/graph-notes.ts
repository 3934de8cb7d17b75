import type { GraphFacts } from '../protocol/graph.ts'
import { hasZipMap, isZipped } from './preflight.ts'

/** What a person should know of a model that runs, in whole sentences. */
export function notesOf({ operators, outputs, inputs, opsets, table }: GraphFacts): string[] {
  const notes: string[] = []
  if (operators.some(({ name }) => blockwise.has(name))) {
    notes.push('Its weights have 4 bits (MatMulNBits): fast on a graphics card, slow without one.')
  }
  const maps = outputs.filter(({ isTensor }) => !isTensor)
  if (maps.some(({ name }) => isZipped(name, table))) {
    notes.push('Its probabilities are maps (ZipMap); tables are shown the tensor before them.')
  } else if (hasZipMap(operators) && maps.length > 0) {
    notes.push(
      'Its probabilities are maps (ZipMap), which cannot be shown here; export it with zipmap=False.',
    )
  }
  if (operators.length === 0) notes.push('It computes nothing: its outputs are stored numbers.')
  if (inputs.length === 0) notes.push('It takes no input.')
  const standard = opsets.find(({ domain }) => domain === 'ai.onnx')
  if (standard !== undefined && standard.version < 7) {
    notes.push(
      `It was made for opset ${standard.version}; ONNX Runtime promises to run 7 and later.`,
    )
  }
  return notes
}

/** Weights in blocks of 4 bits, for which the CPU has no quick way in WebAssembly. */
const blockwise: ReadonlySet<string> = new Set([
  'MatMulNBits',
  'MatMulBnb4',
  'GatherBlockQuantized',
])
