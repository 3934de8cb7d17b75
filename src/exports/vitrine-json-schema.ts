/**
 * The JSON Schema of `vitrine.json`, for editors: the schema that checks it, with words. Written to
 * `public/vitrine.schema.json` by `scripts/write-schema.js`; nothing that is shipped imports this.
 */
import * as z from 'zod/mini'
import { vitrineSchema } from './schemas.ts'

type Json = { [key: string]: unknown }

/** What each key means, by its path. */
const words: Readonly<Record<string, string>> = {
  $schema: 'The address of this schema, so that editors can complete and check the file.',
  title: 'The name of the demo.',
  description: 'What the model is and what can be given to it, in a sentence or two.',
  licence: 'The licence of the weights, such as “Apache-2.0”.',
  measured:
    'A measured figure worth a line, such as “89 % top-1 on the CIFAR-10 test set”. Say on what it was measured.',
  theme: 'How the demo looks.',
  'theme.accent':
    'The colour of buttons and links, such as “#c2410c”. It is made darker or lighter where text in it could not be read.',
  'theme.logo': 'Path of a small picture (SVG, PNG, WebP, JPEG) that is shown before the title.',
  task: 'The page that the model gets. “tensors” takes and gives plain tensors, whatever the model is.',
  model: 'Path of the .onnx file, relative to this file. It is then used on every device.',
  devices: 'Which .onnx file runs on which device, where they differ. “model” wins over it.',
  'devices.webgpu': 'Path of the .onnx file for WebGPU, relative to this file.',
  'devices.wasm': 'Path of the .onnx file for WASM, that is without a graphics card.',
  labels:
    'Class names by output index, or the path of a file with them: one a line (.txt, .names), a list (.json) or a table (.csv).',
  output: 'What the classifier gives: logits get a softmax, probabilities are shown as they are.',
  preprocessing: 'How a picture becomes a tensor. What is left out is as the export says.',
  'preprocessing.width': 'Width of the input in pixels.',
  'preprocessing.height': 'Height of the input in pixels.',
  'preprocessing.resize':
    '“exact” resizes to width × height, whatever the picture’s shape. “shorter-side” resizes the shorter side to shorterSide and cuts width × height out of the middle. “fit” makes the picture as large as fits into width × height and fills up the rest. “within” resizes the shorter side to shorterSide, the longer one to at most longerSide, and cuts and fills nothing.',
  'preprocessing.shorterSide':
    'Pixels of the shorter side, before the middle is cut out or, with “within”, at the end.',
  'preprocessing.longerSide': 'With “within”: how many pixels the longer side has at most.',
  'preprocessing.rounding':
    'With “shorter-side”: whose middle it is; those of torchvision and Transformers differ by a pixel where it falls between two. With “fit”: of the sides, to the “nearest” pixel (Ultralytics) or “down” (YOLOX).',
  'preprocessing.anchor': 'With “fit”: where the picture lies, in the centre or top left.',
  'preprocessing.pad': 'With “fit”: the grey that fills up the rest, from 0 to 255.',
  'preprocessing.filter': 'Resampling filter, as Pillow has it.',
  'preprocessing.channels': '3 for colours, 1 for grey.',
  'preprocessing.colours': 'Which colour comes first: RGB, or BGR as in OpenCV.',
  'preprocessing.layout':
    'NCHW: channels first, as in PyTorch. NHWC: channels last, as in TensorFlow.',
  'preprocessing.rescale':
    'Multiplied with each value from 0 to 255 before mean and std; 1/255 is 0.00392156862745098.',
  'preprocessing.mean': 'Subtracted after rescaling, one number per channel.',
  'preprocessing.std': 'Divided by after subtracting the mean, one number per channel.',
  'preprocessing.background':
    'What transparent parts are laid on: red, green and blue from 0 to 255; white if left out.',
  generation: 'The settings that text generation starts with.',
  'generation.maxNewTokens': 'How many tokens are generated at most.',
  'generation.temperature': '0 always takes the most probable token; 1 samples as the model says.',
  'generation.topK': 'Samples from the k most probable tokens; 0 from all.',
  'generation.topP': 'Samples from the most probable tokens that add up to p; 1 from all.',
  'generation.repetitionPenalty': 'Above 1 makes tokens less probable that are there already.',
  'generation.seed': 'The same seed gives the same text.',
  contextLength: 'How many tokens the model can attend to, prompt and continuation together.',
  maxTokens:
    'How many tokens a model that does not generate reads at a time; what is longer is cut.',
  scores:
    'Of classes: “softmax” if exactly one holds, “sigmoid” if each is a yes or no of its own.',
  threshold:
    'Of a classifier of pictures with “sigmoid”: the probability from which on a class is said to hold; 0.5 if left out.',
  detection:
    'How a detector writes its boxes down, and where the sliders stand at first. What is left out is as the export says, else guessed from the graph.',
  'detection.head':
    '“yolo”: rows of centre x, centre y, width, height, (objectness,) a score a class. “end-to-end”: rows of corners, score, class. “detr”: logits and boxes for each query. “ssd”: scores and relative corners, class 0 is the background. “listed”: boxes, scores and labels as TorchVision and TensorFlow list them. “fastest-det”, “yunet” and “blaze-face”: as these networks do it.',
  'detection.output': 'The output with the rows of “yolo”, “end-to-end” or “fastest-det”.',
  'detection.axes':
    'Of “yolo”: values-first is [1, values, boxes] as in YOLOv8 and later, boxes-first is [1, boxes, values].',
  'detection.objectness':
    'Of “yolo”: whether a row holds the score of there being anything (YOLOv5, YOLOX).',
  'detection.strides':
    'Of “yolo”: the strides of grids whose cells the boxes count from, as in YOLOX: [8, 16, 32]. An empty list if boxes are in pixels.',
  'detection.logits': 'Of “detr”: the output with the scores.',
  'detection.boxes': 'The output with the boxes; of “blaze-face” one or two.',
  'detection.scores': 'The output with the scores; of “blaze-face” one or two.',
  'detection.labels': 'Of “listed”: the output with the numbers of classes.',
  'detection.order': 'Of “listed”: left, top, right, bottom (xyxy) or top, left, bottom, right.',
  'detection.unit': 'Of “listed”: pixels of the input, or relative to it, from 0 to 1.',
  'detection.firstLabel': 'Of “listed”: the number of the class that “labels” names first.',
  'detection.confidence': 'Boxes with a lower score are not shown at first.',
  'detection.iou':
    'Of two boxes of a class that overlap by more than this, the less certain one is not shown.',
  segmentation:
    'How a model cuts a picture into its parts. What is left out is as the export says, else guessed from the graph.',
  'segmentation.head':
    '“semantic”: one map of scores a class, or the classes themselves. “instances”: boxes as “yolo”, with coefficients, and prototypes. “matte”: one map of how much each pixel belongs to the subject.',
  'segmentation.output': 'The output with the maps; of “instances” that with the boxes.',
  'segmentation.axes': 'Of “instances”: as in “detection”.',
  'segmentation.objectness': 'Of “instances”: as in “detection”.',
  'segmentation.strides': 'Of “instances”: as in “detection”.',
  'segmentation.layout': 'NCHW: one map after the other. NHWC: one pixel after the other.',
  'segmentation.background': 'Of “semantic”: the class that means nothing in particular.',
  'segmentation.activation':
    'Of “matte”: “sigmoid” if the map holds logits, “none” if it goes from 0 to 1.',
  'segmentation.prototypes': 'Of “instances”: the output with the prototypes of masks.',
  'segmentation.coefficients':
    'Of “instances”: how many numbers of a row say how its mask is made of the prototypes.',
  'segmentation.confidence':
    'Instances with a lower score are left out; of “matte” from where on a pixel is the subject.',
  'segmentation.iou':
    'Of two instances of a class that overlap by more than this, the less certain one is left out.',
  image: 'The picture that a model makes. What is left out is guessed from the graph.',
  'image.output': 'The output with the picture.',
  'image.layout': 'NCHW: channels first. NHWC: channels last.',
  'image.gives': '“picture”, or “depth”: one map of any range.',
  'image.white': 'What white is in the output: 1 or 255.',
  'image.colours': 'Which colour comes first in the output.',
  maskToken: 'What stands for the word to be filled in, as the tokenizer spells it: “[MASK]”, say.',
  pooling:
    'How the vectors of a text’s tokens become one: “mean”, the “first” one, the “last” one, or “none” if the graph does it.',
  normalize: 'Whether each text’s vector is scaled to length 1.',
  features:
    'The columns of a table in the order in which the model takes them: names, or objects that say more.',
  'features.name': 'As rows and files name it.',
  'features.title': 'What people read above its field; the name if left out.',
  'features.unit': 'The unit, such as “mm”.',
  'features.kind':
    '“number”, “integer”, “boolean”, “choice” or “text”; if left out, as its choices and the graph say.',
  'features.type': 'Another word for “kind”.',
  'features.min': 'The least that is usual. A smaller number is taken, and said to be outside.',
  'features.max': 'The most that is usual. A larger number is taken, and said to be outside.',
  'features.step': 'By how much the field’s number changes at a time.',
  'features.default': 'What its field holds at first.',
  'features.choices': 'All that it can be.',
  'features.mayBeMissing':
    'Whether a row need not have it: the model then gets NaN, or an empty text.',
  steps:
    'What is done to a row before the model gets it, in this order. Leave out what the graph does itself.',
  'steps.kind':
    '“impute” fills in a value where there is none, “clip” limits, “log1p” is ln(1 + x), “scale” is (x − mean) / scale, “ordinal” the place among the choices from 0, “one-hot” a column for each choice.',
  'steps.feature': 'The name of the feature.',
  'steps.value': 'Of “impute”: what is filled in.',
  'steps.min': 'Of “clip”: the least.',
  'steps.max': 'Of “clip”: the most.',
  'steps.mean': 'Of “scale”: what is subtracted.',
  'steps.scale': 'Of “scale”: what is divided by after that.',
  'steps.choices': 'Of “ordinal” and “one-hot”: the values in the encoder’s order.',
  targets: 'What a regression predicts: a name for each column of its output.',
  'targets.name': 'The name.',
  'targets.unit': 'The unit, such as “€”.',
  modelVersion: 'Shown with each prediction, and given with it as “model_version”.',
  examples:
    'What a visitor can try at once. Pictures have “image”, text to be continued “prompt”, other text “text”, two texts to be compared “texts”, rows of a table “features”.',
  'examples.title': 'The example’s name.',
  'examples.prompt': 'The text to be continued.',
  'examples.settings': 'Settings for this example that differ from “generation”.',
  'examples.text':
    'With “prompt” its continuation, computed beforehand and shown before the model has come; without, the text itself.',
  'examples.texts': 'Two texts to be compared.',
  'examples.image': 'Path of the picture, relative to this file.',
  'examples.features': 'A row of a table: values by the names of the features.',
  'examples.values': 'What a regression says of the row, computed beforehand.',
  'examples.predictions': 'The best classes, computed beforehand; shown before the model has come.',
  'examples.expected':
    'What your own reference, such as your notebook, gives for the picture. The page can be asked to compare.',
  'examples.expected.predictions': 'The best classes, the most probable one first.',
  'examples.expected.logits': 'The first numbers of the model’s first output.',
  'examples.expected.tolerance': 'By how much numbers may differ; 0.01 if left out.',
  'examples.predictions.class': 'The class name.',
  'examples.predictions.prob': 'Its probability, from 0 to 1.',
}

