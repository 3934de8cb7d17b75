import { describe, expect, it } from 'vitest'
import { buildDetection } from '../../testing/detection-builders.ts'
import { placeBoxLabels } from './box-labels.ts'
import { thingsOf } from './things.ts'

const picture = { width: 640, height: 480 }
const things = thingsOf(buildDetection(), { confidence: 0.25, iou: 0.45 })
const [person] = things

describe('the labels of a picture', () => {
  it('have names and numbers where there is room for both', () => {
    const { byId } = placeBoxLabels(things, picture, picture)
    expect([...byId.values()].map(({ text }) => text)).toEqual([
      'person 90 %',
      'dog 70 %',
      'person 50 %',
    ])
  })

  it('are names alone on a phone, until one is looked at', () => {
    const labels = placeBoxLabels(things, picture, { width: 296, height: 222 })
    expect([...labels.byId.values()].map(({ text }) => text)).toEqual(['person', 'dog', 'person'])
    expect(labels.of(person!).text).toBe('person 90 %')
  })

  it('are shortened rather than cut off', () => {
    const [named] = thingsOf(buildDetection({ classes: ['x'.repeat(200)] }), {
      confidence: 0.25,
      iou: 0.45,
    })
    const { text, place } = placeBoxLabels([], picture, picture).of(named!)
    expect(text).toMatch(/^x+… 90 %$/)
    expect(place.left + place.width).toBeLessThanOrEqual(picture.width)
  })
})
