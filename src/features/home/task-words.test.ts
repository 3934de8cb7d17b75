import { expect, it } from 'vitest'
import { buildStories } from '../../testing/builders.ts'
import { wordsOf } from './task-words.ts'

it.each([
  ['Continues a text', {}],
  ['Talks', { chat: { path: 'chat_template.jinja' } }],
  ['Translates and answers', { encoder: { model: 'encoder.onnx', startTokenId: 0 } }],
])('a language model “%s” by what its export has', (words, parts) => {
  expect(wordsOf(buildStories(parts))).toBe(words)
})
