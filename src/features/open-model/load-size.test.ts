import { describe, expect, it } from 'vitest'
import { buildPictures } from '../../testing/builders.ts'
import { loadSizeOf, loadSizeWords } from './load-size.ts'

const file = (path: string, sizeBytes?: number) => ({ path, ...(sizeBytes && { sizeBytes }) })
const variants = [
  { model: 'model.onnx', precision: 'fp32', files: [file('model.onnx', 400e6)] },
  { model: 'model_q4.onnx', precision: 'q4', files: [file('model_q4.onnx', 90e6)] },
] as const
const files = [file('model.onnx', 400e6), file('tokenizer.json', 10e6)]

describe('what an export costs to load', () => {
  it('is the sum of its files', () => {
    expect(loadSizeWords(loadSizeOf(buildPictures({ files })))).toBe('410.0 MB')
  })

  it('depends on the device where there are variants', () => {
    const size = loadSizeOf(buildPictures({ files, variants }))
    expect(loadSizeWords(size)).toBe('100.0 MB to 410.0 MB')
  })

  it('is that of the variant which the visitor chose', () => {
    const size = loadSizeOf(buildPictures({ files, variants, pinned: 'model_q4.onnx' }))
    expect(loadSizeWords(size)).toBe('100.0 MB')
  })

  it('is unknown when a single file is', () => {
    const size = loadSizeOf(buildPictures({ files: [file('model.onnx', 1), file('a.json')] }))
    expect(loadSizeWords(size)).toBe('files of unknown size')
    expect(size.mostBytes).toBe(Infinity)
  })
})
