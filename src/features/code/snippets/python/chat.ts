import type { ChatFormat } from '../../../../protocol/manifest.ts'
import { pythonLiteral } from '../literals.ts'
import { lines } from '../snippet.ts'

/** `conversation`: what was said, as the export's own template writes it down. */
export function pythonChatPrompt(chat: ChatFormat | undefined): string {
  const path = chat?.path ?? 'tokenizer_config.json'
  const isText = path.endsWith('.jinja')
  const config = isText ? path.replace(/[^/]*$/, 'tokenizer_config.json') : path
  return lines(
    `chat = json.load(open(${pythonLiteral(config)}, encoding="utf-8"))`,
    ...(isText
      ? [`template = open(${pythonLiteral(path)}, encoding="utf-8").read()`]
      : [
          'template = chat["chat_template"]',
          'if isinstance(template, list):  # several, by their names',
          '    template = next(one["template"] for one in template if one["name"] == "default")',
        ]),
    'tokens = {',
    '    key: value["content"] if isinstance(value, dict) else value',
    '    for key, value in chat.items()',
    '    if key.endswith("_token")',
    '}',
    'jinja = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])',
    'conversation = jinja.from_string(template).render(messages=MESSAGES, add_generation_prompt=True, **tokens)',
  )
}
