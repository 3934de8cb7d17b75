import { describe, expect, it } from 'vitest'
import { buildDetection } from '../../testing/detection-builders.ts'
import { thingsOf } from './things.ts'
import { summary } from './words.ts'

/** Words for so many of each class. */
function of(...counts: readonly (readonly [string, number])[]): string {
  const boxes = counts.flatMap(([, count], index) =>
    Array.from({ length: count }, () => ({
      class: index,
      score: 0.9,
      corners: [0, 0, 9, 9] as const,
    })),
  )
  const result = buildDetection({ suppressed: true, boxes, classes: counts.map(([name]) => name) })
  return summary(thingsOf(result, { confidence: 0.5, iou: 0.5 }))
}

describe('what a screen reader is told of a picture', () => {
  it.each([
    [of(), 'Nothing found.'],
    [of(['dog', 2], ['person', 3]), '5 things: 3 persons, 2 dogs.'],
    [of(['cat', 1]), '1 thing: 1 cat.'],
    [
      of(['wine glass', 2], ['bus', 2], ['toothbrush', 2]),
      '6 things: 2 wine glasses, 2 buses, 2 toothbrushes.',
    ],
    [of(['baby', 2], ['toy', 2], ['sheep', 2]), '6 things: 2 babies, 2 toys, 2 sheep.'],
    [of(['class_0', 2], ['犬', 2]), '4 things: 2 × class_0, 2 × 犬.'],
  ])('%s', (said, words) => {
    expect(said).toBe(words)
  })

  it('is no endless list', () => {
    const kinds = Array.from({ length: 9 }, (_, index) => [`k${index}`, 1] as const)
    expect(of(...kinds)).toBe('9 things: 1 k0, 1 k1, 1 k2, 1 k3, 1 k4, 1 k5, and 3 other kinds.')
  })
})
