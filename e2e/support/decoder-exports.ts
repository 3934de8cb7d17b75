import { ownNames } from '../../src/testing/decoder-onnx/decoder-shapes.ts'
import type { decoderExport } from '../../src/testing/decoder-onnx/export-folder.js'
import { smallestVocabulary } from '../../src/testing/decoder-onnx/byte-tokenizer.js'
import { referenceLogits } from '../../src/testing/decoder-onnx/reference-decoder.js'

export type DecoderExport = NonNullable<Parameters<typeof decoderExport>[0]>

/** Folders with a small language model of random weights, one for each way in which exporters write them. */
export const decoderExports: Readonly<Record<string, DecoderExport>> = {
  'one-operator': {},
  'plain-operators': { attention: 'plain', positions: true },
  optimum: { attention: 'plain', positions: true, cacheBranch: true },
  'logits-to-keep': { attention: 'plain', logitsToKeep: true },
  'data-beside': { externalData: true },
  'no-cache': { attention: 'plain', cache: 'none', mask: false },
  genai: { layout: 'genai', names: ownNames, positions: true },
  'genai-merged': {
    layout: 'genai',
    attention: 'plain',
    cache: 'merged',
    idType: 'int32',
    positions: true,
  },
  'graph-ready': { layout: 'genai', lengths: true },
}

/** Greedy ids, computed with nothing but loops: those of the folder where its weights are not rounded. */
export function writtenBy(options: DecoderExport, prompt: string, count: number): number[] {
  const ids = [...new TextEncoder().encode(prompt)].map((byte) => byte + 2)
  const start = ids.length
  while (ids.length < start + count) {
    const logits = referenceLogits({ vocabulary: smallestVocabulary, ...options }, ids).at(-1)!
    ids.push(logits.indexOf(Math.max(...logits)))
  }
  return ids.slice(start)
}
