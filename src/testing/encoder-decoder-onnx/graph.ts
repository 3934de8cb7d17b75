import {
  float32s,
  int64s,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxTensor,
} from '../onnx-writer.ts'

/** A graph under construction: each call adds one operator, and gives the name of what it makes. */
export interface Graph {
  readonly nodes: OnnxNode[]
  readonly initialisers: OnnxTensor[]
  op(
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string
  /** The last operator's value gets a name of its own. */
  name(value: string, name: string): void
  /** Of the network: the same in every graph that uses it. */
  weight(name: string, dims: readonly number[]): string
  floats(values: readonly number[], dims: readonly number[]): string
  int64(values: readonly number[], dims?: readonly number[]): string
}

/** @param prefix keeps names apart where one graph lies in another */
export function createGraph(seed: number, prefix = ''): Graph {
  const nodes: OnnxNode[] = []
  const initialisers: OnnxTensor[] = []
  let count = 0
  const fresh = () => `${prefix}v${count++}`

  function constant(tensor: OnnxTensor): string {
    const name = fresh()
    initialisers.push({ ...tensor, name })
    return name
  }

  return {
    nodes,
    initialisers,
    op(op, inputs, attributes = {}) {
      const output = fresh()
      nodes.push({ op, inputs, outputs: [output], attributes })
      return output
    },
    name(value, name) {
      nodes.push({ op: 'Identity', inputs: [value], outputs: [name] })
    },
    weight(name, dims) {
      const own = `${prefix}${name}`
      if (!initialisers.some((tensor) => tensor.name === own)) {
        initialisers.push({ name: own, dims, raw: float32s(numbersFor(seed, name, dims)) })
      }
      return own
    },
    floats: (values, dims) => constant({ dims, raw: float32s(values) }),
    int64: (values, dims = [values.length]) =>
      constant({ type: 'int64', dims, raw: int64s(values) }),
  }
}

/** Told by seed and name. Spread so that a sum over the first axis is about as large as what goes in. */
function numbersFor(seed: number, name: string, dims: readonly number[]): number[] {
  let state = seed
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  const count = dims.reduce((product, size) => product * size, 1)
  const spread = dims.length > 1 ? Math.sqrt(3 / dims[0]!) : 1
  return Array.from({ length: count }, () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1) * spread
  })
}
