import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { RuntimeReport } from '../protocol/runtime.ts'
import { RuntimeSwitch } from './runtime-switch.tsx'

const report: RuntimeReport = {
  requested: 'auto',
  provider: 'wasm',
  threads: 2,
  reasons: ['wasm-quicker'],
  build: 'jspi',
}

afterEach(cleanup)

describe('the two providers, timed', () => {
  it.each([
    ['wasm', 'Run it on WebGPU', 'webgpu'],
    ['webgpu', 'Run it on WASM', 'wasm'],
  ] as const)(
    'lead from %s to the other one, with everything else as it is',
    (provider, name, to) => {
      window.history.replaceState(null, '', '?model=pictures#topK=5')
      render(
        <RuntimeSwitch report={{ ...report, provider }} timed={{ webgpu: 12.31, wasm: 3.1 }} />,
      )
      expect(screen.getByText(/timed here: WebGPU 12\.3 ms, WASM 3\.1 ms/)).toBeTruthy()
      const { href } = screen.getByRole<HTMLAnchorElement>('link', { name })
      expect(href).toMatch(new RegExp(`\\?model=pictures&runtime=${to}#topK=5$`))
    },
  )
})
