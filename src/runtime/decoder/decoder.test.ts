import * as ort from 'onnxruntime-common'
import { describe, expect, it } from 'vitest'
import { toHalf } from '../../core/tensors/float16.ts'
import { settlePlainly } from '../settle.ts'
import type { ValueInfo } from '../session.ts'
import { openDecoder } from './decoder.ts'
import type { TokenDecoder } from './token-decoder.ts'

type Fed = Readonly<Record<string, ort.Tensor>>

/**
 * A graph that answers `rows × 2` logits, `row` and `-row`, and caches with one more `7` for each token. What it was
 * fed is kept as plain values.
 */
function fakeSession({
  inputs,
  half = false,
  singleRow = false,
}: {
  inputs: readonly ValueInfo[]
  half?: boolean
  singleRow?: boolean
}) {
  const fed: Record<string, { type: string; dims: readonly number[]; data: number[] }>[] = []
  const wanted: (readonly string[])[] = []
  const float = (values: number[], dims: number[]) =>
    half
      ? new ort.Tensor('float16', Uint16Array.from(values, toHalf), dims)
      : new ort.Tensor('float32', Float32Array.from(values), dims)
  const run = (feeds: Fed, outputs: readonly string[]) => {
    wanted.push(outputs)
    fed.push(
      Object.fromEntries(
        Object.entries(feeds).map(([name, { type, dims, data }]) => [
          name,
          { type, dims, data: Array.from(data as ArrayLike<number | bigint>, Number) },
        ]),
      ),
    )
    const count = feeds['input_ids']!.dims[1]!
    const rows = singleRow ? 1 : count
    const logits = Array.from({ length: rows }, (_, row) => [row, -row]).flat()
    const past = feeds['past_key_values.0.key']
    const total = (past?.dims[2] ?? 0) + count
    return Promise.resolve({
      logits: float(logits, [1, rows, 2]),
      'present.0.key': float(
        Array.from({ length: total }, () => 7),
        [1, 1, total, 1],
      ),
    })
  }
  const type = half ? 'float16' : 'float32'
  const outputs: ValueInfo[] = [
    { name: 'logits', type, dims: ['b', 's', 'v'] },
    { name: 'present.0.key', type, dims: ['b', 1, 't', 1] },
    { name: 'hidden', type, dims: ['b', 's', 8] },
  ]
  const traffic = { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 }
  const raw = { ort, run, traffic, settle: settlePlainly }
  return { session: { inputs, outputs, raw }, fed, wanted }
}

async function logitsAfter(decoder: TokenDecoder, tokens: readonly number[]) {
  return [...(await (await decoder.append(tokens)).values())]
}

const ids: ValueInfo = { name: 'input_ids', type: 'int64', dims: ['b', 's'] }
const mask: ValueInfo = { name: 'attention_mask', type: 'int32', dims: ['b', 't'] }
const positions: ValueInfo = { name: 'position_ids', type: 'int64', dims: ['b', 's'] }
const key: ValueInfo = { name: 'past_key_values.0.key', type: 'float32', dims: ['b', 1, 'p', 1] }

