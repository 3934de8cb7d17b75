import { messagesOf, type Answer, type Conversation } from './conversation.ts'
import { parseSetting, type SettingsDraft, type SettingSpec } from './chat-settings.ts'

/** What "Copy JSON" copies, as the serving examples answer it. */
export function answerJson({ text, tokens, ids, finishReason }: Answer): string {
  return JSON.stringify({ text, tokens, ids, finish_reason: finishReason })
}

interface Exported {
  readonly model: string
  readonly system: string
  readonly conversation: Conversation
  readonly specs: readonly SettingSpec[]
  readonly draft: SettingsDraft
}

/** The whole conversation, turns that the model is not given any more included. */
export function conversationJson({ model, system, conversation, specs, draft }: Exported): string {
  const { turns } = conversation
  const messages = turns.flatMap((turn) => messagesOf({ turns: [turn], leftOut: 0 }, ''))
  const settings = Object.fromEntries(
    specs.map((spec) => [spec.key, parseSetting(spec, draft[spec.key]) ?? draft[spec.key]]),
  )
  return `${JSON.stringify({ model, system, messages, settings }, null, 2)}\n`
}
