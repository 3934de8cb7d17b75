import { describe, expect, it } from 'vitest'
import { parseRunTimeMs, workerCpuMs } from './worker-cpu.js'

describe('the time of the workers', () => {
  it('is what the kernel counts in nanoseconds', () => {
    expect(parseRunTimeMs('20345678901 1523 42\n')).toBe(20_345.678_901)
  })

  it.each(['', '0\n', 'cat: schedstat\n'])('is not made up from %j', (text) => {
    expect(parseRunTimeMs(text)).toBeUndefined()
  })

  it('is unknown, not 0, for processes that are not there or have no workers', () => {
    expect(workerCpuMs([])).toBeUndefined()
    expect(workerCpuMs([process.pid, 2 ** 30])).toBeUndefined()
  })
})
