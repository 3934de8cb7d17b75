/** What every export and every model of the fixtures opens as, or the exact reason why it cannot run. */
import { openAsBlob, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedPath } from '../../e2e/support/shared.ts'
import { openFolder } from '../../hosting/node-folder.ts'
import { VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import { readGraph } from './graph/read-graph.ts'
import { preflight } from './preflight.ts'
import { readExport } from './read-export.ts'

const opensAs: Record<string, string> = {
  'exports/genai-phi3v-dummy':
    'export-unsupported: It is a phi3v of several graphs (decoder, embedding and vision), and only models of one graph run here',
  'exports/genai-tiny-random-gpt2': 'genai · text-generation',
  'exports/stories260k': 'hugging-face · text-generation',
  'exports/t071-lm-tiny': 'transformer-builder · text-generation',
  'exports/t071-vision-tiny': 'transformer-builder · image-classification · 32 × 32 RGB',
  'models/edge/ankane_abs_free_dimensions.onnx': 'graph · tensors',
  'models/edge/ankane_identity_string.onnx': 'graph · tensors',
  'models/edge/ankane_logical_and.onnx': 'graph · tensors',
  'models/edge/ankane_model.onnx': 'graph · tensors',
  'models/edge/ankane_mul_1.onnx': 'graph · tensors',
  'models/edge/ankane_sigmoid.onnx': 'graph · tensors',
  'models/edge/copy_2_inputs_2_outputs.onnx':
    'operator-unavailable: “CopyTensorArrayAllVariadic” of “test.customop”',
  'models/edge/custom_op_test.onnx':
    'operator-unavailable: “CustomOpOne” and “CustomOpTwo” of “test.customop”',
  'models/edge/lora_model.onnx': 'graph · tensors',
  'models/edge/ort_quickstart_matmul.onnx': 'graph · tensors',
  'models/edge/overridable_initializer.onnx': 'graph · tensors',
  'models/edge/upsample.onnx': 'graph · tensors',
  'models/edge/upsample.ort': 'file-is-other-format: own format (.ort)',
  'models/edge/vectorizer.onnx': 'graph · tensors',
  'models/image-classification/light_resnet50.onnx':
    'graph · image-classification · 224 × 224 RGB · 1000 labels · probabilities',
  'models/image-classification/light_squeezenet.onnx':
    'graph · image-classification · 224 × 224 RGB · 1000 labels · probabilities',
  'models/image-classification/mlperftiny_ic_resnet8_cifar10_int8.onnx':
    'graph · image-classification · 32 × 32 RGB',
  'models/image-classification/mnist.onnx': 'graph · image-classification · 28 × 28 grey',
  'models/image-classification/mobilenetv2-12-int8.onnx':
    'graph · image-classification · 224 × 224 RGB · 1000 labels',
  'models/image-segmentation/bodypix_mobilenetv1_x050_stride16.onnx':
    'graph · tensors for image-segmentation',
  'models/image-segmentation/selfie_segmentation_landscape.onnx':
    'graph · tensors for image-segmentation',
  'models/object-detection/FastestDet.onnx': 'graph · tensors for object-detection',
  'models/object-detection/blazeface_face_detection_front_128x128.onnx':
    'graph · tensors for object-detection',
  'models/object-detection/ultraface-RFB-320.onnx': 'graph · tensors for object-detection',
  'models/object-detection/yolox_nano.onnx': 'graph · tensors for object-detection',
  'models/object-detection/yunet_n_320_320.onnx': 'graph · tensors for object-detection',
  'models/tabular/ankane_lightgbm.onnx':
    'scikit-learn · tensors for tabular-classification · zipmap=False',
  'models/tabular/ankane_logreg_iris.onnx':
    'scikit-learn · tensors for tabular-classification · zipmap=False',
  'models/tabular/ankane_randomforest.onnx':
    'scikit-learn · tensors for tabular-classification · zipmap=False',
  'models/tabular/sklearn-onnx_treecl.onnx': 'scikit-learn · tensors for tabular-classification',
  'models/tabular/sklearn-onnx_treecl2.onnx': 'scikit-learn · tensors for tabular-classification',
  'models/text/dummy_transformer.onnx': 'graph · tensors for feature-extraction',
  'models/text/dummy_transformer_mlm.onnx': 'graph · tensors for fill-mask',
}

describe.skipIf(!hasShared)('every export and model of the fixtures', () => {
  it.each(Object.entries(opensAs))('%s opens as %s', async (path, expected) => {
    const { words, sentence } = await open(sharedPath(`fixtures/${path}`))
    expect(words).toBe(expected.split(': ')[0])
    for (const part of expected.split(': ').slice(1)) expect(sentence).toContain(part)
  })

  it('is in this list', () => {
    const exports = readdirSync(sharedPath('fixtures/exports')).map((name) => `exports/${name}`)
    const models = sharedFiles('fixtures/models')
      .filter((path) => /\.(onnx|ort)$/.test(path))
      .map((path) => path.slice(sharedPath('fixtures/').length))
    expect(Object.keys(opensAs).sort()).toEqual([...exports, ...models].sort())
  })
})

/** What the page would show, up to the point where ONNX Runtime itself takes over. */
async function open(path: string): Promise<{ words: string; sentence: string }> {
  try {
    const folder = await openFolder(path, new Set())
    const { model } = folder
    const manifest = await readExport(folder, model === undefined ? {} : { model })
    const graph = await readGraph(
      await openAsBlob(join(folder.root, manifest.model)),
      manifest.model,
    )
    preflight(graph)
    const { layout, task, recognised, notes = [] } = manifest
    const words = [layout, recognised === undefined ? task : `${task} for ${recognised}`]
    if (manifest.task === 'image-classification') {
      const { preprocessing, labels, output } = manifest
      const { width, height, channels } = preprocessing
      words.push(`${width} × ${height} ${channels === 3 ? 'RGB' : 'grey'}`)
      if (labels.length > 0) words.push(`${labels.length} labels`)
      if (output === 'probabilities') words.push(output)
    }
    if (notes.some((note) => note.includes('zipmap=False'))) words.push('zipmap=False')
    return { words: words.join(' · '), sentence: '' }
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    return { words: error.code, sentence: sentenceOf(error) }
  }
}
