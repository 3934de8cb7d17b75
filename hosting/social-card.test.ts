import { readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { buildPictures } from '../src/testing/builders.ts'
import { textManifest } from '../src/testing/text-model.ts'
import { cardOf, drawCard } from './social-card.ts'

const bird = new URL('../public/models/cifar10/examples/bird.jpg', import.meta.url)
const read = () => readFile(bird)

it('a demo shows its first example on its card', async () => {
  const examples = [
    { title: 'Robin', image: 'bird.jpg', predictions: [{ class: 'bird', prob: 0.9 }] },
  ]
  const card = await cardOf(buildPictures({ examples }), read)
  expect(card.show).toMatchObject({ kind: 'picture', type: 'image/jpeg' })
  const { show: _, ...rest } = card
  const plain = await drawCard(rest)
  // The picture is in it.
  expect((await drawCard(card)).length).toBeGreaterThan(plain.length + 20_000)
})

it('a model of texts shows what it wrote, and one without an answer nothing', async () => {
  const example = { title: 'One', prompt: 'Once' }
  const written = { ...textManifest, examples: [{ ...example, text: ' upon a time' }] }
  expect((await cardOf(written, read)).show).toMatchObject({ text: ' upon a time' })
  expect((await cardOf({ ...textManifest, examples: [example] }, read)).show).toBeUndefined()
})

it('several builds in one process each have their card', async () => {
  const card = { title: 'A', description: 'B' }
  const first = await drawCard(card)
  vi.resetModules()
  const again = await import('./social-card.ts')
  expect(await again.drawCard(card)).toEqual(first)
})
