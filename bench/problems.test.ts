import { afterEach, expect, it, vi } from 'vitest'
import { allProblems, unlessItFails } from './problems.js'

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

it('what fails is said and makes the command fail, and the rest goes on', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await unlessItFails('P1', () => Promise.resolve(7))).toBe(7)
  expect([allProblems(), process.exitCode]).toEqual([[], undefined])

  expect(await unlessItFails('P2', () => Promise.reject(new Error('no file')))).toBeUndefined()
  expect(said).toHaveBeenCalledWith('  Failed: P2: no file')
  expect([allProblems(), process.exitCode]).toEqual([['P2: no file'], 1])
})
