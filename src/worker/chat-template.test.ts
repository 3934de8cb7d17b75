import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import type { ChatMessage } from '../protocol/tasks.ts'
import { chatMl, gemmaLike, llama2Like, llama3Like } from '../testing/chat-templates.ts'
import { openChatTemplate } from './chat-template.ts'

const system: ChatMessage = { role: 'system', content: 'Be brief.' }
const hello: ChatMessage = { role: 'user', content: 'Hello' }
const hi: ChatMessage = { role: 'assistant', content: 'Hi.' }
const bye: ChatMessage = { role: 'user', content: 'Bye' }

type Files = Record<string, unknown>

/** Files as an export has them; what is not there cannot be read. */
function open(files: Files, path = 'tokenizer_config.json') {
  return openChatTemplate({ path }, (name) => {
    if (!(name in files)) throw new VitrineError('export-incomplete', { path: name })
    const file = files[name]
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    return Promise.resolve(new TextEncoder().encode(text))
  })
}

const withTemplate = (chat_template: unknown, tokens: Files = {}) =>
  open({ 'tokenizer_config.json': { chat_template, ...tokens } })

/** What a visitor reads when the template cannot write this down. */
async function problemOf(chat_template: unknown, messages = [hello]): Promise<string> {
  const template = await withTemplate(chat_template)
  try {
    return `written: ${template.render(messages)}`
  } catch (error) {
    if (error instanceof VitrineError && error.code === 'export-invalid') return sentenceOf(error)
    throw error
  }
}

describe('a chat template', () => {
  it('writes ChatML', async () => {
    const { render } = await withTemplate(chatMl)
    expect(render([system, hello, hi, bye])).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n' +
        '<|im_start|>assistant\nHi.<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n',
    )
  })

  it('writes as Llama 2 reads, blocks on lines of their own leaving nothing behind', async () => {
    const tokens = { bos_token: { content: '<s>', lstrip: false }, eos_token: '</s>' }
    const { render } = await withTemplate(llama2Like, tokens)
    expect(render([system, hello, hi, bye])).toBe(
      '<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHello [/INST] Hi. </s><s>[INST] Bye [/INST]',
    )
  })

  it('writes as Llama 3 reads, with the date in English', async () => {
    vi.useFakeTimers({ now: new Date(2026, 4, 7, 15, 30) })
    const { render } = await withTemplate(llama3Like, { bos_token: '<|begin_of_text|>' })
    expect(render([system, { ...hello, content: '  Hello \n' }])).toBe(
      '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nToday Date: 07 May 2026\n\nBe brief.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    )
    vi.useRealTimers()
  })

  it('writes as Gemma reads, the system prompt before the first turn where it is refused', async () => {
    const { render } = await withTemplate(gemmaLike, { bos_token: '<bos>' })
    expect(render([hello, hi, bye])).toBe(
      '<bos><start_of_turn>user\nHello<end_of_turn>\n<start_of_turn>model\nHi.<end_of_turn>\n' +
        '<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n',
    )
    expect(render([system, hello, hi, bye])).toBe(
      '<bos><start_of_turn>user\nBe brief.\n\nHello<end_of_turn>\n<start_of_turn>model\nHi.<end_of_turn>\n' +
        '<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n',
    )
  })

  it('does not lose a system prompt that the template leaves out without a word', async () => {
    const { render } = await withTemplate(
      "{% for m in messages %}{% if m.role == 'user' %}Q: {{ m.content }}\n{% endif %}{% endfor %}A:",
    )
    expect(render([system, hello])).toBe('Q: Be brief.\n\nHello\nA:')
  })

  it('leaves special tokens away that the export does not have', async () => {
    const { render } = await withTemplate('{{ bos_token }}{{ messages[0].content }}', {
      bos_token: null,
    })
    expect(render([hello])).toBe('Hello')
  })
})

