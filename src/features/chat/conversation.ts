import type { Written } from '../../protocol/generation-json.ts'
import type {
  Candidate,
  ChatMessage,
  GenerationStep,
  GenerationTiming,
} from '../../protocol/tasks.ts'

/** What the model wrote, whole or as far as it came. */
export interface Answer extends Written {
  /** It ends because the context does. */
  readonly contextFull: boolean
  /** How its tokens came to be. */
  readonly steps: readonly GenerationStep[]
  /** What it was given, and how much of that was in memory still. */
  readonly prompt?: NonNullable<GenerationStep['prompt']>
  /** What might have come next; known, as its timing is, when the model came to an end by itself. */
  readonly next?: readonly Candidate[]
  readonly timing?: GenerationTiming
}

/** A thing the person said, and what came back. */
export interface Turn {
  readonly id: number
  readonly question: string
  readonly answer?: Answer
}

export interface Conversation {
  readonly turns: readonly Turn[]
  /** So many of the first turns are not given to the model any more. */
  readonly leftOut: number
}

export const emptyConversation: Conversation = { turns: [], leftOut: 0 }

/** What the model is given: roles alternate, as most templates want it, for what was not answered joins what follows. */
export function messagesOf({ turns, leftOut }: Conversation, system: string): ChatMessage[] {
  const messages: ChatMessage[] = []
  if (system.trim() !== '') messages.push({ role: 'system', content: system.trim() })
  for (const { question, answer } of turns.slice(leftOut)) {
    const last = messages.at(-1)
    if (last?.role === 'user') {
      messages.pop()
      messages.push({ role: 'user', content: `${last.content}\n\n${question}` })
    } else messages.push({ role: 'user', content: question })
    if (answer !== undefined) messages.push({ role: 'assistant', content: answer.text })
  }
  return messages
}

export function answered({ turns, leftOut }: Conversation, answer: Answer): Conversation {
  const last = turns.at(-1)
  if (last === undefined) return { turns, leftOut }
  return { turns: [...turns.slice(0, -1), { ...last, answer }], leftOut }
}

/** The same with its last question open. */
export function reopened({ turns, leftOut }: Conversation): Conversation {
  return {
    turns: turns.map((turn, index) => {
      if (index < turns.length - 1) return turn
      const { id, question } = turn
      return { id, question }
    }),
    leftOut,
  }
}

/**
 * Leaves out so many of the oldest turns that what stays should fit; never the last one.
 *
 * @param fraction of the text that may stay, in (0, 1)
 */
export function shortened(
  { turns, leftOut }: Conversation,
  system: string,
  fraction: number,
): Conversation {
  const lengths = turns.map(({ question, answer }) => question.length + (answer?.text.length ?? 0))
  const sum = (from: number) => lengths.slice(from).reduce((total, length) => total + length, 0)
  const room = (system.length + sum(leftOut)) * fraction - system.length
  let next = Math.min(leftOut + 1, turns.length - 1)
  while (next < turns.length - 1 && sum(next) > room) next += 1
  return { turns, leftOut: next }
}

export interface ContextUse {
  readonly tokens: number
  /** There are more: nobody counted the last of them. */
  readonly isLeast: boolean
}

/** How much of the context the conversation takes, as far as it is known; undefined before the first answer. */
export function contextUseOf({ turns }: Conversation): ContextUse | undefined {
  const counted = turns.findLastIndex(({ answer }) => answer?.prompt !== undefined)
  const { prompt, ids } = turns[counted]?.answer ?? {}
  if (prompt === undefined || ids === undefined) return undefined
  const later = turns.slice(counted + 1)
  const written = later.reduce((sum, { answer }) => sum + (answer?.ids.length ?? 0), 0)
  const tokens = prompt.tokens + ids.length + written
  return { tokens, isLeast: later.length > 0 }
}
