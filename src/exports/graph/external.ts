import { bytesInWords, quoted } from './words.ts'
import type { Span, Wire } from './wire.ts'

/** Where a tensor lies outside the `.onnx`, as the file says it. */
export interface ExternalData {
  readonly location: string
  readonly offsetBytes: number
  readonly lengthBytes?: number
}

/** A `StringStringEntryProto`. */
export async function readEntry(wire: Wire, span: Span): Promise<[key: string, value: string]> {
  let key = ''
  let value = ''
  await wire.fields(span, async (field) => {
    if (field.number === 1) key = await wire.text(field)
    else if (field.number === 2) value = await wire.text(field)
  })
  return [key, value]
}

/** @throws VitrineError `model-damaged` for an offset or a length that no file can have */
export function externalData(
  wire: Wire,
  name: string,
  entries: readonly (readonly [key: string, value: string])[],
): ExternalData {
  const said = new Map(entries)
  const size = (key: string): number | undefined => {
    const text = said.get(key)
    if (text === undefined || text === '') return undefined
    const value = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN
    if (Number.isSafeInteger(value)) return value
    throw wire.damaged(
      `the ${key} of the tensor ${quoted(name)} is ${quoted(text)}, which no file has`,
    )
  }
  const location = said.get('location') ?? ''
  const offsetBytes = size('offset') ?? 0
  const lengthBytes = size('length')
  return { location, offsetBytes, ...(lengthBytes !== undefined && { lengthBytes }) }
}

/** @throws VitrineError `model-damaged` when the length said is not that of the tensor's type and shape */
export function checkLength(
  wire: Wire,
  name: string,
  { lengthBytes }: ExternalData,
  claimedBytes: number,
): void {
  if (lengthBytes === undefined || lengthBytes === claimedBytes) return
  throw wire.damaged(
    `the tensor ${quoted(name)} claims ${bytesInWords(claimedBytes)} and names ${bytesInWords(lengthBytes)}`,
  )
}