describe('a decoder with a cache', () => {
  it('feeds the past back, and counts mask and positions on', async () => {
    const { session, fed, wanted } = fakeSession({ inputs: [ids, mask, positions, key] })
    const { decoder } = await openDecoder(session)
    expect(await logitsAfter(decoder, [5, 6])).toEqual([1, -1])
    expect(await logitsAfter(decoder, [9])).toEqual([0, -0])
    expect(fed).toEqual([
      {
        input_ids: { type: 'int64', dims: [1, 2], data: [5, 6] },
        attention_mask: { type: 'int32', dims: [1, 2], data: [1, 1] },
        position_ids: { type: 'int64', dims: [1, 2], data: [0, 1] },
        [key.name]: { type: 'float32', dims: [1, 1, 0, 1], data: [] },
      },
      {
        input_ids: { type: 'int64', dims: [1, 1], data: [9] },
        attention_mask: { type: 'int32', dims: [1, 3], data: [1, 1, 1] },
        position_ids: { type: 'int64', dims: [1, 1], data: [2] },
        [key.name]: { type: 'float32', dims: [1, 1, 2, 1], data: [7, 7] },
      },
    ])
    expect(wanted[0], 'no output that nobody reads').toEqual(['logits', 'present.0.key'])
  })

  it('keeps half precision in the cache and gives the logits in full', async () => {
    const { session, fed } = fakeSession({ inputs: [ids, { ...key, type: 'float16' }], half: true })
    const { decoder } = await openDecoder(session)
    expect(await logitsAfter(decoder, [1, 1, 1])).toEqual([2, -2])
    await decoder.append([1])
    expect(fed.map((feeds) => feeds[key.name]!.type)).toEqual(['float16', 'float16'])
  })

  it.each([[[]], [[1]]])(
    'says if there is a past, and how many logits it wants: %o',
    async (dims) => {
      const { session, fed } = fakeSession({
        inputs: [
          ids,
          key,
          { name: 'use_cache_branch', type: 'bool', dims: [1] },
          { name: 'num_logits_to_keep', type: 'int64', dims },
        ],
        singleRow: true,
      })
      const { decoder } = await openDecoder(session)
      expect(await logitsAfter(decoder, [1, 1]), 'the only row there is').toEqual([0, -0])
      await decoder.append([1])
      expect(fed.map((feeds) => feeds['use_cache_branch']!.data)).toEqual([[0], [1]])
      expect(fed.map((feeds) => feeds['num_logits_to_keep']!)).toEqual([
        { type: 'int64', dims, data: [1] },
        { type: 'int64', dims, data: [1] },
      ])
    },
  )

  it('gives the lengths in place of a mask', async () => {
    const { session, fed } = fakeSession({
      inputs: [
        ids,
        key,
        { name: 'seqlens_k', type: 'int32', dims: ['batch', 1] },
        { name: 'total_sequence_length', type: 'int32', dims: [] },
      ],
    })
    const { decoder } = await openDecoder(session)
    await decoder.append([1, 1, 1])
    await decoder.append([1])
    expect(fed.map((feeds) => feeds['seqlens_k'])).toEqual([
      { type: 'int32', dims: [1, 1], data: [2] },
      { type: 'int32', dims: [1, 1], data: [3] },
    ])
    expect(fed.map((feeds) => feeds['total_sequence_length'])).toEqual([
      { type: 'int32', dims: [], data: [3] },
      { type: 'int32', dims: [], data: [4] },
    ])
  })

  it('finds out that a graph has logits for the last position alone, and asks it one by one', async () => {
    const { session, fed } = fakeSession({ inputs: [ids, key], singleRow: true })
    const { decoder } = await openDecoder(session)
    const seen: number[] = []
    await decoder.appendEach([5, 6, 7], (_, index) => seen.push(index))
    await decoder.appendEach([8, 9], (_, index) => seen.push(index))
    expect(seen).toEqual([0, 1, 2, 0, 1])
    expect(fed.map((feeds) => feeds['input_ids']!.data)).toEqual([
      [5, 6, 7],
      [5],
      [6],
      [7],
      [8],
      [9],
    ])
    expect(fed.at(-1)![key.name]!.dims, 'with nothing left of the first try').toEqual([1, 1, 4, 1])
  })

  it('has the same row of ones for a long text as for a short one', async () => {
    const { session, fed } = fakeSession({ inputs: [ids, mask, key] })
    const { decoder } = await openDecoder(session)
    await decoder.append(Array.from({ length: 600 }, () => 1))
    await decoder.append([1])
    expect(fed[1]!['attention_mask']!.data).toEqual(Array.from({ length: 601 }, () => 1))
  })
})

describe('a decoder without a cache and of a fixed length', () => {
  const fixed: ValueInfo = { ...ids, type: 'int32', dims: [1, 4] }

  it('fills up with zeros, and reads the row of the last token', async () => {
    const { session, fed, wanted } = fakeSession({ inputs: [fixed, mask, positions] })
    const { decoder } = await openDecoder(session)
    expect(await logitsAfter(decoder, [5, 6])).toEqual([1, -1])
    expect(await logitsAfter(decoder, [8])).toEqual([2, -2])
    expect(fed[1]).toEqual({
      input_ids: { type: 'int32', dims: [1, 4], data: [5, 6, 8, 0] },
      attention_mask: { type: 'int32', dims: [1, 4], data: [1, 1, 1, 0] },
      position_ids: { type: 'int64', dims: [1, 4], data: [0, 1, 2, 3] },
    })
    expect(wanted[0]).toEqual(['logits'])
  })

  it('says that it is full, and stays as it was', async () => {
    const { session } = fakeSession({ inputs: [fixed] })
    const { decoder } = await openDecoder(session)
    await decoder.append([1, 2, 3])
    await expect(decoder.append([4, 5])).rejects.toMatchObject({ code: 'context-full' })
    expect(await logitsAfter(decoder, [4])).toEqual([3, -3])
  })
})
