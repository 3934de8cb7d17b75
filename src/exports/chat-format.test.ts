import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedPath } from '../../e2e/support/shared.ts'
import { memoryFolder } from '../testing/memory-folder.ts'
import { readExport } from './read-export.ts'

const config = { architectures: ['LlamaForCausalLM'], max_position_embeddings: 512 }
const template = '{{ messages }}'

async function chatOf(files: Record<string, unknown>) {
  const base = { 'config.json': config, 'onnx/model.onnx': 'graph', 'tokenizer.json': '{}' }
  const manifest = await readExport(memoryFolder({ ...base, ...files }))
  const paths = manifest.files.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  const chat = 'chat' in manifest ? manifest.chat?.path : undefined
  // What it names has to come with it.
  expect(chat === undefined || paths.includes(chat)).toBe(true)
  return [chat, manifest.reasons.find((reason) => reason.startsWith('it talks'))]
}

describe('a conversation', () => {
  const inConfig = { 'tokenizer_config.json': { chat_template: template } }
  const inJson = { 'chat_template.json': { chat_template: template } }
  const inJinja = { 'chat_template.jinja': template }

  it.each<[Record<string, unknown>, string]>([
    [inConfig, 'tokenizer_config.json'],
    [
      { 'tokenizer_config.json': { chat_template: [{ name: 'default', template }] } },
      'tokenizer_config.json',
    ],
    [inJson, 'chat_template.json'],
    [{ 'tokenizer_config.json': {}, ...inJson }, 'chat_template.json'],
    [{ ...inConfig, ...inJson }, 'tokenizer_config.json'],
  ])('can be had with %j', async (files, path) => {
    await expect(chatOf(files)).resolves.toEqual([path, `it talks: ${path} has a chat template`])
  })

  it('is written as the file of its own says before all others', async () => {
    const jinja = 'chat_template.jinja'
    await expect(chatOf({ ...inConfig, ...inJson, ...inJinja })).resolves.toEqual([
      jinja,
      `it talks: ${jinja} is a chat template`,
    ])
  })

  it.each([
    {},
    { 'tokenizer_config.json': {} },
    { 'tokenizer_config.json': { chat_template: null } },
    { 'tokenizer_config.json': { chat_template: '' } },
    { 'tokenizer_config.json': { chat_template: [{ name: 'tool_use', template }] } },
    { 'chat_template.json': [template] },
  ])('cannot be had with %j', async (files) => {
    await expect(chatOf(files)).resolves.toEqual([undefined, undefined])
  })

  it('can be had with a GenAI export too', async () => {
    const decoder = { inputs: { input_ids: 'i' }, outputs: { logits: 'o' } }
    const folder = memoryFolder({
      'genai_config.json': { model: { type: 'phi3', context_length: 64, decoder } },
      'model.onnx': 'graph',
      'tokenizer.json': '{}',
      ...inConfig,
    })
    await expect(readExport(folder)).resolves.toMatchObject({
      layout: 'genai',
      chat: { path: 'tokenizer_config.json' },
    })
  })

  it.skipIf(!hasShared)('can be had with Phi-3, as its files are', async () => {
    const text = (name: string) =>
      readFileSync(sharedPath(`fixtures/tokenizers/phi-3/${name}`), 'utf8')
    const files = Object.fromEntries(
      ['tokenizer.json', 'tokenizer_config.json'].map((name) => [name, text(name)]),
    )
    await expect(chatOf(files)).resolves.toContain('tokenizer_config.json')
  })
})
