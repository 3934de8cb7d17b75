/**
 * A small encoder–decoder of random weights, cut into graphs as Optimum cuts T5, Marian and BART. Both branches of the
 * merged decoder are as Optimum traces them: the one with a past takes one token at a time (it masks nothing), and
 * gives for the encoder's keys and values tensors of which only the type is right.
 */
import { onnxModel, type OnnxGraph, type OnnxValue } from '../onnx-writer.ts'
import { createGraph, type Graph } from './graph.ts'
import {
  attend,
  biasOf,
  embed,
  feedForward,
  heads,
  headWidth,
  layers,
  normalise,
  sizeOf,
  toHeads,
  vocabulary,
  width,
} from './layers.ts'

const kinds = ['key', 'value'] as const
const parts = ['decoder', 'encoder'] as const
const cacheNames = Array.from({ length: layers }, (_, layer) =>
  parts.flatMap((part) => kinds.map((kind) => ({ part, name: `${layer}.${part}.${kind}` }))),
).flat()
const cacheDims = (length: string) => ['batch', heads, length, headWidth]

const sourceMask: OnnxValue = {
  name: 'encoder_attention_mask',
  type: 'int64',
  dims: ['batch', 'encoder_length'],
}
const ids: OnnxValue = { name: 'input_ids', type: 'int64', dims: ['batch', 'length'] }
const hiddenStates: OnnxValue = {
  name: 'encoder_hidden_states',
  dims: ['batch', 'encoder_length', width],
}
const logits: OnnxValue = { name: 'logits', dims: ['batch', 'length', vocabulary] }

/** `encoder_model.onnx` */
export function encoderOnnx(seed = 5): Uint8Array<ArrayBuffer> {
  const graph = createGraph(seed)
  const bias = biasOf(graph, 'attention_mask')
  let hidden = embed(graph, 'encoder', 'input_ids', graph.int64([0], []))
  for (let layer = 0; layer < layers; layer++) {
    const part = `encoder.${layer}`
    const normal = normalise(graph, hidden)
    const keys = toHeads(graph, normal, `${part}.k`)
    const values = toHeads(graph, normal, `${part}.v`)
    hidden = attend(graph, hidden, part, { keys, values, bias })
    hidden = feedForward(graph, hidden, part)
  }
  graph.name(normalise(graph, hidden), 'last_hidden_state')
  return onnxModel({
    nodes: graph.nodes,
    initialisers: graph.initialisers,
    inputs: [
      { ...ids, dims: ['batch', 'encoder_length'] },
      { name: 'attention_mask', type: 'int64', dims: ['batch', 'encoder_length'] },
    ],
    outputs: [{ name: 'last_hidden_state', dims: ['batch', 'encoder_length', width] }],
  })
}

/** `decoder_model.onnx`, without its presents: the whole sequence at each step. */
export function uncachedDecoderOnnx(seed = 5): Uint8Array<ArrayBuffer> {
  const graph = createGraph(seed)
  graph.name(firstBranch(graph)['logits']!, 'logits')
  const { nodes, initialisers } = graph
  return onnxModel({
    nodes,
    initialisers,
    inputs: [sourceMask, ids, hiddenStates],
    outputs: [logits],
  })
}

/** `decoder_model_merged.onnx` */
export function mergedDecoderOnnx(seed = 5): Uint8Array<ArrayBuffer> {
  const first = branch(seed, 'first_', firstBranch)
  const later = branch(seed, 'later_', laterBranch)
  const presents = cacheNames.map(({ name, part }) => ({
    name: `present.${name}`,
    dims: cacheDims(part === 'decoder' ? 'total' : 'encoder_length_out'),
  }))
  return onnxModel({
    inputs: [
      sourceMask,
      ids,
      hiddenStates,
      ...cacheNames.map(({ name, part }) => ({
        name: `past_key_values.${name}`,
        dims: cacheDims(part === 'decoder' ? 'past' : 'encoder_length_out'),
      })),
      { name: 'use_cache_branch', type: 'bool', dims: [1] },
    ],
    outputs: [logits, ...presents],
    nodes: [
      {
        op: 'If',
        inputs: ['use_cache_branch'],
        outputs: ['logits', ...presents.map(({ name }) => name)],
        attributes: { then_branch: { graph: later }, else_branch: { graph: first } },
      },
    ],
  })
}

