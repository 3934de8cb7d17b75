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
    '“exact” resizes to width × height, whatever the picture’s shape. “shorter-side” resizes the shorter side to shorterSide and cuts width × height out of the middle.',
  'preprocessing.shorterSide': 'Pixels of the shorter side before the middle is cut out.',
  'preprocessing.filter': 'Resampling filter, as Pillow has it.',
  'preprocessing.channels': '3 for RGB, 1 for grey.',
  'preprocessing.layout':
    'NCHW: channels first, as in PyTorch. NHWC: channels last, as in TensorFlow.',
  'preprocessing.rescale':
    'Multiplied with each value from 0 to 255 before mean and std; 1/255 is 0.00392156862745098.',
  'preprocessing.mean': 'Subtracted after rescaling, one number per channel.',
  'preprocessing.std': 'Divided by after subtracting the mean, one number per channel.',
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
    'Of a text classifier: “softmax” if exactly one class holds, “sigmoid” if each is a yes or no of its own.',
  maskToken: 'What stands for the word to be filled in, as the tokenizer spells it: “[MASK]”, say.',
  pooling:
    'How the vectors of a text’s tokens become one: “mean”, the “first” one, the “last” one, or “none” if the graph does it.',
  normalize: 'Whether each text’s vector is scaled to length 1.',
  examples:
    'What a visitor can try at once. Pictures have “image”, text to be continued “prompt”, other text “text”, two texts to be compared “texts”.',
  'examples.title': 'The example’s name.',
  'examples.prompt': 'The text to be continued.',
  'examples.settings': 'Settings for this example that differ from “generation”.',
  'examples.text':
    'With “prompt” its continuation, computed beforehand and shown before the model has come; without, the text itself.',
  'examples.texts': 'Two texts to be compared.',
  'examples.image': 'Path of the picture, relative to this file.',
  'examples.predictions': 'The best classes, computed beforehand; shown before the model has come.',
  'examples.predictions.class': 'The class name.',
  'examples.predictions.prob': 'Its probability, from 0 to 1.',
}

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
      const description = words[path.replace('examples.settings.', 'generation.')]
      if (description === undefined) throw new Error(`vitrine.json’s “${path}” has no words.`)
      return [key, { description, ...inner(value as Json, `${path}.`) }]
    }),
  )
}

function inner(schema: Json, prefix: string): Json {
  const { properties, items, maximum, ...rest } = schema
  return {
    ...rest,
    // The largest whole number of JavaScript is no limit that anybody set.
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
    ...(items !== undefined && { items: itemsOf(items, prefix) }),
    ...(properties !== undefined && { properties: described(properties, prefix) }),
  }
}

/** A pair has a schema for each of its two. */
function itemsOf(items: unknown, prefix: string): unknown {
  return Array.isArray(items)
    ? items.map((item) => inner(item as Json, prefix))
    : inner(items as Json, prefix)
}
