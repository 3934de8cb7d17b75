import { VitrineError } from '../protocol/errors.ts'
import type { Tokenizer } from './ports.ts'
import { checkKnown } from './text-prompt.ts'

/** How ONNX Runtime's own kernel puts it: "idx=50 must be within the inclusive range [-20,19]". */
const outOfBounds = /idx=(\d+) must be within the inclusive range \[-(\d+),/

/**
 * The graph of an encoder does not say how many tokens it knows: a run that failed at one of them does.
 * @returns never: it throws `export-unsupported` that names the token, or what was given
 */
export function nameUnknownToken(
  thrown: unknown,
  ids: readonly number[],
  tokenizer: Tokenizer,
): never {
  const detail = thrown instanceof VitrineError ? thrown.detail : undefined
  const [, index, size] = outOfBounds.exec(detail ?? '') ?? []
  // Positions are looked up in the same way.
  if (ids.includes(Number(index))) checkKnown(ids, Number(size), tokenizer)
  throw thrown
}
