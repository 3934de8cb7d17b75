import type { GraphInitialiser } from '../../protocol/graph.ts'
import { checkLength } from './external.ts'
import { limits } from './limits.ts'
import { bitsOf } from './tensor-types.ts'
import { type Tensor, readTensor } from './tensor.ts'
import type { Span, Wire } from './wire.ts'
import { bytesInWords, quoted } from './words.ts'

/**
 * A tensor that the model carries with it, as the inspector lists it.
 * @throws VitrineError `model-damaged` when it does not hold as much as it claims
 */
export function initialiser(wire: Wire, tensor: Tensor): GraphInitialiser {
  const { name, type, dims, claimedBytes, held, external } = tensor
  if (external === undefined) {
    checkHeld(wire, tensor)
    return { name, type, dims, bytes: claimedBytes ?? held.rawBytes ?? held.listedBytes }
  }
  const bytes = claimedBytes ?? external.lengthBytes ?? 0
  if (!Number.isSafeInteger(external.offsetBytes + bytes)) {
    throw wire.damaged(`the tensor ${quoted(name)} claims ${bytesInWords(bytes)}`)
  }
  checkLength(wire, name, external, bytes)
  return { name, type, dims, bytes, location: external.location }
}

/** A `SparseTensorProto`: its values carry the name. The elements are those that are not zero. */
export async function readSparse(
  wire: Wire,
  span: Span,
): Promise<{ parts: readonly Tensor[]; found: GraphInitialiser }> {
  const parts: Tensor[] = []
  const dims: number[] = []
  await wire.fields(span, async (field) => {
    if (field.number === 3) await wire.numbers(field, dims, limits.rank)
    else if (field.number === 1 || field.number === 2) {
      const tensor = await readTensor(wire, wire.message(field))
      if (field.number === 1) parts.unshift(tensor)
      else parts.push(tensor)
    }
  })
  const [values] = parts
  if (values === undefined) throw wire.damaged('a sparse tensor has no values')
  const bytes = parts.reduce((sum, part) => sum + initialiser(wire, part).bytes, 0)
  return { parts, found: { ...initialiser(wire, values), dims, bytes } }
}

function checkHeld(wire: Wire, { name, type, elements, claimedBytes, held }: Tensor): void {
  const { rawBytes, listed, isExact } = held
  const bytesThere = rawBytes ?? (listed === 0 ? 0 : undefined)
  if (claimedBytes !== undefined && bytesThere !== undefined) {
    if (claimedBytes === bytesThere) return
    const [claimed, there] = [claimedBytes, bytesThere].map(bytesInWords)
    throw wire.damaged(`the tensor ${quoted(name)} claims ${claimed}, and ${there} are there`)
  }
  if (rawBytes !== undefined) return
  const needed = type.startsWith('complex') ? 2 * elements : inList(type, elements)
  if (isExact ? listed === needed : listed >= needed) return
  throw wire.damaged(
    `the tensor ${quoted(name)} claims ${needed} elements, and ${listed} are there`,
  )
}

/** Of types narrower than a byte, one listed number holds as many as a byte does. */
function inList(type: string, elements: number): number {
  return Math.ceil((elements * Math.min(bitsOf(type) ?? 8, 8)) / 8)
}
