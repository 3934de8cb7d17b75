import type { GraphFacts, GraphInitialiser, GraphOperator } from '../../protocol/graph.ts'
import { initialiser } from './weights.ts'
import { isNumeric } from './tensor-types.ts'
import type { Tensor } from './tensor.ts'
import type { Wire } from './wire.ts'

/** What is counted over the main graph, the graphs inside it and the functions. */
export class Collected {
  readonly #operators = new Map<string, GraphOperator>()
  readonly #initialisers: GraphInitialiser[] = []
  readonly #endBytes = new Map<string, number>()
  #parameters = 0
  #weightBytes = 0

  addNode(domain: string, name: string): void {
    const key = `${domain}:${name}`
    const count = (this.#operators.get(key)?.count ?? 0) + 1
    this.#operators.set(key, { domain, name, count })
  }

  addWeights(found: GraphInitialiser, parts: readonly Tensor[], wire: Wire): void {
    this.#initialisers.push(found)
    this.#weightBytes += found.bytes
    for (const part of parts) this.addExternal(part, wire)
    // Of a sparse tensor, the values that it holds; its first part.
    const [{ type, elements } = { type: '', elements: 0 }] = parts
    if (isNumeric(type)) this.#parameters += elements
  }

  /** Data files count whatever it is that lies in them. */
  addExternal(tensor: Tensor, wire: Wire): void {
    if (tensor.external === undefined) return
    const { location, offsetBytes } = tensor.external
    const endBytes = offsetBytes + initialiser(wire, tensor).bytes
    this.#endBytes.set(location, Math.max(this.#endBytes.get(location) ?? 0, endBytes))
  }

  facts(): Pick<
    GraphFacts,
    'operators' | 'initialisers' | 'external' | 'parameters' | 'weightBytes'
  > {
    return {
      operators: [...this.#operators.values()].sort((a, b) => b.count - a.count),
      initialisers: this.#initialisers,
      external: [...this.#endBytes].map(([location, endBytes]) => ({ location, endBytes })),
      parameters: this.#parameters,
      weightBytes: this.#weightBytes,
    }
  }
}
