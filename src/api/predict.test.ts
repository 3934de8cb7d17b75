import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import {
  buildFeatureExtraction,
  buildFillMask,
  buildGaps,
  buildMeanings,
  buildPictures,
  buildReviews,
  buildTextClassification,
} from '../testing/builders.ts'
import { callApi, FakeApiHost, type FakeAnswers } from '../testing/fake-api-host.ts'
import {
  buildHouse,
  buildPenguins,
  buildRows,
  fakeHouse,
  fakePenguin,
  rowsIn,
} from '../testing/table-builders.ts'
import type { TableInput } from '../protocol/table-tasks.ts'
import { createApi } from './api.ts'

import { answered, predict } from '../testing/api-predict.ts'

describe('a row', () => {
  const run = (input: unknown) => {
    const rows = rowsIn(input as TableInput)
    return buildRows({ answers: rows.map((row) => fakePenguin(row)) })
  }
  const row = { bill_length_mm: 48, body_mass_g: 4500, island: 'Biscoe', is_male: true }

  it('is answered with a class, and all probabilities', async () => {
    const given = predict(buildPenguins(), { run }, { features: row })
    expect(await answered(given, 'table')).toEqual({
      prediction: 'Gentoo',
      probabilities: {
        Gentoo: expect.closeTo(0.88) as number,
        Adelie: expect.closeTo(0.12) as number,
      },
      model_version: '1.2.0',
    })
  })

  it('stands among others, which are answered in order', async () => {
    const rows = [row, { ...row, bill_length_mm: 30 }, { ...row, remark: null }]
    const given = predict(buildPenguins(), { run }, { rows })
    const { predictions } = await answered(given, 'tableRows')
    expect((predictions as { prediction: string }[]).map(({ prediction }) => prediction)).toEqual([
      'Gentoo',
      'Adelie',
      'Gentoo',
    ])
  })

  it('is answered with a number', async () => {
    const house = (input: unknown) =>
      buildRows({ answers: rowsIn(input as TableInput).map((one) => fakeHouse(one)) })
    const given = predict(buildHouse(), { run: house }, { features: { area: 100, age: 5 } })
    expect(await answered(given, 'table')).toMatchObject({ prediction: 295_000 })
  })

  it('with names that are missing and unknown is a 422 that has each', async () => {
    const wrong = { bill_length_mm: 48, body_mass_g: 1, is_male: true, wings: 2, '__proto__ ': 1 }
    const mismatch = () =>
      Promise.reject(new VitrineError('feature-mismatch', { missing: 'island', extra: 'wings' }))
    const { status, json } = await predict(
      buildPenguins(),
      { run: mismatch },
      { rows: [row, wrong] },
    ).answer
    expect(status).toBe(422)
    expect(json()).toEqual({
      error: {
        code: 'feature-mismatch',
        field: 'rows.1.island',
        message: expect.stringContaining('Missing: [island]. Extra: [wings].') as string,
      },
      detail: [
        { type: 'missing', loc: ['body', 'rows', 1, 'island'], msg: 'Field required' },
        ...['wings', '__proto__ '].map((name) => ({
          type: 'extra_forbidden',
          loc: ['body', 'rows', 1, name],
          msg: 'Extra inputs are not permitted',
        })),
      ],
    })
  })

  it('with a value that is none is a 422 with its field', async () => {
    const invalid = () =>
      Promise.reject(new VitrineError('feature-invalid', { name: 'island', problem: 'it is wet' }))
    const { status, json } = await predict(buildPenguins(), { run: invalid }, { features: row })
      .answer
    expect(status).toBe(422)
    expect(json()).toMatchObject({
      error: { code: 'feature-invalid', field: 'features.island' },
      detail: [{ loc: ['body', 'features', 'island'] }],
    })
    const nested = await predict(buildPenguins(), { run }, { features: { island: [['deep']] } })
      .answer
    expect(nested.json()).toMatchObject({ error: { field: 'features.island' } })
  })
})

