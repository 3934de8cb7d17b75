import { expect, it, vi } from 'vitest'
import { startOrt } from './ort.ts'

vi.mock('./ort-cpu.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

it('a build that does not load is told as that, whatever the browser says of it', async () => {
  await expect(startOrt('cpu', 1)).rejects.toMatchObject({ code: 'runtime-unavailable' })
})
