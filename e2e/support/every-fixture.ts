import type { ErrorCode } from '../../src/protocol/errors.ts'

/** What becomes of an export or a model that others made. */
export type FixtureAnswer = Opens | Fails

export interface Opens {
  /** Layout, task, and what was recognised in it. */
  readonly opens: string
  /** What is given to the model on the page, where it is not what stands there at first. */
  readonly given?: {
    readonly prompt?: string
    /** Below `fixtures/images/photos/`. */
    readonly photo?: string
    /** From where on boxes are shown, where that is not as usual. */
    readonly confidence?: number
    /** Dimensions that the graph leaves open. */
    readonly sizes?: Readonly<Record<string, string>>
    /** What every feature of a row is. */
    readonly row?: number
  }
  /** How its answer on the page begins: the first class of the list, prompt and continuation, the size of the picture, or the first output. */
  readonly answers: string
}

export interface Fails {
  readonly fails: ErrorCode
  /** Word for word: what happened, why, what to do. */
  readonly says: string
}

/** By their paths below `fixtures/`: every export, and every model by itself. */
export const everyFixture: Readonly<Record<string, FixtureAnswer>> = {
  'exports/genai-phi3v-dummy': {
    fails: 'export-unsupported',
    says: 'This export cannot run here. It is a phi3v of several graphs (decoder, embedding and vision), and only models of one graph run here. Open one of its .onnx files by itself to run that on tensors.',
  },
  'exports/genai-tiny-random-gpt2': {
    opens: 'genai · text-generation',
    // Its tokenizer makes ids of most words that the model does not have.
    given: { prompt: 'a b' },
    answers: 'a b',
  },
  'exports/stories260k': {
    opens: 'hugging-face · text-generation',
    given: { prompt: 'Once upon' },
    answers: 'Once upon a time',
  },
  'exports/t071-lm-tiny': {
    opens: 'transformer-builder · text-generation',
    given: { prompt: 'Once upon' },
    answers: 'Once upon[63][42]',
  },
  'exports/t071-vision-tiny': {
    opens: 'transformer-builder · image-classification · 32 × 32 RGB',
    answers: 'class_0',
  },
  'models/edge/ankane_abs_free_dimensions.onnx': {
    opens: 'graph · tensors',
    answers: 'y float32 [1, 1, 5]',
  },
  'models/edge/ankane_identity_string.onnx': {
    opens: 'graph · tensors',
    answers: 'output:0 string [2, 2]',
  },
  'models/edge/ankane_logical_and.onnx': {
    opens: 'graph · tensors',
    answers: 'output:0 bool [2, 2]',
  },
  'models/edge/ankane_model.onnx': {
    opens: 'graph · tensors',
    answers: 'y float32 [3, 4, 5]',
  },
  'models/edge/ankane_mul_1.onnx': { opens: 'graph · tensors', answers: 'Y float32 [3, 2]' },
  'models/edge/ankane_sigmoid.onnx': { opens: 'graph · tensors', answers: 'y float32 [3, 4, 5]' },
  'models/edge/copy_2_inputs_2_outputs.onnx': {
    fails: 'operator-unavailable',
    says: 'The model uses an operator that is not available here. It needs “CopyTensorArrayAllVariadic” of “test.customop”. Export it with standard ONNX operators only.',
  },
  'models/edge/custom_op_test.onnx': {
    fails: 'operator-unavailable',
    says: 'The model uses an operator that is not available here. It needs “CustomOpOne” and “CustomOpTwo” of “test.customop”. Export it with standard ONNX operators only.',
  },
  'models/edge/lora_model.onnx': { opens: 'graph · tensors', answers: 'output float32 [4, 4]' },
  'models/edge/ort_quickstart_matmul.onnx': {
    opens: 'graph · tensors',
    answers: 'c float32 [3, 3]',
  },
  'models/edge/overridable_initializer.onnx': {
    opens: 'graph · tensors',
    answers: 'Label0 bool [1, 1]',
  },
  'models/edge/upsample.onnx': {
    opens: 'graph · image-to-image · 256 × 256 RGB · picture',
    given: { photo: 'cat_224x224.jpg' },
    answers: '512 × 512 pixels, 2 × the 256 × 256 that went in',
  },
  'models/edge/upsample.ort': {
    fails: 'file-is-other-format',
    says: 'This is not an ONNX model. upsample.ort is in ONNX Runtime’s own .ort format, which is not run here. Give the .onnx file that it was made from.',
  },
  'models/edge/vectorizer.onnx': {
    opens: 'graph · tensors',
    answers: 'variable float32 [1, 9]',
  },
  // Placeholders for weights: every class is as likely as every other.
  'models/image-classification/light_resnet50.onnx': {
    opens: 'graph · image-classification · 224 × 224 RGB · 1000 labels · probabilities',
    answers: 'class_0',
  },
  'models/image-classification/light_squeezenet.onnx': {
    opens: 'graph · image-classification · 224 × 224 RGB · 1000 labels · probabilities',
    answers: 'class_0',
  },
  'models/image-classification/mlperftiny_ic_resnet8_cifar10_int8.onnx': {
    opens: 'graph · image-classification · 32 × 32 RGB',
    answers: 'class_0',
  },
  'models/image-classification/mnist.onnx': {
    opens: 'graph · image-classification · 28 × 28 grey',
    given: { photo: 'mnist_digit_3.jpg' },
    answers: 'class_3',
  },
  'models/image-classification/mobilenetv2-12-int8.onnx': {
    opens: 'graph · image-classification · 224 × 224 RGB · 1000 labels',
    answers: 'class_144',
  },
  'models/image-segmentation/bodypix_mobilenetv1_x050_stride16.onnx': {
    opens: 'graph · image-segmentation · 513 × 513 RGB · 1 label · matte',
    given: { photo: 'australia.jpg' },
    answers: 'person',
  },
  'models/image-segmentation/selfie_segmentation_landscape.onnx': {
    opens: 'graph · image-segmentation · 256 × 144 RGB · 1 label · matte',
    given: { photo: 'australia.jpg' },
    answers: 'person',
  },
  // What each finds, and how sure it is, is what it finds through Python: see src/worker/golden/detection.json.
  'models/object-detection/FastestDet.onnx': {
    opens: 'graph · object-detection · 352 × 352 BGR · 80 labels · fastest-det',
    given: { photo: 'australia.jpg' },
    answers: 'stop sign',
  },
  'models/object-detection/blazeface_face_detection_front_128x128.onnx': {
    opens: 'graph · object-detection · 128 × 128 RGB · 1 label · blaze-face',
    given: { photo: 'cat_224x224.jpg', confidence: 0.4 },
    answers: 'face',
  },
  'models/object-detection/ultraface-RFB-320.onnx': {
    opens: 'graph · object-detection · 320 × 240 RGB · 2 labels · ssd',
    given: { photo: 'wolves.jpg', confidence: 0.5 },
    answers: 'face',
  },
  'models/object-detection/yolox_nano.onnx': {
    opens: 'graph · object-detection · 416 × 416 BGR · 80 labels · yolo',
    given: { photo: 'australia.jpg' },
    answers: 'stop sign',
  },
  'models/object-detection/yunet_n_320_320.onnx': {
    opens: 'graph · object-detection · 320 × 320 BGR · 1 label · yunet',
    given: { photo: 'cat_224x224.jpg' },
    answers: 'face',
  },
  'models/tabular/ankane_lightgbm.onnx': {
    opens: 'scikit-learn · tabular-classification · 2 features · 3 classes · ZipMap',
    given: { row: 5 },
    answers: '0 48.0 %',
  },
  'models/tabular/ankane_logreg_iris.onnx': {
    opens: 'scikit-learn · tabular-classification · 2 features · 3 classes · ZipMap',
    given: { row: 5 },
    answers: '0 99.8 %',
  },
  'models/tabular/ankane_randomforest.onnx': {
    opens: 'scikit-learn · tabular-classification · 4 features · 3 classes · ZipMap',
    given: { row: 5 },
    answers: '2 60.0 %',
  },
  // How many columns their tables have does not stand in the graph, only which of them its trees ask for.
  'models/tabular/sklearn-onnx_treecl.onnx': {
    opens: 'scikit-learn · tabular-classification · 20 features · 3 classes',
    given: { row: 0 },
    answers: '0 49.0 %',
  },
  'models/tabular/sklearn-onnx_treecl2.onnx': {
    opens: 'scikit-learn · tabular-classification · 20 features · 2 classes',
    given: { row: 0 },
    answers: '1 72.2 %',
  },
  'models/text/dummy_transformer.onnx': {
    opens: 'graph · tensors for feature-extraction',
    answers: 'output_0 float32 [1, 1, 16]',
  },
  'models/text/dummy_transformer_mlm.onnx': {
    opens: 'graph · tensors for fill-mask',
    answers: 'logits float32 [1, 1, 30522]',
  },
}
