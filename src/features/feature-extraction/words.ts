import type { FeatureExtraction } from '../../protocol/tasks.ts'
import { embeddingsAnswer } from '../../protocol/text-json.ts'
import { tokenWords } from '../../ui/text-run-words.ts'

/** Two decimals with a real minus sign; never "−0.00". */
export function formatSimilarity(value: number): string {
  const rounded = Number(value.toFixed(2))
  return `${rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(2)}`
}

/** How much of the texts the model read, and what it made of them. */
export function readWords({ tokens, vectors }: FeatureExtraction): string {
  const [first, second] = tokens.map(tokenWords)
  const width = (vectors[0]?.length ?? 0).toLocaleString('en-US')
  return `First: ${first}. Second: ${second}. Each became ${width} numbers.`
}

/** What a screen reader is told when the answer has come. */
export function announcement(result: FeatureExtraction | undefined): string {
  if (result?.similarity === undefined) return ''
  const isCut = result.tokens.some(({ cut }) => cut > 0)
  return `Similarity ${formatSimilarity(result.similarity)}.${isCut ? ` ${readWords(result)}` : ''}`
}

/** What "Copy JSON" copies. */
export function embeddingsJson(result: FeatureExtraction): string {
  return JSON.stringify(embeddingsAnswer(result))
}
