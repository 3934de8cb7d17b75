import type { VitrineError } from '../../protocol/errors.ts'
import type { GenerationStep } from '../../protocol/tasks.ts'
import { outcomeOf, type Outcome, type RunState } from '../../queries/run-state.ts'
import { answered, type Answer, type Conversation } from './conversation.ts'

/** One try at getting an answer. */
export interface Attempt {
  /** What stays when no answer begins. */
  readonly before: Conversation
  /** What it is when one does; its last turn is open. */
  readonly asked: Conversation
}

export type ChatRun = RunState<'text-generation', Attempt>

/** What is to be seen, whatever the state of the run. */
export interface Shown {
  readonly conversation: Conversation
  readonly progress:
    | { readonly status: 'rest' }
    /** No token has come yet. */
    | { readonly status: 'waiting' }
    | { readonly status: 'writing'; readonly steps: readonly GenerationStep[] }
  readonly error: VitrineError | undefined
}

/** @param attempt the latest, if there was one since `conversation` was all there is */
export function shownOf(
  conversation: Conversation,
  attempt: Attempt | undefined,
  run: ChatRun,
): Shown {
  const rest = { status: 'rest' } as const
  if (attempt === undefined) return { conversation, progress: rest, error: undefined }
  if (run.status === 'running' && run.subject === attempt) {
    const { steps } = run
    if (steps.length === 0) {
      return { conversation: attempt.asked, progress: { status: 'waiting' }, error: undefined }
    }
    const writing = answered(attempt.asked, answerOfSteps(steps))
    return { conversation: writing, progress: { status: 'writing', steps }, error: undefined }
  }
  const error = run.status === 'failed' ? run.error : undefined
  const outcome = outcomeOf<'text-generation', Attempt>(run)
  const answer = outcome?.subject === attempt ? answerOf(outcome) : undefined
  const settled = answer === undefined ? attempt.before : answered(attempt.asked, answer)
  return { conversation: settled, progress: rest, error }
}

function answerOf(outcome: Outcome<'text-generation', Attempt>): Answer | undefined {
  if (outcome.status === 'stopped') {
    return outcome.steps.length === 0 ? undefined : answerOfSteps(outcome.steps)
  }
  const { text, tokens, ids, finishReason, contextFull, ...rest } = outcome.result
  const { promptTokens, reusedTokens, timing } = rest
  const measured = { promptTokens, reusedTokens, timing }
  return { text, tokens, ids, finishReason, contextFull, measured }
}

function answerOfSteps(steps: readonly GenerationStep[]): Answer {
  return {
    text: steps.map(({ text }) => text).join(''),
    tokens: steps.map(({ token }) => token),
    ids: steps.map(({ id }) => id),
    finishReason: 'abort',
    contextFull: false,
  }
}
