import type { Bytes } from './shelf.ts'

export interface BodyReader {
  /** The next bytes; undefined at the end, which may have come too early. */
  next(): Promise<Bytes | undefined>
  /** What has come without being taken is given again by `next`. */
  peek(wantedBytes: number): Promise<Bytes>
  cancel(): void
}

/** Reads a body as it comes. */
export function readBody(response: Response): BodyReader {
  // A reader, because Safari's streams are not async iterable.
  const reader = response.body?.getReader()
  let held: Bytes | undefined
  let ended = reader === undefined

  async function fromNetwork(): Promise<Bytes | undefined> {
    if (ended) return undefined
    for (;;) {
      const result = await reader?.read()
      if (result?.value === undefined) {
        ended = true
        return undefined
      }
      if (result.value.length > 0) return result.value
    }
  }

  return {
    async next() {
      const chunk = held
      held = undefined
      return chunk ?? fromNetwork()
    },
    async peek(wantedBytes) {
      let head = held ?? new Uint8Array()
      while (head.length < wantedBytes) {
        const chunk = await fromNetwork()
        if (chunk === undefined) break
        head = joined(head, chunk)
      }
      held = head.length === 0 ? undefined : head
      return head
    },
    cancel() {
      reader?.cancel().catch(() => {})
    },
  }
}

function joined(a: Bytes, b: Bytes): Bytes {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
