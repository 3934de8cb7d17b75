import { array, assert, integer, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeLabels, placesFor, type Labelled } from './place-labels.ts'

const picture = { width: 300, height: 200 }
const label = { width: 60, height: 18 }
const at = (left: number, top: number, width = 80, height = 80): Labelled => ({
  box: { left, top, width, height },
  label,
})

const anyLabelled = tuple(
  nat(299),
  nat(199),
  integer({ min: 1, max: 300 }),
  integer({ min: 1, max: 200 }),
).chain(([left, top, width, height]) =>
  integer({ min: 1, max: 300 }).map((long): Labelled => {
    const box = {
      left,
      top,
      width: Math.min(width, 300 - left),
      height: Math.min(height, 200 - top),
    }
    return { box, label: { width: long, height: 18 } }
  }),
)

describe('the label of a box', () => {
  it.each([
    ['stands on it', at(100, 100), { left: 100, top: 82 }],
    ['lies in it where there is no room above', at(100, 5), { left: 100, top: 5 }],
    ['is not cut at the right edge', at(280, 100, 20), { left: 240, top: 82 }],
    ['is not cut at the foot', at(100, 195, 80, 5), { left: 100, top: 177 }],
  ])('%s', (_where, labelled, place) => {
    expect(placeLabels([labelled], picture)).toEqual([{ ...place, ...label }])
  })

  it('moves out of the way of one that came first', () => {
    const [first, second] = placeLabels([at(100, 100), at(110, 105)], picture)
    expect(first).toMatchObject({ left: 100, top: 82 })
    expect(second).toMatchObject({ left: 110, top: 105 })
  })

  it('is left out where there is no room left', () => {
    const crowd = Array.from({ length: 20 }, () => at(100, 100))
    const places = placeLabels(crowd, picture)
    expect(places[0]).toBeDefined()
    expect(places.at(-1)).toBeUndefined()
  })

  it('lies on the picture and on no other one, wherever boxes are', () => {
    assert(
      property(array(anyLabelled, { maxLength: 30 }), (labelled) => {
        const covered = new Set<string>()
        for (const place of placeLabels(labelled, picture)) {
          if (place === undefined) continue
          expect(place.left).toBeGreaterThanOrEqual(0)
          expect(place.top).toBeGreaterThanOrEqual(0)
          expect(place.left + place.width).toBeLessThanOrEqual(picture.width)
          expect(place.top + place.height).toBeLessThanOrEqual(picture.height)
          for (let y = place.top; y < place.top + place.height; y++) {
            for (let x = place.left; x < place.left + place.width; x++) {
              const cell = `${x} ${y}`
              expect(covered.has(cell)).toBe(false)
              covered.add(cell)
            }
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('always has a place of its own accord', () => {
    assert(property(anyLabelled, (labelled) => placesFor(labelled, picture).length > 0))
  })
})
