import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-web/wasm'
import { softmax } from '../../src/core/tensors/softmax.ts'

const path = (name: string) =>
  fileURLToPath(new URL(`../../public/models/stories/${name}`, import.meta.url))

/** One for each token of the vocabulary. */
export type Probabilities = ArrayLike<number>

export interface Reference {
  /** Ids by the vocabulary's spellings. */
  idsOf(tokens: readonly string[]): number[]
  /** The probabilities of every token behind each of these. */
  probabilities(ids: readonly number[]): Promise<Probabilities[]>
}

/** The built-in language model itself: its whole text in one run, in Node. */
export async function openReference(): Promise<Reference> {
  const { model } = JSON.parse(readFileSync(path('tokenizer.json'), 'utf8')) as {
    model: { vocab: Record<string, number> }
  }
  ort.env.wasm.numThreads = 1
  const session = await ort.InferenceSession.create(readFileSync(path('onnx/model.onnx')))
  const pasts = session.inputMetadata.filter(({ name }) => name.startsWith('past_key_values'))
  return {
    idsOf: (tokens) =>
      tokens.map((token) => {
        const id = model.vocab[token]
        if (id === undefined) throw new Error(`“${token}” is not in the vocabulary`)
        return id
      }),
    async probabilities(ids) {
      const feeds: Record<string, ort.Tensor> = {
        input_ids: int64(ids),
        attention_mask: int64(ids.map(() => 1)),
        num_logits_to_keep: new ort.Tensor('int64', BigInt64Array.of(BigInt(ids.length)), []),
      }
      for (const past of pasts) {
        const [, heads, , width] = past.isTensor ? past.shape : []
        feeds[past.name] = new ort.Tensor('float32', [], [1, Number(heads), 0, Number(width)])
      }
      const { logits } = await session.run(feeds)
      const size = logits!.dims.at(-1)!
      const rows = logits!.data as Float32Array
      return ids.map((_, row) => softmax(rows.slice(row * size, (row + 1) * size)))
    },
  }
}

function int64(values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
}

/** The largest first. */
export function highest(probs: Probabilities, count: number): { id: number; prob: number }[] {
  return Array.from(probs, (prob, id) => ({ id, prob }))
    .toSorted((a, b) => b.prob - a.prob)
    .slice(0, count)
}
