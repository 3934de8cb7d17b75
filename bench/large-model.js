// @ts-check
/** A model of 500 MB with its weights beside the graph, as large models are exported: a chain of matrix products. */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { PbfWriter } from 'pbf'

const side = 2048
const layers = 30
const layerBytes = side * side * 4
const dataName = 'model.onnx_data'
const floatType = 1

/** @type {{ path: string, sizeBytes: number, sha256: string }[]} */
let files = []

export const largeModel = {
  dataBytes: layers * layerBytes,

  /**
   * Writes the folder as Transformers.js wants it; ours reads the same two files.
   * @param {string} folder
   */
  write(folder) {
    mkdirSync(join(folder, 'onnx'), { recursive: true })
    const graph = graphBytes()
    writeFileSync(join(folder, 'onnx/model.onnx'), graph)
    const config = {
      model_type: 'mobilenet_v2',
      architectures: ['MobileNetV2ForImageClassification'],
      id2label: { 0: 'a' },
      'transformers.js_config': { use_external_data_format: true },
    }
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    const processor = {
      image_processor_type: 'MobileNetV2ImageProcessor',
      size: { height: 2, width: 2 },
    }
    writeFileSync(join(folder, 'preprocessor_config.json'), JSON.stringify(processor))
    files = [
      {
        path: 'onnx/model.onnx',
        sizeBytes: graph.length,
        sha256: createHash('sha256').update(graph).digest('hex'),
      },
      {
        path: `onnx/${dataName}`,
        sizeBytes: layers * layerBytes,
        sha256: writeWeights(join(folder, 'onnx', dataName)),
      },
    ]
  },

  /** @returns {import('../src/protocol/manifest.ts').TensorsManifest} Its base is relative to the bench's page. */
  manifest() {
    return {
      id: 'large',
      title: 'Large',
      description: '',
      task: 'tensors',
      layout: 'graph',
      reasons: [],
      base: 'bench/models/large/',
      files,
      model: 'onnx/model.onnx',
      inputs: [{ name: 'pixel_values', type: 'float32', dims: [1, side], isTensor: true }],
      outputs: [{ name: 'logits', type: 'float32', dims: [1, side], isTensor: true }],
    }
  },
}

/**
 * Noise, as weights are: zeros could be compressed or shared by the system.
 * @param {string} path
 * @returns {string} Its sha256.
 */
function writeWeights(path) {
  const hash = createHash('sha256')
  const out = openSync(path, 'w')
  const layer = new Float32Array(side * side)
  let state = 1
  for (let index = 0; index < layers; index++) {
    for (let i = 0; i < layer.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      layer[i] = state / 2 ** 37
    }
    const bytes = new Uint8Array(layer.buffer)
    hash.update(bytes)
    writeSync(out, bytes)
  }
  closeSync(out)
  return hash.digest('hex')
}

/** `ModelProto` of onnx.proto3, written field by field. */
function graphBytes() {
  const model = new PbfWriter()
  model.writeVarintField(1, 8)
  model.writeMessage(7, writeGraph, undefined)
  model.writeMessage(8, (_, opset) => opset.writeVarintField(2, 17), undefined)
  return model.finish()
}

/** @param {unknown} _ @param {PbfWriter} graph */
function writeGraph(_, graph) {
  for (let layer = 0; layer < layers; layer++) {
    graph.writeMessage(
      1,
      (index, node) => {
        node.writeStringField(1, index === 0 ? 'pixel_values' : `x${index}`)
        node.writeStringField(1, `w${index}`)
        node.writeStringField(2, index === layers - 1 ? 'logits' : `x${index + 1}`)
        node.writeStringField(4, 'MatMul')
      },
      layer,
    )
    graph.writeMessage(5, writeTensor, layer)
  }
  graph.writeStringField(2, 'large')
  graph.writeMessage(11, writeValue, 'pixel_values')
  graph.writeMessage(12, writeValue, 'logits')
}

/** @param {number} layer @param {PbfWriter} tensor */
function writeTensor(layer, tensor) {
  tensor.writeVarintField(1, side)
  tensor.writeVarintField(1, side)
  tensor.writeVarintField(2, floatType)
  tensor.writeStringField(8, `w${layer}`)
  const entries = [
    ['location', dataName],
    ['offset', String(layer * layerBytes)],
    ['length', String(layerBytes)],
  ]
  for (const entry of entries) {
    tensor.writeMessage(
      13,
      ([key = '', value = ''], pair) => {
        pair.writeStringField(1, key)
        pair.writeStringField(2, value)
      },
      entry,
    )
  }
  // EXTERNAL
  tensor.writeVarintField(14, 1)
}

/** @param {string} name @param {PbfWriter} value */
function writeValue(name, value) {
  value.writeStringField(1, name)
  value.writeMessage(
    2,
    (_, type) =>
      type.writeMessage(
        1,
        (__, tensor) => {
          tensor.writeVarintField(1, floatType)
          tensor.writeMessage(
            2,
            (___, shape) => {
              for (const size of [1, side])
                shape.writeMessage(1, (dim, out) => out.writeVarintField(1, dim), size)
            },
            undefined,
          )
        },
        undefined,
      ),
    undefined,
  )
}
