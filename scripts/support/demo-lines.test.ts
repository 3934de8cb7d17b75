import { describe, expect, it } from 'vitest'
import type { DemoIndex } from '../../src/protocol/manifest.ts'
import { demoLines } from './demo-lines.js'

const demo = {
  title: 'A title',
  description: '',
  layout: 'graph',
  base: 'models/x/',
  model: 'model.onnx',
  files: [],
  task: 'tensors',
  inputs: [],
  outputs: [],
} as const

const index: DemoIndex = {
  demos: [
    { ...demo, id: 'digits', reasons: ['digits, because it says so', '28 × 28'] },
    { ...demo, id: 'boxes', recognised: 'object-detection', reasons: ['boxes'], notes: ['Mind.'] },
    { ...demo, id: 'built-in', reasons: ['stories'] },
  ],
}

describe('what is said of the exports on the command line', () => {
  const said = demoLines(index, 2, (query) => `http://localhost:1${query}`)

  it('is where each of them is and what it was taken for, with the reasons and the notes', () => {
    expect(said).toBe(`
digits: http://localhost:1?model=digits
  digits, because it says so
  28 × 28

boxes: http://localhost:1?model=boxes
  boxes
  opened on plain tensors, for there is no other page for it yet
  Mind.`)
  })

  it('leaves out the demos that the site has anyway', () => {
    expect(said).not.toContain('built-in')
  })
})
