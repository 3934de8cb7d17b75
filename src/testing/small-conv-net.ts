import { float32s, onnxModel } from './onnx-writer.ts'

/**
 * An fp32 classifier of ten classes over 32 × 32 pictures: two convolutions, a mean, a layer. Its weights are those that
 * `worker/golden/make-classifier.py` gives the same network in PyTorch. `batch`: how many pictures it takes, a number or
 * a name for any; with one `written` into its graph it takes no other, whatever its input says. One that `mixes` adds
 * how much the pictures differ to every answer, so that a picture among others comes out otherwise than among its like.
 */
export function smallConvNet({
  batch = 'batch',
  written,
  mixes = false,
}: {
  batch?: number | string
  written?: number
  mixes?: boolean
} = {}): Uint8Array {
  const convolution = (input: string, layer: number, output: string) => ({
    op: 'Conv',
    inputs: [input, `w${layer}`, `b${layer}`],
    outputs: [output],
    attributes: {
      kernel_shape: { ints: [3, 3] },
      strides: { ints: [2, 2] },
      pads: { ints: [1, 1, 1, 1] },
    },
  })
  return onnxModel({
    inputs: [{ name: 'pixel_values', dims: [batch, 3, 32, 32] }],
    outputs: [{ name: 'logits', dims: [batch, 10] }],
    nodes: [
      convolution('pixel_values', 0, 'c0'),
      { op: 'Relu', inputs: ['c0'], outputs: ['r0'] },
      convolution('r0', 1, 'c1'),
      { op: 'Relu', inputs: ['c1'], outputs: ['r1'] },
      { op: 'GlobalAveragePool', inputs: ['r1'], outputs: ['means'] },
      written === undefined
        ? { op: 'Flatten', inputs: ['means'], outputs: ['flat'] }
        : { op: 'Reshape', inputs: ['means', 'shape'], outputs: ['flat'] },
      {
        op: 'Gemm',
        inputs: ['flat', 'w2', 'b2'],
        outputs: [mixes ? 'apart' : 'logits'],
        attributes: { transB: { int: 1 } },
      },
      ...(mixes ? mixing : []),
    ],
    initialisers: [
      ...layers.flatMap(({ weights, bias, scale }, layer) => [
        weightsOf(`w${layer}`, weights, layer * 2, scale),
        weightsOf(`b${layer}`, [bias], layer * 2 + 1, 0.25),
      ]),
      ...(written === undefined
        ? []
        : [
            {
              name: 'shape',
              type: 'int64',
              dims: [2],
              raw: new Uint8Array(BigInt64Array.from([BigInt(written), 16n]).buffer),
            },
          ]),
    ],
  })
}

/** apart + (apart - the batch's mean of it): nothing is added where all are the same. */
const mixing = [
  {
    op: 'ReduceMean',
    inputs: ['apart'],
    outputs: ['common'],
    attributes: { axes: { ints: [0] }, keepdims: { int: 1 } },
  },
  { op: 'Sub', inputs: ['apart', 'common'], outputs: ['own'] },
  { op: 'Add', inputs: ['apart', 'own'], outputs: ['logits'] },
]

const layers = [
  { weights: [8, 3, 3, 3], bias: 8, scale: 0.5 },
  { weights: [16, 8, 3, 3], bias: 16, scale: 0.5 },
  { weights: [10, 16], bias: 10, scale: 1 },
]

function weightsOf(name: string, dims: readonly number[], seed: number, scale: number) {
  const count = dims.reduce((product, size) => product * size, 1)
  const values = Array.from({ length: count }, (_, i) => ((hash(i, seed) - 127.5) / 128) * scale)
  return { name, dims, raw: float32s(values) }
}

/** As in `core/golden/synthetic-picture.ts`. */
function hash(index: number, seed: number): number {
  let value = Math.imul(index, 0x9e3779b1) + Math.imul(seed, 40503)
  value ^= value >>> 15
  value = Math.imul(value, 0x85ebca77)
  value ^= value >>> 13
  return value >>> 24
}
