import { describe, expect, it, vi } from 'vitest'
import { createOpenedExports } from './opened-exports.ts'

const files = (name: string) => ({ kind: 'files', name, files: [] }) as const

describe('the exports that were opened', () => {
  it.each([
    ['Digits (final).onnx', 'digits-final-onnx-1'],
    ['数字', 'export-1'],
    ['../../etc', 'etc-1'],
    ['x'.repeat(100), `${'x'.repeat(40)}-1`],
  ])('%s has a name for the address', (name, id) => {
    expect(createOpenedExports().addFiles(files(name))).toBe(id)
  })

  it('are told apart when they have the same name', () => {
    const opened = createOpenedExports()
    expect([opened.addFiles(files('a')), opened.addFiles(files('a'))]).toEqual(['a-1', 'a-2'])
    expect(opened.all()).toHaveLength(2)
  })

  it('hold a link once, with what was said to it', () => {
    const opened = createOpenedExports()
    const url = 'https://example.org/vision/'
    opened.addLink(url)
    opened.correct(url, { title: 'Mine' })
    opened.agree(url, 350e6)
    opened.addLink(url)
    expect(opened.all()).toEqual([
      {
        id: url,
        source: { kind: 'link', url },
        corrections: { title: 'Mine' },
        agreedBytes: 350e6,
      },
    ])
  })

  it('tell who listens, and give the same list until something changes', () => {
    const opened = createOpenedExports()
    const listener = vi.fn()
    const stop = opened.subscribe(listener)
    const before = opened.all()
    expect(opened.all()).toBe(before)
    opened.addFiles(files('a'))
    expect(opened.all()).not.toBe(before)
    stop()
    opened.addFiles(files('b'))
    expect(listener).toHaveBeenCalledTimes(1)
  })
})
