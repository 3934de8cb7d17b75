import type { Graph } from './graph.ts'

export const [vocabulary, width, heads, headWidth, layers, places] = [24, 16, 2, 8, 2, 64]

/** `[1, n]` ids at the places from `first` (a scalar) on → `[1, n, width]`. */
export function embed(graph: Graph, part: string, ids: string, first: string): string {
  const words = graph.op('Gather', [graph.weight('words', [vocabulary, width]), ids])
  const zero = graph.int64([0], [])
  const end = graph.op('Add', [first, sizeOf(graph, ids, 1)])
  const steps = graph.op('Range', [zero, end, graph.int64([1], [])])
  const from = graph.op('Unsqueeze', [first, graph.int64([0])])
  const to = graph.op('Unsqueeze', [end, graph.int64([0])])
  const here = graph.op('Slice', [steps, from, to])
  const at = graph.op('Gather', [graph.weight(`${part}.places`, [places, width]), here])
  // Large, so that what is written next depends on what stands where.
  return graph.op('Mul', [graph.op('Add', [words, at]), graph.floats([5], [1])])
}

/** A scalar. */
export function sizeOf(graph: Graph, value: string, axis: number): string {
  return graph.op('Gather', [graph.op('Shape', [value]), graph.int64([axis], [])])
}

/** `[1, n, width]` → `[1, heads, n, headWidth]` */
export function toHeads(graph: Graph, hidden: string, weight: string): string {
  const mapped = graph.op('MatMul', [hidden, graph.weight(weight, [width, width])])
  const apart = graph.op('Reshape', [mapped, graph.int64([0, -1, heads, headWidth])])
  return graph.op('Transpose', [apart], { perm: { ints: [0, 2, 1, 3] } })
}

interface Attended {
  readonly keys: string
  readonly values: string
  /** Added to the scores; `[…, n, keys]`, or absent. */
  readonly bias?: string
}

/** What the queries made of `[1, n, width]` find, added to it. */
export function attend(graph: Graph, hidden: string, part: string, over: Attended): string {
  const queries = toHeads(graph, normalise(graph, hidden), `${part}.q`)
  const keys = graph.op('Transpose', [over.keys], { perm: { ints: [0, 1, 3, 2] } })
  let scores = graph.op('MatMul', [queries, keys])
  if (over.bias !== undefined) scores = graph.op('Add', [scores, over.bias])
  const found = graph.op('MatMul', [
    graph.op('Softmax', [scores], { axis: { int: -1 } }),
    over.values,
  ])
  const together = graph.op('Transpose', [found], { perm: { ints: [0, 2, 1, 3] } })
  const flat = graph.op('Reshape', [together, graph.int64([0, -1, width])])
  const mapped = graph.op('MatMul', [flat, graph.weight(`${part}.o`, [width, width])])
  return graph.op('Add', [hidden, mapped])
}

export function feedForward(graph: Graph, hidden: string, part: string): string {
  const inner = graph.op('MatMul', [
    normalise(graph, hidden),
    graph.weight(`${part}.in`, [width, 2 * width]),
  ])
  const outer = graph.op('MatMul', [
    graph.op('Relu', [inner]),
    graph.weight(`${part}.out`, [2 * width, width]),
  ])
  return graph.op('Add', [hidden, outer])
}

/** T5's: no mean, no bias. */
export function normalise(graph: Graph, hidden: string): string {
  const squares = graph.op('ReduceMean', [graph.op('Mul', [hidden, hidden])], {
    axes: { ints: [-1] },
  })
  const size = graph.op('Sqrt', [graph.op('Add', [squares, graph.floats([1e-6], [1])])])
  return graph.op('Div', [hidden, size])
}

/** A mask of ones and zeros `[1, keys]` → `[1, 1, 1, keys]`, 0 where it is 1 and very small where it is 0. */
export function biasOf(graph: Graph, mask: string): string {
  const kept = graph.op('Cast', [mask], { to: { int: 1 } })
  const small = graph.op('Mul', [
    graph.op('Sub', [graph.floats([1], [1]), kept]),
    graph.floats([-1e9], [1]),
  ])
  return graph.op('Unsqueeze', [small, graph.int64([1, 2])])
}
