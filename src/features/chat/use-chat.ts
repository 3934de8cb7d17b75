import { useState } from 'react'
import {
  parseSettings,
  type SettingsDraft,
  type SettingSpecs,
} from '../../protocol/generation-settings.ts'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useRun } from '../../queries/use-run.ts'
import { shownOf, type Attempt, type Shown } from './attempt.ts'
import {
  emptyConversation,
  messagesOf,
  reopened,
  shortened,
  type Conversation,
} from './conversation.ts'

/** What goes to the model besides the turns. */
export interface Circumstances {
  readonly system: string
  readonly draft: SettingsDraft
}

export interface Chat {
  readonly shown: Shown
  /** Of the latest attempt at an answer; another one is another answer. */
  readonly attemptId: number
  readonly canUndo: boolean
  send(question: string, with_: Circumstances): void
  /** Asks the last question once more; its answer goes when another one begins. */
  answerAgain(with_: Circumstances): void
  /** Says something else in the place of a turn; what follows it goes when an answer begins. */
  edit(turnId: number, question: string, with_: Circumstances): void
  /** @param fraction of the text that may stay */
  leaveOutOldest(fraction: number, with_: Circumstances): void
  stop(): void
  clear(): void
  /** Takes the last `clear` back. */
  undo(): void
}

interface State {
  /** All there was before the latest attempt. */
  readonly conversation: Conversation
  readonly attempt: Attempt | undefined
  /** The conversation that was cleared away. */
  readonly cleared: Conversation | undefined
  readonly nextId: number
}

/** A conversation with a model, kept here and nowhere else. */
export function useChat(
  manifest: TextGenerationManifest,
  runtime: Runtime,
  specs: SettingSpecs,
): Chat {
  const run = useRun<TextGenerationManifest, Attempt>(manifest, runtime)
  const [state, setState] = useState<State>({
    conversation: emptyConversation,
    attempt: undefined,
    cleared: undefined,
    nextId: 1,
  })
  const { attempt, nextId } = state
  const shown = shownOf(state.conversation, attempt, run.state)
  const { turns, leftOut } = shown.conversation

  function ask(next: Attempt, { system, draft }: Circumstances) {
    const { before: conversation } = next
    setState({ conversation, attempt: next, cleared: undefined, nextId: nextId + 1 })
    run.start(next, () => ({
      prompt: messagesOf(next.asked, system),
      settings: parseSettings(specs, draft),
    }))
  }

  return {
    shown,
    attemptId: nextId,
    canUndo: state.cleared !== undefined && turns.length === 0,
    send(question, circumstances) {
      // What was typed stays, answered or not.
      const asked = { turns: [...turns, { id: nextId, question }], leftOut }
      ask({ before: asked, asked }, circumstances)
    },
    answerAgain(circumstances) {
      ask({ before: shown.conversation, asked: reopened(shown.conversation) }, circumstances)
    },
    edit(turnId, question, circumstances) {
      const place = turns.findIndex(({ id }) => id === turnId)
      if (place < 0) return
      const asked = {
        turns: [...turns.slice(0, place), { id: nextId, question }],
        leftOut: Math.min(leftOut, place),
      }
      ask({ before: shown.conversation, asked }, circumstances)
    },
    leaveOutOldest(fraction, circumstances) {
      if (attempt === undefined) return
      const asked = shortened(attempt.asked, circumstances.system, fraction)
      const before = attempt.before === attempt.asked ? asked : attempt.before
      ask({ before, asked }, circumstances)
    },
    stop: run.stop,
    clear() {
      run.reset()
      setState({
        conversation: emptyConversation,
        attempt: undefined,
        cleared: shown.conversation,
        nextId,
      })
    },
    undo() {
      if (state.cleared === undefined) return
      setState({ ...state, conversation: state.cleared, attempt: undefined, cleared: undefined })
    },
  }
}
