import { expect, it } from 'vitest'
import { buildStep } from '../testing/builders.ts'
import { generationJson, writtenUntil } from './generation-json.ts'

it('gives what a model has written as the serving examples do, and nothing else of it', () => {
  const written = writtenUntil([buildStep('Hi', 0), buildStep(' there', 1)])
  const more = { ...written, finishReason: 'length', contextFull: true } as const
  expect(JSON.parse(generationJson(more))).toEqual({
    text: 'Hi there',
    tokens: ['Hi', 'Ġthere'],
    ids: [200, 201],
    finish_reason: 'length',
  })
  expect(written.finishReason).toBe('abort')
})
