import { describe, expect, it } from 'vitest'
import { parseAddress } from './address.ts'

const site = 'https://example.org/demos/'

describe('an address', () => {
  it('without a model is the list of demos', () => {
    expect(parseAddress(site)).toMatchObject({ model: undefined, runtime: 'auto' })
  })

  it('of a site of one demo is that demo, whatever networks add to a link', () => {
    expect(parseAddress(`${site}?fbclid=1`, 'one').model).toBe('one')
    expect(parseAddress(`${site}?model=other`, 'one').model).toBe('other')
    expect(parseAddress(`${site}?view=storage`, 'one').model).toBeUndefined()
    expect(parseAddress(`${site}?local=digits-1`, 'one').model).toBeUndefined()
  })

  it('names a model, a runtime and what somebody shared', () => {
    const { model, runtime, problem, shared } = parseAddress(
      `${site}?model=my%20model&runtime=wasm#prompt=Tom+%26+I&seed=3`,
    )
    expect({ model, runtime, problem }).toEqual({
      model: 'my model',
      runtime: 'wasm',
      problem: undefined,
    })
    expect([...shared]).toEqual([
      ['prompt', 'Tom & I'],
      ['seed', '3'],
    ])
  })

  it('names an export from this device, or the page of what is stored', () => {
    expect(parseAddress(`${site}?local=digits-1`).local).toBe('digits-1')
    expect(parseAddress(`${site}?view=api`).view).toBe('api')
    expect(parseAddress(`${site}?view=storage`).view).toBe('storage')
    expect(parseAddress(`${site}?view=kitchen`).view).toBeUndefined()
  })

  it('with an unknown runtime means the automatic one, and says so', () => {
    const { runtime, problem } = parseAddress(`${site}?runtime=cuda`)
    expect(runtime).toBe('auto')
    expect(problem).toMatchObject({ code: 'unknown-runtime', facts: { value: 'cuda' } })
  })
})