/** Keys that stand in two places. */
const aliases = [
  ['examples.settings.', 'generation.'],
  ['examples.expected.predictions.', 'examples.predictions.'],
] as const

export function vitrineJsonSchema(): Json {
  // Draft 7 is what editors know best.
  const schema: Json = z.toJSONSchema(vitrineSchema, { target: 'draft-07', io: 'input' })
  return {
    ...schema,
    title: 'vitrine.json',
    description: 'What the author of a model wants to say about it, beside the export.',
    properties: described(schema['properties'], ''),
  }
}

function described(properties: unknown, prefix: string): Json {
  return Object.fromEntries(
    Object.entries(properties as Json).map(([key, value]) => {
      const path = `${prefix}${key}`
      const description = words[aliases.reduce((name, [from, to]) => name.replace(from, to), path)]
      if (description === undefined) throw new Error(`vitrine.json’s “${path}” has no words.`)
      return [key, { description, ...inner(value as Json, `${path}.`) }]
    }),
  )
}

function inner(schema: Json, prefix: string): Json {
  const { properties, items, maximum, anyOf, ...rest } = schema
  return {
    ...rest,
    // The largest whole number of JavaScript is no limit that anybody set.
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
    ...(items !== undefined && { items: itemsOf(items, prefix) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((one) => inner(one as Json, prefix)) }),
    ...(properties !== undefined && { properties: described(properties, prefix) }),
  }
}

/** A pair has a schema for each of its two. */
function itemsOf(items: unknown, prefix: string): unknown {
  return Array.isArray(items)
    ? items.map((item) => inner(item as Json, prefix))
    : inner(items as Json, prefix)
}
