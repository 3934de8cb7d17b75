import { describe, expect, it } from 'vitest'
import { concatenate, lengthDelimited } from './onnx-fields.js'
import { renameValues, valueNames } from './rename-values.js'

const text = (field: number, value: string) =>
  lengthDelimited(field, new TextEncoder().encode(value))
const message = (field: number, ...parts: Uint8Array[]) =>
  lengthDelimited(field, concatenate(parts))
/** `irVersion: 8`, a number and no message. */
const irVersion = Uint8Array.of(8, 8)

/** A graph that divides `image` by `weight` in a node named "image" and has a loop that looks at it. */
function model({ image = 'image', scores = 'scores' } = {}) {
  const weights = new Uint8Array(300).fill(7)
  const body = message(6, message(1, text(1, image), text(2, 'inner')))
  return concatenate([
    irVersion,
    message(
      7,
      message(1, text(1, image), text(1, 'weight'), text(2, scores), text(3, 'image')),
      message(1, text(4, 'Loop'), message(5, text(1, 'body'), body)),
      text(2, 'image'),
      message(5, text(8, 'weight'), lengthDelimited(9, weights)),
      message(11, text(1, image), text(3, 'image')),
      message(11, text(1, 'weight')),
      message(12, text(1, scores)),
    ),
    text(2, 'pytorch'),
  ])
}

describe('an ONNX file', () => {
  it('tells what its graph takes and gives, without the weights', () => {
    expect(valueNames(model())).toEqual({ inputs: ['image'], outputs: ['scores'] })
  })

  it('gets other names for its values, wherever they are used, and for nothing else', () => {
    const names = { image: 'pixel_values', scores: 'logits' }
    expect(renameValues(model(), names)).toEqual(model({ image: 'pixel_values', scores: 'logits' }))
  })

  it('stays as it is, byte for byte, when no name is to change', () => {
    expect(renameValues(model(), { other: 'x' })).toEqual(model())
  })

  it('that was cut off is refused', () => {
    const whole = model()
    expect(() => renameValues(whole.subarray(0, whole.length - 3), {})).toThrow(RangeError)
  })
})