describe('a text', () => {
  it('is answered with labels', async () => {
    const given = predict(
      buildReviews(),
      { run: () => buildTextClassification() },
      { text: 'Lovely.', top_k: 2 },
    )
    expect(await answered(given, 'predictions')).toEqual({
      predictions: buildTextClassification().predictions,
    })
    expect(given.host.inputs).toEqual([{ text: 'Lovely.', topK: 2 }])
  })

  it('with a gap is answered with words, and without one it is a 422', async () => {
    const text = 'Paris is the [MASK] of France.'
    const given = predict(buildGaps(), { run: () => buildFillMask() }, { text })
    expect(await answered(given, 'predictions')).toEqual({ predictions: buildFillMask().masks[0] })
    const run = () => Promise.reject(new VitrineError('mask-missing', { mask: '[MASK]' }))
    const { status, json } = await predict(buildGaps(), { run }, { text: 'x' }).answer
    expect(status).toBe(422)
    expect(json()).toMatchObject({ error: { field: 'text' } })
  })

  it('is answered with a vector, two with how alike they are, and more one by one', async () => {
    const run = (input: unknown) => {
      const { texts } = input as { texts: readonly string[] }
      const vectors = texts.map((text) => new Float32Array([text.length, 0.5]))
      const { similarity: _, ...result } = buildFeatureExtraction({ vectors })
      return texts.length === 2 ? { ...result, similarity: 0.9 } : result
    }
    const ask = (body: unknown) => answered(predict(buildMeanings(), { run }, body), 'embeddings')
    expect(await ask({ texts: ['a', 'bb'] })).toEqual({
      similarity: 0.9,
      dimensions: 2,
      embeddings: [
        [1, 0.5],
        [2, 0.5],
      ],
    })
    expect(await ask({ text: 'abc' })).toEqual({ dimensions: 2, embeddings: [[3, 0.5]] })
    expect(await ask({ texts: ['a', 'bb', 'ccc'] })).toEqual({
      dimensions: 2,
      embeddings: [
        [1, 0.5],
        [2, 0.5],
        [3, 0.5],
      ],
    })
  })
})

describe('a tensor', () => {
  const tensor = { type: 'float32', dims: [1, 3], data: [1, 'NaN', -2.5] }
  const compute: FakeAnswers['compute'] = () => ({
    outputs: {
      scores: { type: 'float32', dims: [2], data: new Float32Array([0.5, Infinity]) },
      ids: { type: 'int64', dims: [], data: new BigInt64Array([2n ** 60n]) },
    },
    runMs: 1,
  })

  it('goes to the bare graph of any model, under no name or its own', async () => {
    const given = predict(buildPictures(), { compute }, { tensor })
    expect(await answered(given, 'outputs')).toEqual({
      outputs: {
        scores: { type: 'float32', dims: [2], data: [0.5, 'Infinity'] },
        ids: { type: 'int64', dims: [], data: ['1152921504606846976'] },
      },
    })
    const data = new Float32Array([1, NaN, -2.5])
    expect(given.host.tensors).toEqual([{ '': { type: 'float32', dims: [1, 3], data } }])
    const named = predict(buildPictures(), { compute }, { tensors: { a: tensor, b: tensor } })
    await named.answer
    expect(Object.keys(named.host.tensors[0]!)).toEqual(['a', 'b'])
  })

  it('is answered only as far as an answer goes, and says so', async () => {
    const host = new FakeApiHost({ manifest: buildPictures(), compute })
    const api = createApi(host, { limits: { answerValues: 2 } })
    const { json } = await callApi(api, 'POST', 'predict', { tensor })
    expect(json()).toMatchObject({ outputs: { ids: { data: [], elements: 1 } } })
  })

  it.each([
    [{ ...tensor, type: 'complex64' }, '“complex64” is no type'],
    [{ ...tensor, dims: [1, 4] }, 'needs 4 values, and 3 are given'],
    [{ ...tensor, data: [1, 2, 'three'] }, '“three” at position 2 is not a number'],
  ])('that is none, %j, is a 422 that says why', async (bad, why) => {
    const { status, json, text } = await predict(buildPictures(), { compute }, { tensor: bad })
      .answer
    expect(status, text).toBe(422)
    expect(json()).toMatchObject({ error: { code: 'tensor-invalid', field: 'tensor' } })
    expect(text).toContain(why)
  })

  it('with values that JSON does not have for a tensor is a 422', async () => {
    const body = { tensor: { ...tensor, data: [{ toString: 1 }, null, []] } }
    const { status, json } = await predict(buildPictures(), { compute }, body).answer
    expect(status).toBe(422)
    expect(json()).toMatchObject({ error: { field: 'tensor.data' } })
  })
})
