import type { Traffic } from '../../../protocol/tasks.ts'
import { nextLogits } from '../next-logits.ts'
import { longestAppend } from '../plain/cached-decoder.ts'
import type { LogitRows } from '../plain/read-logits.ts'
import type { TokenDecoder } from '../token-decoder.ts'
import type { Engine } from './engine.ts'

/** A decoder that reads a source text before it writes its own. */
export interface SourceDecoder extends TokenDecoder {
  readSource(ids: readonly number[]): Promise<void>
}

interface Facts {
  readonly traffic: Traffic
  /** Without a cache each step runs the whole text. */
  readonly hasCache: boolean
  /** Tokens that no text has, whatever the model says: their logits are −∞. */
  readonly never: readonly number[]
}

/** A text, token by token, over an engine that knows runs. */
export function createTextOver(engine: Engine, { traffic, hasCache, never }: Facts): SourceDecoder {
  let tokens: readonly number[] = []
  let source: readonly number[] | undefined

  function logitsOf(rows: LogitRows, position: number): Float32Array {
    const logits = rows.row(position)
    for (const id of never) logits[id] = -Infinity
    return logits
  }

  /** @param visit is told where the logits behind each of the ids are, in order */
  async function add(
    ids: readonly number[],
    visit: (rows: LogitRows, position: number, index: number) => void,
  ): Promise<void> {
    let index = 0
    while (index < ids.length) {
      const from = hasCache ? tokens.length : 0
      const piece = hasCache && from > 0 ? ids.slice(index, index + 1) : ids.slice(index)
      const before = hasCache ? 0 : tokens.length
      const rows = await engine.step(hasCache ? piece : [...tokens, ...piece], from)
      tokens = [...tokens, ...piece]
      for (const place of piece.keys()) visit(rows, before + place, index++)
    }
  }

  return {
    traffic,
    longestAppend,
    async readSource(ids) {
      tokens = []
      // Another branch of the same text, or the same with other settings.
      if (ids.length === source?.length && ids.every((id, place) => id === source?.[place])) {
        await engine.cut(0)
        return
      }
      source = undefined
      await engine.read(ids)
      source = ids
    },
    async append(ids) {
      let last: Float32Array | undefined
      await add(ids, (rows, position, index) => {
        if (index === ids.length - 1) last = logitsOf(rows, position)
      })
      return nextLogits(last!)
    },
    appendEach: (ids, visit) =>
      add(ids, (rows, position, index) => visit(logitsOf(rows, position), index)),
    async rewind(length) {
      if (length >= tokens.length) return tokens.length
      tokens = tokens.slice(0, hasCache ? await engine.cut(length) : length)
      return tokens.length
    },
  }
}
