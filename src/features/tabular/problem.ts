import { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import type { RowState } from './row.ts'
import type { Form } from './shared-state.ts'

/** What an alert says, and what a program would be answered. */
export interface Problem {
  readonly code: string
  readonly words: { readonly title: string; readonly reason?: string; readonly remedy: string }
  readonly detail?: string | undefined
}

/**
 * What is to be told of the row as it stands. What is wrong with a single field is marked there, and is an alert only when
 * somebody asks for this very row: who is typing is in the middle of it.
 */
export function problemOf(
  form: Form,
  state: RowState | undefined,
  error: VitrineError | undefined,
): Problem | undefined {
  if (form.broken !== undefined) {
    return form.isRefused ? { code: 'invalid-json', words: brokenWords(form.broken) } : undefined
  }
  switch (state?.status) {
    case 'mismatch':
      return problemFrom(
        new VitrineError('feature-mismatch', {
          missing: state.missing.join(', '),
          extra: state.extra.join(', '),
        }),
      )
    case 'wrong': {
      const [first] = state.problems
      if (!form.isRefused || first === undefined) return undefined
      return problemFrom(
        new VitrineError('feature-invalid', { name: first[0], problem: sentence(first[1]) }),
      )
    }
    case 'good':
    case undefined:
      return error && problemFrom(error)
    default:
      return state satisfies never
  }
}

function brokenWords(reason: string) {
  return { title: 'This is no row in JSON.', reason, remedy: 'Correct it, or use the fields.' }
}

function problemFrom(error: VitrineError): Problem {
  return { code: error.code, words: describeError(error), detail: error.detail }
}

/** With a capital letter and without its full stop, which the frame around it has. */
export function sentence(problem: string): string {
  return problem.charAt(0).toUpperCase() + problem.slice(1)
}
