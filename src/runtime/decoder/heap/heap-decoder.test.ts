import { describe, expect, it } from 'vitest'
import { openInNode } from '../../../testing/decoder-onnx/open-in-node.ts'
import type { DecoderOptions } from '../../../testing/decoder-onnx/options.js'
import { writeDecoder } from '../../../testing/decoder-onnx/write-decoder.js'
import { current, type RawModule } from '../../raw-module.ts'
import { createCachedDecoder } from '../plain/cached-decoder.ts'
import { readRoles } from '../roles.ts'
import type { TokenDecoder } from '../token-decoder.ts'
import { openHeapDecoder } from './heap-decoder.ts'

const long = { attention: 'gqa', context: 1024 } as const satisfies DecoderOptions

async function open(options: DecoderOptions, cache: 'shared' | 'fed-back') {
  const { raw, ...graph } = await openInNode(writeDecoder(options))
  if (raw.inside?.provider !== 'wasm') throw new Error('the session is not in the heap')
  const roles = readRoles(graph)
  const decoder = await openHeapDecoder(roles, raw, raw.inside, cache)
  if (decoder === undefined) throw new Error('it is not possible')
  const plain = createCachedDecoder(roles, raw)
  const differenceAfter = async (ids: readonly number[]) =>
    largestDifference(await logitsAfter(decoder, ids), await logitsAfter(plain, ids))
  return { decoder, plain, differenceAfter, module: raw.inside.module }
}

/** The same kernels over the same numbers, added up in another order. */
const closely = 1e-4

/** Any ids, always the same. */
const someIds = (count: number) => Array.from({ length: count }, (_, i) => (i * i * 7 + 3 * i) % 96)

async function logitsAfter(decoder: TokenDecoder, ids: readonly number[]) {
  return Float32Array.from(await (await decoder.append(ids)).values())
}

/** What is not free, to within 64 kB: so many blocks of that size fit into the heap before it has to grow. */
function bytesInUse(module: RawModule): number {
  const block = 65_536
  const { length } = current(module).HEAPU8
  const blocks: number[] = []
  while (current(module).HEAPU8.length === length) blocks.push(module._malloc(block))
  for (const address of blocks) module._free(address)
  return length - (blocks.length - 1) * block
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length)
  let largest = 0
  for (const [i, value] of actual.entries()) {
    // Not a number anywhere is a difference.
    largest = Math.max(largest, Math.abs(value - expected[i]!) || (value === expected[i] ? 0 : 9))
  }
  return largest
}

/** Counts what a module has handed out and not had back: memory, tensors, options. */
function countHeld(module: RawModule) {
  let count = 0
  const given = (handle: number) => {
    if (handle !== 0) count++
    return handle
  }
  const returned = <T>(result: T) => {
    count--
    return result
  }
  const counting: RawModule = {
    ...module,
    get HEAPU8() {
      return module.HEAPU8
    },
    get HEAP32() {
      return module.HEAP32
    },
    get HEAPU32() {
      return module.HEAPU32
    },
    _malloc: (bytes) => given(module._malloc(bytes)),
    _free: (address) => returned(module._free(address)),
    _OrtCreateTensor: (...facts) => given(module._OrtCreateTensor(...facts)),
    _OrtReleaseTensor: (tensor) => returned(module._OrtReleaseTensor(tensor)),
    _OrtCreateRunOptions: (...facts) => given(module._OrtCreateRunOptions(...facts)),
    _OrtReleaseRunOptions: (options) => returned(module._OrtReleaseRunOptions(options)),
    _OrtGetTensorData(...facts) {
      count++
      return module._OrtGetTensorData(...facts)
    },
    _OrtFree: (address) => returned(module._OrtFree(address)),
    _OrtRun(...facts) {
      const [, , , , , outputCount, outputs] = facts
      const list = () => module.HEAPU32.slice(outputs >>> 2, (outputs >>> 2) + outputCount)
      const before = list()
      const code = module._OrtRun(...facts)
      count += list().filter((tensor, place) => tensor !== before[place]).length
      return code
    },
  }
  return { module: counting, held: () => count }
}

