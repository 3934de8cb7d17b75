// @ts-check
/** A classifier of rows as gradient boosting leaves it, of random trees: wider than the tables at hand. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOnnxWriter } from '../src/testing/decoder-onnx/onnx-messages.js'

/** @typedef {import('../src/protocol/table-manifests.ts').TabularClassificationManifest} TableManifest */

const columns = 32
const classes = 3
const rounds = 20
const depth = 5

/**
 * One tree a class and round, each of them full, which is what `HistGradientBoostingClassifier` comes near.
 * @param {string} folder
 * @param {string} base Where the site has the folder.
 * @returns {TableManifest}
 */
export function writeBoostedTrees(folder, base) {
  const model = 'model.onnx'
  const bytes = graphBytes()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, model), bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    id: 'boosted-trees',
    title: 'Boosted trees',
    description: '',
    task: 'tabular-classification',
    layout: 'scikit-learn',
    reasons: [],
    base,
    files: [{ path: model, sizeBytes: bytes.length, sha256 }],
    model,
    features: Array.from({ length: columns }, (_, index) => ({
      name: `column_${index}`,
      kind: 'number',
    })),
    feeding: { kind: 'matrix', input: 'X', type: 'float32' },
    steps: [],
    label: 'label',
    probabilities: 'probabilities',
    labels: Array.from({ length: classes }, (_, index) => `class ${index}`),
    examples: [],
  }
}

function graphBytes() {
  const types = new Map([
    ['float32', 1],
    ['int64', 7],
  ])
  const write = createOnnxWriter((name) => types.get(name) ?? 0)
  return write({
    opsets: { '': 17, 'ai.onnx.ml': 1 },
    inputs: [{ name: 'X', dims: ['N', columns] }],
    outputs: [
      { name: 'label', type: 'int64', dims: ['N'] },
      { name: 'probabilities', dims: ['N', classes] },
    ],
    nodes: [
      {
        op: 'TreeEnsembleClassifier',
        domain: 'ai.onnx.ml',
        inputs: ['X'],
        outputs: ['label', 'probabilities'],
        attributes: treeAttributes(),
      },
    ],
  })
}

/** Nodes are numbered level by level: those below node n are 2n + 1 and 2n + 2. */
function treeAttributes() {
  const random = createRandom(12)
  const inner = 2 ** depth - 1
  const all = Array.from({ length: rounds * classes }, (_, tree) =>
    Array.from({ length: 2 * inner + 1 }, (__, node) => ({ tree, node, isLeaf: node >= inner })),
  ).flat()
  const leaves = all.filter(({ isLeaf }) => isLeaf)
  /** @param {(one: typeof all[number]) => number} pick */
  const ints = (pick) => ({ ints: all.map(pick) })
  return {
    nodes_treeids: ints(({ tree }) => tree),
    nodes_nodeids: ints(({ node }) => node),
    nodes_featureids: ints(({ isLeaf }) => (isLeaf ? 0 : Math.floor(random() * columns))),
    nodes_values: { floats: all.map(({ isLeaf }) => (isLeaf ? 0 : random() * 4 - 2)) },
    nodes_modes: { strings: all.map(({ isLeaf }) => (isLeaf ? 'LEAF' : 'BRANCH_LEQ')) },
    nodes_truenodeids: ints(({ node, isLeaf }) => (isLeaf ? 0 : node * 2 + 1)),
    nodes_falsenodeids: ints(({ node, isLeaf }) => (isLeaf ? 0 : node * 2 + 2)),
    class_treeids: { ints: leaves.map(({ tree }) => tree) },
    class_nodeids: { ints: leaves.map(({ node }) => node) },
    class_ids: { ints: leaves.map(({ tree }) => tree % classes) },
    class_weights: { floats: leaves.map(() => (random() * 2 - 1) * 0.3) },
    classlabels_int64s: { ints: Array.from({ length: classes }, (_, index) => index) },
    post_transform: { string: 'SOFTMAX' },
  }
}

/** @param {number} seed @returns {() => number} From 0 to 1. */
function createRandom(seed) {
  let state = seed
  return () => {
    // Numerical Recipes' linear congruential generator; its high bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 24
  }
}
