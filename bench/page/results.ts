import type { Traffic } from '../../src/protocol/tasks.ts'

export interface Generated {
  readonly ids: readonly number[]
  /** Over all new tokens but the first, which belongs to the prefill. */
  readonly msPerToken: number
}

/** Counted in the same way on both sides; on WASM, what is copied into the runtime's heap and out of it. */
export interface CountedText extends Generated {
  /** Of all logits that a prompt gives, the bytes that came to JavaScript as copies. */
  readonly logitsBytes: number
  /** From the first new token to the last. */
  readonly decode: Traffic
}

export interface Classified {
  readonly classes: readonly string[]
  readonly totalMs: number
}