describe.each(['shared', 'fed-back'] as const)(
  'a decoder whose cache is %s in the heap',
  (cache) => {
    it('says what the plain way says, beyond the room that it began with', async () => {
      const { differenceAfter } = await open(long, cache)
      const ids = someIds(516)
      const pieces = [0]
      // Pieces of more than one token behind others, and single ones where the room doubles.
      for (const end of [128, 254, 255, 256, 257, 258, 384, 511, 512, 513, 516]) {
        const piece = ids.slice(pieces.at(-1), end)
        pieces.push(end)
        expect(await differenceAfter(piece)).toBeLessThan(closely)
      }
    }, 30_000)

    it('goes on from any of its tokens as if the later ones had never been', async () => {
      const { decoder, plain, differenceAfter } = await open(long, cache)
      const ids = someIds(300)
      await decoder.append(ids)
      expect(await decoder.rewind(40)).toBe(40)
      await plain.append(ids.slice(0, 40))
      expect(await differenceAfter([5])).toBeLessThan(closely)
      expect(await differenceAfter([6, 7])).toBeLessThan(closely)
      expect(await decoder.rewind(99), 'more than there are').toBe(43)
      expect(await decoder.rewind(0)).toBe(0)
      await plain.rewind(0)
      expect(await differenceAfter([8, 9])).toBeLessThan(closely)
    })

    it('shows the logits of each position where they lie', async () => {
      const { decoder, plain } = await open(long, cache)
      const rows = async (asked: TokenDecoder) => {
        const seen: Float32Array[] = []
        await asked.append([1, 2])
        await asked.appendEach(someIds(9), (row, index) => {
          expect(index).toBe(seen.length)
          seen.push(Float32Array.from(row))
        })
        return seen
      }
      const [seen, expected] = [await rows(decoder), await rows(plain)]
      expect(seen).toHaveLength(9)
      for (const [index, row] of seen.entries())
        expect(largestDifference(row, expected[index]!)).toBeLessThan(closely)
    })

    it('copies nothing but ids: in once, and nothing out, however long the prompt is', async () => {
      const { decoder } = await open(long, cache)
      const { traffic } = decoder
      const during = async (work: () => Promise<unknown>) => {
        const { bytesIn, bytesOut } = traffic
        await work()
        return [traffic.bytesIn - bytesIn, traffic.bytesOut - bytesOut]
      }
      const mask = 256 * 8
      expect(await during(() => decoder.append(someIds(100)))).toEqual([100 * 8 + mask, 0])
      expect(await during(async () => (await decoder.append([4])).best())).toEqual([8, 0])
      expect(await during(async () => (await decoder.append([4])).values())).toEqual([8, 0])
      expect(await during(() => decoder.appendEach([1, 2, 3], () => {}))).toEqual([24, 0])
      expect(await during(() => decoder.rewind(50))).toEqual([0, 0])
      const further = [someIds(200), [1]]
      expect(await during(() => decoder.append(further[0]!))).toEqual([200 * 8, 0])
      expect(await during(() => decoder.append(someIds(7))), 'a longer mask').toEqual([
        56 + 2 * mask,
        0,
      ])
    })

    it('names what the runtime says of a run that it refuses, and is as it was', async () => {
      const { decoder, plain, differenceAfter } = await open(long, cache)
      await decoder.append([1, 2, 3])
      await plain.append([1, 2, 3])
      await expect(decoder.append([96_000])).rejects.toMatchObject({
        code: 'run-failed',
        detail: expect.stringMatching(
          /OrtRun\(\)\. ERROR_CODE: 2, ERROR_MESSAGE: .*Gather/s,
        ) as string,
      })
      expect(await differenceAfter([4])).toBeLessThan(closely)
    })

    it('takes no more memory for two hundred texts than for a few', async () => {
      const { decoder, module } = await open(long, cache)
      const write = async (seed: number) => {
        await decoder.rewind(seed % 5)
        for (const id of someIds(5)) await decoder.append([(id + seed) % 96])
        await decoder.append(someIds(20 + (seed % 3)))
      }
      for (let seed = 0; seed < 20; seed++) await write(seed)
      const before = bytesInUse(module)
      for (let seed = 0; seed < 200; seed++) await write(seed)
      expect(bytesInUse(module) - before).toBeLessThanOrEqual(131_072)
    }, 60_000)

    it('gives back all that it took when it is closed', async () => {
      const written = writeDecoder(long)
      const session = await openInNode(written)
      const { inside } = session.raw
      if (inside?.provider !== 'wasm') throw new Error('the session is not in the heap')
      const { module, held } = countHeld(inside.module)
      const roles = readRoles(session)
      const decoder = await openHeapDecoder(roles, session.raw, { ...inside, module }, cache)
      await decoder!.append(someIds(200))
      await decoder!.rewind(20)
      await decoder!.append(someIds(300))
      await decoder!.append([96_000]).catch(() => {})
      expect(held()).toBeGreaterThanOrEqual(10)
      decoder!.close!()
      expect(held()).toBe(0)
    })
  },
)