type Made = Readonly<Record<string, string>>

function branch(seed: number, prefix: string, build: (graph: Graph) => Made): OnnxGraph {
  const graph = createGraph(seed, prefix)
  const made = build(graph)
  const names = ['logits', ...cacheNames.map(({ name }) => name)]
  for (const name of names) graph.name(made[name]!, `${prefix}${name}`)
  return {
    name: prefix,
    nodes: graph.nodes,
    initialisers: graph.initialisers,
    outputs: names.map((name) => ({ name: `${prefix}${name}` })),
  }
}

function firstBranch(graph: Graph): Made {
  const made: Record<string, string> = {}
  const length = graph.op('Unsqueeze', [sizeOf(graph, ids.name, 1), graph.int64([0])])
  const square = graph.op('Expand', [
    graph.floats([-1e9], [1]),
    graph.op('Concat', [length, length], { axis: { int: 0 } }),
  ])
  const causal = graph.op('Trilu', [square, graph.int64([1], [])], { upper: { int: 1 } })
  const hidden = embed(graph, 'decoder', ids.name, graph.int64([0], []))
  return decode(graph, hidden, made, (layer, normal) => {
    const part = `decoder.${layer}`
    made[`${layer}.decoder.key`] = toHeads(graph, normal, `${part}.self.k`)
    made[`${layer}.decoder.value`] = toHeads(graph, normal, `${part}.self.v`)
    made[`${layer}.encoder.key`] = toHeads(graph, hiddenStates.name, `${part}.cross.k`)
    made[`${layer}.encoder.value`] = toHeads(graph, hiddenStates.name, `${part}.cross.v`)
    return { bias: causal, cross: `${layer}.encoder` }
  })
}

function laterBranch(graph: Graph): Made {
  const made: Record<string, string> = {}
  const past = sizeOf(graph, 'past_key_values.0.decoder.key', 2)
  const hidden = embed(graph, 'decoder', ids.name, past)
  const result = decode(graph, hidden, made, (layer, normal) => {
    for (const kind of kinds) {
      const name = `${layer}.decoder.${kind}`
      const now = toHeads(graph, normal, `decoder.${layer}.self.${kind === 'key' ? 'k' : 'v'}`)
      const before = `past_key_values.${name}`
      made[name] = graph.op('Concat', [before, now], { axis: { int: 2 } })
      made[`${layer}.encoder.${kind}`] = `past_key_values.${layer}.encoder.${kind}`
    }
    return { cross: `${layer}.encoder` }
  })
  const empty = graph.floats([], [0, heads, 1, headWidth])
  const dummies = cacheNames
    .filter(({ part }) => part === 'encoder')
    .map(({ name }) => [name, empty])
  return { ...result, ...Object.fromEntries(dummies) }
}

/** The layers over what each of them attends to, which `prepare` writes into `made`. */
function decode(
  graph: Graph,
  embedded: string,
  made: Record<string, string>,
  prepare: (layer: number, normal: string) => { bias?: string; cross: string },
): Made {
  let hidden = embedded
  const crossBias = biasOf(graph, sourceMask.name)
  for (let layer = 0; layer < layers; layer++) {
    const { bias, cross } = prepare(layer, normalise(graph, hidden))
    const part = `decoder.${layer}`
    const over = (name: string) => ({ keys: made[`${name}.key`]!, values: made[`${name}.value`]! })
    hidden = attend(graph, hidden, `${part}.self`, {
      ...over(`${layer}.decoder`),
      ...(bias !== undefined && { bias }),
    })
    hidden = attend(graph, hidden, `${part}.cross`, { ...over(cross), bias: crossBias })
    hidden = feedForward(graph, hidden, part)
  }
  const last = graph.op('MatMul', [
    normalise(graph, hidden),
    graph.weight('head', [width, vocabulary]),
  ])
  return { ...made, logits: last }
}
