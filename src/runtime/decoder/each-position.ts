import { unsupported } from './roles.ts'

interface Rows {
  readonly count: number
  row(position: number): Float32Array
}

interface Ways {
  /** The graph says so itself; it is also found out. */
  readonly lastLogitsOnly: boolean
  /** @param keep how many positions shall have logits, where the graph asks */
  run(ids: readonly number[], keep: number): Promise<Rows>
  length(): number
  rewind(length: number): Promise<number>
}

/** `appendEach` for whoever can run some tokens and go back. */
export function createAppendEach({ lastLogitsOnly, run, length, rewind }: Ways) {
  let isSingle = lastLogitsOnly
  return async (
    ids: readonly number[],
    visit: (logits: Float32Array, index: number) => void,
  ): Promise<void> => {
    if (!isSingle && ids.length > 1) {
      const before = length()
      const rows = await run(ids, ids.length)
      if (rows.count >= ids.length) return ids.forEach((_, index) => visit(rows.row(index), index))
      isSingle = true
      if ((await rewind(before)) !== before) {
        throw unsupported('It gives no logits for the tokens within a text')
      }
    }
    // A graph that gives the last position's logits alone is asked one by one.
    for (const [index, id] of ids.entries()) visit((await run([id], 1)).row(0), index)
  }
}
