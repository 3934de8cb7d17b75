import { current, type RawModule } from '../../raw-module.ts'
import type { RawSession } from '../../session.ts'
import { numberFor, type DecoderRoles, type IntegerInput, type NumberInput } from '../roles.ts'
import { bytesOf, createTensor, releaseTensor, type HeapType } from './heap-tensor.ts'
import { allocate, grown } from './memory.ts'

/** What a run adds: `ids` at the places from `from` to `to`. */
export interface Step {
  readonly ids: readonly number[]
  readonly from: number
  readonly to: number
  /** How many positions shall have logits, where the graph asks. */
  readonly keep: number
}

export interface HeapInput {
  readonly name: string
  /** Of this step; valid until the next. */
  tensorFor(step: Step): number
  close(): void
}

/** A decoder's inputs but for its cache, each in a buffer of its own that is written again and again. */
export function createInputs(
  module: RawModule,
  roles: DecoderRoles,
  traffic: RawSession['traffic'],
): readonly HeapInput[] {
  const { ids, mask, positions, numbers } = roles
  const write = (type: HeapType, address: number, count: number, at: (i: number) => number) => {
    writeIntegers(module, type, address, count, at)
    traffic.bytesIn += bytesOf(type, [count])
  }
  const row = (input: IntegerInput | undefined, from: (step: Step) => number, at: ValueAt) =>
    input === undefined ? [] : [endlessInput(module, input, write, from, at)]
  return [
    idsInput(module, ids, write),
    ...row(
      mask,
      () => 0,
      () => 1,
    ),
    ...row(
      positions,
      ({ from }) => from,
      (place) => place,
    ),
    ...Object.values(numbers).map((input) =>
      numberInput(module, input, write, (step) => numberFor(roles, input.name, step)),
    ),
  ]
}

type ValueAt = (place: number) => number
type Write = (type: HeapType, address: number, count: number, at: ValueAt) => void

function idsInput(module: RawModule, { name, type }: IntegerInput, write: Write): HeapInput {
  const buffer = createBuffer(module, type)
  return {
    name,
    tensorFor({ ids }) {
      buffer.makeRoom(ids.length)
      write(type, buffer.address(), ids.length, (place) => ids[place]!)
      return buffer.tensor([1, ids.length], 0)
    },
    close: buffer.close,
  }
}

/** Part of a row whose values never change, as positions and a mask are: written ahead, so that a step writes nothing. */
function endlessInput(
  module: RawModule,
  { name, type }: IntegerInput,
  write: Write,
  startOf: (step: Step) => number,
  at: ValueAt,
): HeapInput {
  const buffer = createBuffer(module, type)
  return {
    name,
    tensorFor(step) {
      const start = startOf(step)
      if (buffer.makeRoom(step.to)) write(type, buffer.address(), buffer.room(), at)
      return buffer.tensor([1, step.to - start], start)
    },
    close: buffer.close,
  }
}

function numberInput(
  module: RawModule,
  { name, type, dims }: NumberInput,
  write: Write,
  valueOf: (step: Step) => number,
): HeapInput {
  const buffer = createBuffer(module, type)
  let written: number | undefined
  return {
    name,
    tensorFor(step) {
      const value = valueOf(step)
      buffer.makeRoom(1)
      if (value !== written) write(type, buffer.address(), 1, () => value)
      written = value
      return buffer.tensor(dims, 0)
    },
    close: buffer.close,
  }
}

/** Memory that grows, and the tensor over a part of it, which is made anew only for another part. */
function createBuffer(module: RawModule, type: HeapType) {
  let address = 0
  let room = 0
  let tensor = 0
  let shown = ''
  const drop = () => {
    releaseTensor(module, tensor)
    tensor = 0
    shown = ''
  }
  return {
    address: () => address,
    room: () => room,
    /** @returns whether what was in it is lost */
    makeRoom(needed: number): boolean {
      if (needed <= room) return false
      const larger = allocate(module, bytesOf(type, [grown(needed)]))
      drop()
      if (address !== 0) module._free(address)
      address = larger
      room = grown(needed)
      return true
    },
    tensor(dims: readonly number[], start: number): number {
      const wanted = `${start}:${dims.join()}`
      if (wanted === shown) return tensor
      drop()
      tensor = createTensor(module, type, address + bytesOf(type, [start]), dims)
      shown = wanted
      return tensor
    },
    close() {
      drop()
      if (address !== 0) module._free(address)
      address = 0
      room = 0
    },
  }
}

/** None of them negative. */
function writeIntegers(
  module: RawModule,
  type: HeapType,
  address: number,
  count: number,
  at: ValueAt,
): void {
  const { HEAPU8, HEAP32 } = current(module)
  const start = address >>> 2
  for (let place = 0; place < count; place++) {
    if (type === 'bool') HEAPU8[address + place] = at(place)
    else if (type === 'int32') HEAP32[start + place] = at(place)
    else {
      HEAP32[start + 2 * place] = at(place)
      HEAP32[start + 2 * place + 1] = 0
    }
  }
}
