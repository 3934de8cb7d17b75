import { parseNumber } from '../../core/tensors/number-range.ts'
import {
  settingKeys,
  type SettingsDraft,
  type SettingSpecs,
} from '../../protocol/generation-settings.ts'
import { messagesOf, type Conversation } from './conversation.ts'

interface Exported {
  readonly model: string
  readonly system: string
  readonly conversation: Conversation
  readonly specs: SettingSpecs
  readonly draft: SettingsDraft
}

/** The whole conversation, turns that the model is not given any more included. */
export function conversationJson({ model, system, conversation, specs, draft }: Exported): string {
  const { turns } = conversation
  const messages = turns.flatMap((turn) => messagesOf({ turns: [turn], leftOut: 0 }, ''))
  const settings = Object.fromEntries(
    settingKeys.map((key) => [key, parseNumber(specs[key], draft[key]) ?? draft[key]]),
  )
  return `${JSON.stringify({ model, system, messages, settings }, null, 2)}\n`
}
