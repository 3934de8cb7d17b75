import { asVitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import { VitrineError } from './vitrine-error.ts'

/** The error as the module's users get it. A `TypeError` says that a program is wrong, and stays what it is. */
export function told(error: unknown): Error {
  if (error instanceof VitrineError || error instanceof TypeError) return error
  const ours = asVitrineError(error)
  const { code, facts, detail } = ours
  return new VitrineError(
    blocked(facts['script']) ?? sentenceOf(ours),
    { code, facts, detail },
    ours,
  )
}

/** Rejects with what `told` says. */
export async function telling<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw told(error)
  }
}

/** What stands in the way of a worker's script is a matter between two sites, of which no other page speaks. */
function blocked(script: string | number | undefined): string | undefined {
  if (typeof script !== 'string') return undefined
  const { origin } = new URL(script)
  return `The model’s worker could not be started. Either ${origin} cannot be reached, or this page’s Content-Security-Policy refuses it: it must allow “worker-src blob: ${origin}” and “script-src ${origin}”.`
}
