import { expect, it } from 'vitest'
import { alternate } from './alternate.js'

it('takes turns with a rest before each, after one run of each that does not count', async () => {
  const order: string[] = []
  const side = (name: string) => () => {
    order.push(name)
    return Promise.resolve(`${name}${order.length}`)
  }
  const taken = await alternate(3, side('a'), side('b'), side('.'))
  expect(order.join('')).toBe('.a.b.a.b.a.b.a.b')
  expect(taken).toEqual({ ours: ['a6', 'a10', 'a14'], peer: ['b8', 'b12', 'b16'] })
})
