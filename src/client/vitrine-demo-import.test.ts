import { expect, it } from 'vitest'

it('can be imported, and registers nothing, where there is no document', async () => {
  expect('HTMLElement' in globalThis).toBe(false)
  const { defineVitrineDemo, VitrineDemo } = await import('./vitrine-demo.ts')
  expect(() => defineVitrineDemo()).not.toThrow()
  expect(VitrineDemo.observedAttributes).toContain('model')
})
