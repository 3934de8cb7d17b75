import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStep } from '../../testing/builders.ts'
import { button, openStories, output } from '../../testing/stories-page.tsx'

describe('what a run moved', () => {
  it('is told to those who look', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const none = { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 }
    const traffic = {
      prefill: { ...none, bytesIn: 1200 },
      decode: { ...none, bytesOut: 32, gpuSubmits: 2 },
    }
    const reused = { promptTokens: 40, reusedTokens: 23 }
    ;(await run(0)).finish(buildGeneration([' swam', '.'], { traffic, ...reused }))
    await user.click(await screen.findByText('Memory and traffic'))
    expect(output().textContent).toContain(
      '23 of 40 tokens were still in memory; 1 kB copied, 0 bytes read back.',
    )
    expect(output().textContent).toContain(
      'A new token, on average: 0 bytes copied, 16 bytes read back, GPU buffers created: 0, GPU submissions: 1.',
    )
  })

  it('is told of a stopped run as far as it is known', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const first = await run(0)
    expect(screen.queryByText('Memory and traffic')).toBeNull()
    first.step({ ...buildStep(' swam', 0), prompt: { tokens: 1040, reused: 1023 } })
    first.step(buildStep(' home', 1))
    await waitFor(() => expect(output().textContent).toContain('swam home'))
    await user.click(button('Stop'))
    await user.click(await screen.findByText('Memory and traffic'))
    expect(output().textContent).toContain('1,023 of 1,040 tokens were still in memory.')
    expect(output().textContent).not.toContain('copied')
  })
})
