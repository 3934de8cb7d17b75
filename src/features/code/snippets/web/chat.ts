import type { ChatFormat } from '../../../../protocol/manifest.ts'
import { lines } from '../snippet.ts'
import { webPath } from './program.ts'

/** `conversation`: what was said, as the export's own template writes it down. */
export function webChatPrompt(chat: ChatFormat | undefined): string {
  const path = chat?.path ?? 'tokenizer_config.json'
  const isText = path.endsWith('.jinja')
  const configPath = isText ? path.replace(/[^/]*$/, 'tokenizer_config.json') : path
  return lines(
    `const chat = await json(${webPath(configPath)})`,
    isText
      ? `const template = new TextDecoder().decode(await load(${webPath(path)}))`
      : lines(
          'const template = Array.isArray(chat.chat_template)',
          "  ? chat.chat_template.find(({ name }) => name === 'default').template",
          '  : chat.chat_template',
        ),
    'const tokens = Object.fromEntries(',
    '  Object.entries(chat)',
    "    .filter(([key]) => key.endsWith('_token'))",
    '    .map(([key, value]) => [key, value?.content ?? value]),',
    ')',
    'const conversation = new Template(template).render({ messages, add_generation_prompt: true, ...tokens })',
  )
}
