import { describe, expect, it } from 'vitest'
import type { LoadProgress } from '../protocol/calls.ts'
import { createLoadProgress } from './load-progress.ts'

function setUp() {
  const log: LoadProgress[] = []
  const progress = createLoadProgress((step) => log.push(step))
  return { progress, log, last: () => log.at(-1) }
}

const model = { path: 'model.onnx', sizeBytes: 100 }
const tokenizer = { path: 'tokenizer.json', sizeBytes: 20 }

describe('the progress of several files', () => {
  it('is the sum of what has come, over the sum of their sizes', () => {
    const { progress, log } = setUp()
    progress.aimAt([model, tokenizer])
    progress.came(model.path, 30)
    progress.came(tokenizer.path, 5)
    progress.came(model.path, 60)
    progress.done(tokenizer.path, 20)
    progress.done(model.path, 100)
    progress.prepare()
    expect(log.map(({ loadedBytes }) => loadedBytes)).toEqual([0, 30, 35, 65, 80, 120, 120])
    expect(log.every(({ totalBytes }) => totalBytes === 120)).toBe(true)
    expect(log.at(-1)?.stage).toBe('prepare')
  })

  it('never goes back, and never beyond the end', () => {
    const { progress, log, last } = setUp()
    progress.aimAt([model])
    progress.came(model.path, 90)
    progress.came(model.path, 0)
    progress.came(model.path, 50)
    expect(last()?.loadedBytes).toBe(90)
    progress.came(model.path, 199)
    expect(last()?.loadedBytes).toBe(100)
    const bytes = log.map(({ loadedBytes }) => loadedBytes)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
  })

  it('names no total while a size is not known, and does when the file is here', () => {
    const { progress, last } = setUp()
    progress.aimAt([model, { path: 'config.json' }])
    progress.came('config.json', 7)
    expect(last()).toMatchObject({ loadedBytes: 7, totalBytes: 0 })
    progress.done('config.json', 8)
    expect(last()).toMatchObject({ loadedBytes: 8, totalBytes: 108 })
  })

  it('says why nothing comes only when nothing comes at all', () => {
    const { progress, last } = setUp()
    progress.aimAt([model, tokenizer])
    progress.waits(model.path, { for: 'other-tab' })
    expect(last()?.waiting).toBeUndefined()
    progress.waits(tokenizer.path, { for: 'retry', seconds: 4 })
    expect(last()?.waiting).toEqual({ for: 'other-tab' })
    progress.waits(model.path, undefined)
    expect(last()?.waiting).toBeUndefined()
    progress.waits(model.path, { for: 'other-tab' })
    progress.done(model.path, 100)
    expect(last()?.waiting, 'the other one still waits').toEqual({ for: 'retry', seconds: 4 })
    progress.done(tokenizer.path, 20)
    expect(last()?.waiting).toBeUndefined()
  })

  it('begins anew with another model, keeping what both share', () => {
    const { progress, last } = setUp()
    progress.aimAt([model, tokenizer])
    progress.done(tokenizer.path, 20)
    progress.done(model.path, 100)
    progress.aimAt([{ path: 'model_int8.onnx', sizeBytes: 40 }, tokenizer])
    expect(last()).toEqual({ stage: 'download', loadedBytes: 20, totalBytes: 60 })
  })
})
