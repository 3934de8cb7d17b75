import { describe, expect, it } from 'vitest'
import { pictureWords } from './words.ts'

const facts = { format: 'PNG', width: 640, height: 480, animated: false }

describe('what a picture was', () => {
  it.each([
    ['holiday.png', 'PNG, 640 × 480'],
    ['holiday.jpg', 'PNG, 640 × 480 · PNG named .jpg'],
    ['holiday', 'PNG, 640 × 480'],
    [undefined, 'PNG, 640 × 480'],
  ])('under the name %s', (name, words) => {
    expect(pictureWords(facts, name)).toBe(words)
  })

  it.each(['a.jpg', 'a.JPEG', 'a.jfif'])('takes %s for a JPEG', (name) => {
    expect(pictureWords({ ...facts, format: 'JPEG' }, name)).toBe('JPEG, 640 × 480')
  })

  it('does not call a frame of the camera a file', () => {
    expect(pictureWords({ ...facts, format: 'frame' }, undefined)).toBe('Camera, 640 × 480')
  })

  it('says when only the first frame of an animation was used', () => {
    expect(pictureWords({ ...facts, format: 'GIF', animated: true }, 'a.gif')).toBe(
      'GIF, 640 × 480 · first frame of an animation',
    )
  })
})
