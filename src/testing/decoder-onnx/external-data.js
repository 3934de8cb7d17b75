// @ts-check

/** @typedef {import('./onnx-messages.js').OnnxTensor} OnnxTensor */

/** As ONNX's own tool has it: what is smaller stays in the graph. */
const smallest = 1024
/** Pages, so that a file can be mapped. */
const alignment = 4096

/**
 * @param {readonly OnnxTensor[]} tensors
 * @param {string | undefined} location The name of the file beside the graph; absent: all stays where it is.
 * @returns {{ tensors: readonly OnnxTensor[], data: Uint8Array<ArrayBuffer> | undefined }}
 */
export function moveOut(tensors, location) {
  if (location === undefined) return { tensors, data: undefined }
  /** @type {{ offset: number, raw: Uint8Array }[]} */
  const moved = []
  let end = 0
  const left = tensors.map(({ raw, ...rest }) => {
    if (raw === undefined || raw.length < smallest) return { ...rest, ...(raw && { raw }) }
    const offset = Math.ceil(end / alignment) * alignment
    moved.push({ offset, raw })
    end = offset + raw.length
    return { ...rest, external: { location, offset, length: raw.length } }
  })
  const data = new Uint8Array(end)
  for (const { offset, raw } of moved) data.set(raw, offset)
  return { tensors: left, data }
}