describe('the place of a template', () => {
  it('may be a list, of which the one called "default" is taken', async () => {
    const tools = { name: 'tool_use', template: 'tools' }
    const usual = { name: 'default', template: '{{ messages[0].content }}' }
    expect((await withTemplate([tools, usual])).render([hello])).toBe('Hello')
    expect(await problemOf([tools])).toContain('there is no template')
  })

  it.each(['chat_template.json', 'chat_template.jinja'])(
    'may be %s, with special tokens from the tokenizer’s configuration',
    async (name) => {
      const text = '{{ bos_token }}{{ messages[0].content }}'
      const file = name.endsWith('.json') ? { chat_template: text } : text
      const config = { bos_token: { content: '<s>' } }
      const beside = { [`onnx/${name}`]: file, 'onnx/tokenizer_config.json': config }
      expect((await open(beside, `onnx/${name}`)).render([hello])).toBe('<s>Hello')
      expect((await open({ [name]: file }, name)).render([hello])).toBe('Hello')
    },
  )

  it('is told when it is not there', async () => {
    const template = await open({})
    expect(() => template.render([hello])).toThrow(
      expect.objectContaining({ code: 'export-incomplete' }),
    )
    expect(await problemOf(undefined)).toContain('there is no template')
    expect(await problemOf(7)).toContain('there is no template')
  })
})

describe('a template that will not do', () => {
  it('says what it has against the conversation', async () => {
    expect(await problemOf(gemmaLike, [hello, hello])).toBe(
      'tokenizer_config.json is not valid. chat_template: it does not take this conversation and says “Conversation roles must alternate user/assistant/user/assistant/...”. Correct the file and load the export again.',
    )
  })

  it.each([
    ['is no Jinja', '{% for m in messages %}{{ m.content }}', 'this template cannot be used'],
    ['knows a filter that nobody knows', '{{ messages | frobnicate }}', 'frobnicate'],
    ['is longer than any real one', 'x'.repeat(100_001), 'longer than any real one'],
    ['is mostly blank', ' '.repeat(90_000), 'longer than any real one'],
    [
      'loops without end',
      '{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}',
      'does not come to an end',
    ],
    ['counts too far', '{% for i in range(1000000000) %}x{% endfor %}', 'its range is too long'],
    ['counts in steps of nothing', '{{ range(0, 5, 0) }}', 'its range is too long'],
    [
      'doubles a text',
      `{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}`,
      'too long',
    ],
    [
      'doubles a list',
      '{% set ns = namespace(s=[1]) %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}',
      'too long',
    ],
    [
      'calls itself',
      '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}',
      'this template cannot be used',
    ],
    ['is nested too deeply', '{{ ' + '('.repeat(40_000), 'this template cannot be used'],
  ])('%s: a sentence', async (_, template, words) => {
    expect(await problemOf(template)).toContain(words)
  })
})

it('leaves it to the tokenizer to refuse a conversation that is too long', async () => {
  const { render } = await withTemplate(chatMl)
  const long = { ...hello, content: 'x'.repeat(3_000_000) }
  expect(render([long, hi, bye]).length).toBeGreaterThan(3_000_000)
})

it('has room for a thousand turns', async () => {
  const turns = Array.from({ length: 500 }, () => [hello, hi]).flat()
  const { render } = await withTemplate(llama3Like)
  expect(render([system, ...turns, bye])).toContain('Bye')
})

const phi3 = new URL('../../../shared/fixtures/tokenizers/phi-3/', import.meta.url)
const isAbsent = !existsSync(phi3)
if (isAbsent) console.warn('SKIPPED: the chat template of Phi-3, because ../shared is absent')

it.skipIf(isAbsent)('writes as Phi-3 reads, whose template leaves system prompts out', async () => {
  const { render } = await openChatTemplate({ path: 'tokenizer_config.json' }, (path) =>
    Promise.resolve(readFileSync(new URL(path, phi3))),
  )
  expect(render([system, hello, hi, bye])).toBe(
    '<s><|user|>\nBe brief.\n\nHello<|end|>\n<|assistant|>\nHi.<|end|>\n<|user|>\nBye<|end|>\n<|assistant|>\n',
  )
})
