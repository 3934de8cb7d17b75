import { expect, it, vi } from 'vitest'
import { createThumbnails } from './thumbnails.ts'

interface Source {
  readonly name: string
}

const sources = (count: number): Source[] =>
  Array.from({ length: count }, (_, at) => ({ name: String(at) }))
const wanted = () => new AbortController().signal

/** Each is made when the test says so. */
function byHand() {
  const waiting: { source: Source; make(): void }[] = []
  const make = (source: Source) =>
    new Promise<string>((resolve) => {
      waiting.push({ source, make: () => resolve(source.name) })
    })
  return { waiting, make }
}

it('makes so many at once, and then those first that came into view last', async () => {
  const { waiting, make } = byHand()
  const thumbnails = createThumbnails(make, { atOnce: 2, keep: 9 }, () => {})
  const [a, b, c, d] = sources(4)
  for (const one of [a, b, c, d]) void thumbnails.of(one!, wanted())
  await vi.waitFor(() => expect(waiting).toHaveLength(2))
  waiting[0]?.make()
  await vi.waitFor(() => expect(waiting).toHaveLength(3))
  expect(waiting.map(({ source }) => source)).toEqual([a, b, d])
})

it('makes none that nobody looks at any more', async () => {
  const { waiting, make } = byHand()
  const thumbnails = createThumbnails(make, { atOnce: 1, keep: 9 }, () => {})
  const [a, b] = sources(2)
  void thumbnails.of(a!, wanted())
  const stop = new AbortController()
  const second = thumbnails.of(b!, stop.signal)
  stop.abort()
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  waiting[0]?.make()
  expect(await second).toBeUndefined()
  expect(waiting).toHaveLength(1)
})

it('keeps those that were looked at last and gives the others back', async () => {
  const dropped: string[] = []
  const make = vi.fn((source: Source) => Promise.resolve(source.name))
  const thumbnails = createThumbnails(make, { atOnce: 1, keep: 2 }, (thumb) => dropped.push(thumb))
  const [a, b, c] = sources(3)
  for (const one of [a, b, a, c]) await thumbnails.of(one!, wanted())
  expect(make).toHaveBeenCalledTimes(3)
  expect(dropped).toEqual(['1'])
  thumbnails.clear()
  expect(dropped.toSorted()).toEqual(['0', '1', '2'])
})

it('goes on after one that cannot be made', async () => {
  const make = (source: Source) =>
    source.name === '0' ? Promise.reject(new Error('damaged')) : Promise.resolve(source.name)
  const thumbnails = createThumbnails(make, { atOnce: 1, keep: 9 }, () => {})
  const [a, b] = sources(2)
  expect(await thumbnails.of(a!, wanted())).toBeUndefined()
  expect(await thumbnails.of(b!, wanted())).toBe('1')
})
