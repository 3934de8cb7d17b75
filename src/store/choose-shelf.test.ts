import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseShelf } from './choose-shelf.ts'

const no = () => {
  throw new DOMException('no', 'SecurityError')
}
const folder = { getDirectoryHandle: async () => ({}) }

interface Parts {
  readonly opfs?: () => unknown
  readonly isNew?: boolean
  readonly caches?: () => unknown
}

function browser(parts: Parts) {
  const { opfs = no, isNew = true, caches = no } = parts
  vi.stubGlobal('FileSystemFileHandle', {
    prototype: isNew ? { createSyncAccessHandle() {} } : {},
  })
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => opfs() } })
  // In a frame of another site the mere look throws.
  Object.defineProperty(globalThis, 'caches', { configurable: true, get: caches })
}

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(globalThis, 'caches')
})

describe('the shelf', () => {
  const cache = () => ({ open: async () => ({}) })

  it.each<[string, Parts]>([
    ['opfs', { opfs: () => folder }],
    ['cache', { opfs: () => folder, isNew: false, caches: cache }],
    ['cache', { caches: cache }],
    ['memory', { caches: () => ({ open: no }) }],
    ['memory', { caches: () => undefined }],
    ['memory', {}],
  ])('is %s in a browser with %j', async (keptIn, parts) => {
    browser(parts)
    expect((await chooseShelf()).keptIn).toBe(keptIn)
  })

  it('is memory where nothing is known of storage at all', async () => {
    vi.stubGlobal('navigator', {})
    expect((await chooseShelf()).keptIn).toBe('memory')
  })
})
