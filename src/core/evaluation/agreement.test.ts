import { describe, expect, it } from 'vitest'
import { alignClasses, differenceOf } from './agreement.ts'

describe('the classes of two models', () => {
  it('go by their places where the lists are the same, also when a name is there twice', () => {
    const cranes = ['crane', 'dog', 'crane']
    expect([...alignClasses(cranes, [...cranes])]).toEqual([0, 1, 2])
  })

  it('go by their names where they are not, whatever their case', () => {
    expect([...alignClasses(['Cat', 'fire_truck', 'fox'], ['fire truck', 'cat'])]).toEqual([
      1, 0, -1,
    ])
  })
})

describe('the difference of two models', () => {
  it('is that of the class that differs most', () => {
    const { isAgreed, largest } = differenceOf([0.7, 0.2, 0.1], [0.5, 0.45, 0.05], [0, 1, 2])
    expect(isAgreed).toBe(true)
    expect(largest).toBeCloseTo(0.25)
  })

  it('is a disagreement when another class comes first', () => {
    expect(differenceOf([0.6, 0.4], [0.4, 0.6], [0, 1]).isAgreed).toBe(false)
    expect(differenceOf([0.6, 0.4], [0.4, 0.6], [1, 0])).toEqual({ isAgreed: true, largest: 0 })
  })

  it('leaves out a class that only one of them has, which is a disagreement when it comes first', () => {
    expect(differenceOf([0.1, 0.9], [1], [0, -1])).toEqual({ isAgreed: false, largest: 0.9 })
    expect(differenceOf([0, 1], [1], [-1, 0])).toEqual({ isAgreed: true, largest: 0 })
  })
})
