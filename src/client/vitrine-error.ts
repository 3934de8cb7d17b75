import type { ErrorCode, ErrorFacts } from '../protocol/errors.ts'

/** What the module's promises reject with. The message is a whole sentence: what happened, why, what to do. */
export class VitrineError extends Error {
  override readonly name = 'VitrineError'
  /** From a closed list; `aborted` is what a `signal` brought about. */
  readonly code: ErrorCode
  readonly facts: ErrorFacts
  /** The raw text of what went wrong underneath. */
  readonly detail: string | undefined

  constructor(
    message: string,
    { code, facts, detail }: { code: ErrorCode; facts: ErrorFacts; detail: string | undefined },
    cause: unknown,
  ) {
    super(message, { cause })
    this.code = code
    this.facts = facts
    this.detail = detail
  }
}
