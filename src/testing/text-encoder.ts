import type { Tensor } from '../core/tensors/tensor.ts'
import type { RunContext, Session, Tokenizer, ValueInfo } from '../pipelines/ports.ts'

const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'good', 'bad', 'film', '##s', '!']

/** Words between spaces, in a "[CLS]" and a "[SEP]". */
export const wordTokenizer: Tokenizer = {
  encode(text, { special = true } = {}) {
    const words = text.split(' ').filter((word) => word !== '')
    const ids = words.map((word) => Math.max(vocabulary.indexOf(word), 1))
    return special ? [2, ...ids, 3] : ids
  },
  decode: (ids) =>
    ids
      .filter((id) => id > 4)
      .map((id) => vocabulary[id] ?? '')
      .join(' '),
  spelling: (id) => vocabulary[id] ?? `[${id}]`,
  padId: 0,
}

const dims = ['batch', 'tokens']
export const encoderInputs: ValueInfo[] = [
  { name: 'input_ids', type: 'int64', dims },
  { name: 'attention_mask', type: 'int64', dims },
]

interface FakeOptions {
  inputs?: ValueInfo[]
  outputs: ValueInfo[]
  /** What the model answers, by output name, to the number of tokens it was fed. */
  answer(tokens: number): Readonly<Record<string, Tensor>>
}

/** A session that keeps what it was fed and asked for. */
export function fakeEncoder({ inputs = encoderInputs, outputs, answer }: FakeOptions) {
  const fed: Record<string, Tensor>[] = []
  const asked: (readonly string[] | undefined)[] = []
  const session: Session = {
    inputs,
    outputs,
    run(feeds, wanted) {
      fed.push({ ...feeds })
      asked.push(wanted)
      return Promise.resolve(answer(Object.values(feeds)[0]?.dims[1] ?? 0))
    },
  }
  return { session, fed, asked }
}

/** Its clock goes on by a millisecond whenever it is looked at. */
export function tickingContext(signal = { aborted: false }): RunContext<never> {
  let timeMs = 0
  return { signal, breathe: () => Promise.resolve(), now: () => (timeMs += 1), report: () => {} }
}

export const floats = (shape: readonly number[], values: readonly number[]): Tensor => ({
  type: 'float32',
  dims: shape,
  data: Float32Array.from(values),
})
