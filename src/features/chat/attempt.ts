import type { VitrineError } from '../../protocol/errors.ts'
import { writtenUntil } from '../../protocol/generation-json.ts'
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
    | { readonly status: 'writing' }
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
    return { conversation: writing, progress: { status: 'writing' }, error: undefined }
  }
  const error = run.status === 'failed' ? run.error : undefined
  const outcome = outcomeOf<'text-generation', Attempt>(run)
  const answer = outcome?.subject === attempt ? answerOf(outcome) : undefined
  const settled = answer === undefined ? attempt.before : answered(attempt.asked, answer)
  return { conversation: settled, progress: rest, error }
}

function answerOf(outcome: Outcome<'text-generation', Attempt>): Answer | undefined {
  const { steps } = outcome
  if (outcome.status === 'stopped') return steps.length === 0 ? undefined : answerOfSteps(steps)
  const { text, tokens, ids, finishReason, contextFull, candidates, timing } = outcome.result
  const prompt = { tokens: outcome.result.promptTokens, reused: outcome.result.reusedTokens }
  return {
    text,
    tokens,
    ids,
    finishReason,
    contextFull,
    steps,
    next: candidates,
    prompt,
    timing,
  }
}

function answerOfSteps(steps: readonly GenerationStep[]): Answer {
  const prompt = steps[0]?.prompt
  return { ...writtenUntil(steps), contextFull: false, steps, ...(prompt && { prompt }) }
}
