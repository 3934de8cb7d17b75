/** How the models of `hostile-kinds.ts` are made. */
import type { ErrorCode } from '../protocol/errors.ts'
import type { HostileModel } from './hostile-models.ts'
import {
  float32s,
  int64s,
  onnxModel,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-writer.ts'

export interface HostileKind extends HostileModel {
  /** What opening and running it comes to: how it is refused, or that it answers. */
  readonly ends: ErrorCode | 'runs'
  /** Takes memory or time that a test had better give it in a worker that can be ended. */
  readonly isHeavy?: true
}

const x = { name: 'x', dims: [1, 4] }
const y = { name: 'y', dims: [1, 4] }
export const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

export function kind(
  name: string,
  ends: HostileKind['ends'],
  bytes: Uint8Array<ArrayBuffer>,
): HostileKind {
  return { name, ends, bytes }
}

export const heavy = (one: HostileKind): HostileKind => ({ ...one, isHeavy: true })

/** `y = op(x)` with something wrong. */
export function graph(
  name: string,
  ends: HostileKind['ends'],
  model: Partial<OnnxModel>,
): HostileKind {
  const nodes = [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }]
  return kind(name, ends, onnxModel({ inputs: [x], outputs: [y], nodes, ...model }))
}

export const nodes = (name: string, ends: HostileKind['ends'], ...all: OnnxNode[]) =>
  graph(name, ends, { nodes: all })

export function weight(name: string, ends: HostileKind['ends'], tensor: OnnxTensor): HostileKind {
  return graph(name, ends, {
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
    initialisers: [{ name: 'w', dims: [4], ...tensor }],
  })
}

export const external = (
  name: string,
  ends: HostileKind['ends'],
  location: string,
  more: object = {},
) => weight(name, ends, { external: { location, ...more } })

export function typed(type: string, ends: HostileKind['ends']): HostileKind {
  return graph(`type-${type}`, ends, {
    ir: 10,
    opsets: { '': 21 },
    inputs: [{ ...x, type }],
    outputs: [{ ...y, type }],
  })
}

/** `y = x + sum(ones(size))` */
export function ones(name: string, ends: HostileKind['ends'], size: number): HostileKind {
  return graph(name, ends, {
    nodes: [
      {
        op: 'ConstantOfShape',
        inputs: ['s'],
        outputs: ['big'],
        attributes: { value: { tensor: { name: 'v', dims: [1], floats: [1] } } },
      },
      { op: 'ReduceSum', inputs: ['big'], outputs: ['q'], attributes: { keepdims: { int: 0 } } },
      { op: 'Add', inputs: ['x', 'q'], outputs: ['y'] },
    ],
    initialisers: [{ name: 's', type: 'int64', dims: [1], raw: int64s([size]) }],
  })
}

export function endless(): HostileKind {
  const body: OnnxGraph = {
    inputs: [
      { name: 'i', type: 'int64', dims: [] },
      { name: 'c', type: 'bool', dims: [] },
      { name: 'v', dims: [1, 4] },
    ],
    outputs: [
      { name: 'd', type: 'bool', dims: [] },
      { name: 'w', dims: [1, 4] },
    ],
    nodes: [
      { op: 'Identity', inputs: ['c'], outputs: ['d'] },
      { op: 'Add', inputs: ['v', 'v'], outputs: ['w'] },
    ],
  }
  return graph('endless-loop', 'runs', {
    nodes: [
      {
        op: 'Loop',
        inputs: ['M', 'C', 'x'],
        outputs: ['y'],
        attributes: { body: { graph: body } },
      },
    ],
    initialisers: [
      { name: 'M', type: 'int64', dims: [], raw: int64s([2 ** 62]) },
      { name: 'C', type: 'bool', dims: [], raw: Uint8Array.of(1) },
    ],
  })
}

function nested(depth: number): OnnxGraph {
  const leaf: OnnxGraph = {
    outputs: [{ name: 'o', dims: [1, 4] }],
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['o'] }],
  }
  let inner = leaf
  for (let i = 0; i < depth; i++) {
    const arms = { then_branch: { graph: inner }, else_branch: { graph: leaf } }
    inner = {
      ...leaf,
      nodes: [{ op: 'If', inputs: ['on'], outputs: ['o'], attributes: arms }],
    }
  }
  return inner
}

export function branches(depth: number, ends: HostileKind['ends']): HostileKind {
  return graph(`nested-${depth}`, ends, {
    ...nested(depth),
    inputs: [x, { name: 'on', type: 'bool', dims: [] }],
  })
}

/** A graph within a graph within …: deeper than a writer that calls itself could write. */
export function deep(depth: number): Uint8Array<ArrayBuffer> {
  const part = (field: number, bytes: readonly number[]) => [
    field * 8 + 2,
    ...[0, 7, 14, 21].map((bits) => ((bytes.length >> bits) & 127) | (bits < 21 ? 128 : 0)),
    ...bytes,
  ]
  let inner = part(2, [103])
  for (let i = 0; i < depth; i++) inner = part(1, part(5, part(6, inner)))
  return Uint8Array.from([8, 8, ...part(7, inner), ...part(8, [16, 17])])
}

/** Weights of a fused operator whose attributes claim more of them than there are. */
export function attention(
  name: string,
  ends: HostileKind['ends'],
  attributes: OnnxNode['attributes'],
): HostileKind {
  return graph(name, ends, {
    opsets: { '': 17, 'com.microsoft': 1 },
    inputs: [{ name: 'x', dims: [1, 4, 8] }],
    outputs: [{ name: 'y' }],
    nodes: [
      {
        op: 'Attention',
        domain: 'com.microsoft',
        inputs: ['x', 'w', 'b'],
        outputs: ['y'],
        ...(attributes && { attributes }),
      },
    ],
    initialisers: [
      { name: 'w', dims: [8, 24], raw: float32s(Array.from({ length: 192 }, () => 0.1)) },
      { name: 'b', dims: [24], raw: float32s(Array.from({ length: 24 }, () => 0)) },
    ],
  })
}

export const chain = Array.from({ length: 50_000 }, (_, i): OnnxNode => ({
  op: 'Neg',
  inputs: [i === 0 ? 'x' : `t${i}`],
  outputs: [i === 49_999 ? 'y' : `t${i + 1}`],
}))
