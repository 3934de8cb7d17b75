import { afterEach, describe, expect, it, vi } from 'vitest'
import { askToPersist } from './ask-to-persist.ts'

afterEach(() => vi.unstubAllGlobals())

function browser(parts: object) {
  const persist = vi.fn().mockResolvedValue(true)
  vi.stubGlobal('navigator', { storage: { persist }, ...parts })
  return persist
}

describe('asking the browser to keep what is stored', () => {
  it('happens where the browser decides by itself', () => {
    const persist = browser({ userAgentData: {} })
    askToPersist({ where: 'opfs' })
    expect(persist).toHaveBeenCalledOnce()
  })

  it('does not happen where it would ask the visitor', () => {
    const persist = browser({})
    askToPersist({ where: 'opfs' })
    expect(persist).not.toHaveBeenCalled()
  })

  it('does not happen when nothing was stored', () => {
    const persist = browser({ userAgentData: {} })
    askToPersist({ where: 'device' })
    askToPersist({ where: 'nowhere', why: 'storage-full' })
    expect(persist).not.toHaveBeenCalled()
  })

  it('does no harm where there is no storage, or where it throws', () => {
    browser({ userAgentData: {}, storage: undefined })
    expect(() => askToPersist({ where: 'cache' })).not.toThrow()
    vi.stubGlobal('navigator', {
      userAgentData: {},
      get storage() {
        throw new DOMException('', 'SecurityError')
      },
    })
    expect(() => askToPersist({ where: 'cache' })).not.toThrow()
  })
})
